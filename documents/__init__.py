"""Paper in and out: evidence, kinds of papers, numbering, rendering, signatures, the public check of a paper."""
