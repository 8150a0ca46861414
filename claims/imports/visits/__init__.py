"""Visits in bulk: the same rows and checks as `claims.repairs.services` makes one by one, a thousand at a time."""
