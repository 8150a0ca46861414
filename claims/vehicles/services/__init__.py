"""Every change of cars, sales and owners: permitted, locked, made, and recorded in the ledger in one transaction."""
