"""What claims tell the flows, the messages and the apps above, inside the transaction of the step: whoever refuses undoes it."""

from django.dispatch import Signal

claim_stepped = Signal()  # claim, step, at
claim_noted = Signal()  # claim, note (an action of the ledger that is no transition: `claim.offer_made`), by, at
