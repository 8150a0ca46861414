"""Who does what to a claim: each step permitted, locked, taken, saved, recorded."""
