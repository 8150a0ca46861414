"""The page on which a respondent answers: what it may name, what it contradicts, in words."""
