"""What issuing tells the apps above, inside the transaction: whoever refuses undoes it."""

from django.dispatch import Signal

paper_frozen = Signal()  # paper, context, by, at
