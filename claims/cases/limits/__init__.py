"""The time limits of a claim in words, as day sheets, and for a calendar."""
