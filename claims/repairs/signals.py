"""What visits tell the apps above, inside the transaction of the act: whoever refuses undoes it."""

from django.dispatch import Signal

visit_closed = Signal()  # visit, by, at
