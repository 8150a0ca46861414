"""What the site does by itself once a day has come: remind, tell the head, close what nobody answered, count again.

Nothing of the law hangs on it: what is overdue is overdue whether or not anybody has noted it (`Claim.is_overdue`). Each
claim has a transaction of its own, so a run that breaks off has done whole claims, and the next one does the others.
"""
