"""What is added to the record, each with its event in the ledger in one transaction."""
