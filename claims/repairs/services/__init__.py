"""Every change of visits: permitted, locked, made, and recorded in the ledger in one transaction."""
