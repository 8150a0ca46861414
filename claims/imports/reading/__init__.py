"""Files of strangers, row by row: what may be opened, how it is encoded, what stands in its cells."""
