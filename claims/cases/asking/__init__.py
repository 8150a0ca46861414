"""Asking, one thing a page: what is wrong, what is known, what the law gives, of whom; then all of it once more."""
