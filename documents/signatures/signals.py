"""What signatures tell the apps that own what is signed, inside the transaction: whoever refuses undoes the signing."""

from django.dispatch import Signal

signature_settled = Signal()  # signature (signed, refused or withdrawn), at
