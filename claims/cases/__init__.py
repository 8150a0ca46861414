"""Claims: what an owner asks for, what the seller answers, what becomes of it."""
