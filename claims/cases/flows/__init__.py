"""Short flows, one a duty: who must act next, who has taken it, until when. They follow the steps of a claim.

A step opens and closes them in its own transaction (`claims.cases.flows.following`); no node ever takes a step. Stored
rows name these modules (`answering`, `fulfilling`, `screening`) and their classes: they keep their names.
"""
