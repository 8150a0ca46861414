"""The page of a claim and its steps. Each feature adds its part; nobody edits the page for it."""
