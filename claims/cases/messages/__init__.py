"""Who is told of what happens to a claim, in which words, by which ways; and what became of each message."""
