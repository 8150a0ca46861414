"""What became of a message, for the apps that sent it: by its key, never by number or text.

`sms_sent`: the gateway has taken it. `sms_failed`: it has not, or reports that it cannot deliver; with a code. It may be
taken later. `sms_delivered`: the phone has it, as the gateway reports. Reports come late, twice, or before the receipt.
"""

from django.dispatch import Signal

sms_sent = Signal()  # key, reference, attempt, at
sms_failed = Signal()  # key, code, attempt, at
sms_delivered = Signal()  # key, at
