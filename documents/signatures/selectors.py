"""Reading signatures. Whether one still holds is computed: the hash that was signed against the content of now."""

from django.db.models import QuerySet

from documents.evidence.models import Evidence, Kind
from documents.signatures.models import Signature, State
from documents.signatures.signables import Signable, signable_of


def signatures_of(signable: Signable) -> QuerySet[Signature]:
    found = Signature.objects.filter(signable=str(signable)).exclude(state=State.WITHDRAWN)
    return found.select_related("user", "settled_by", "evidence").order_by("requested_at", "id")


def holds(signature: Signature) -> bool:
    """Signed, and nothing has been changed since."""
    signable = signable_of(signature.signable)
    return signature.state == State.SIGNED and signable is not None and signature.content_hash == signable.content_hash


def is_signed_by(signable: Signable, role: str) -> bool:
    """For the apps: the content as it is now bears the signature of this role."""
    now = signable.content_hash
    return signatures_of(signable).filter(role=role, state=State.SIGNED, content_hash=now).exists()


def papers_for(signature: Signature) -> QuerySet[Evidence]:
    """What may be a scan of the signed paper."""
    found = Evidence.objects.filter(subject=signature.signable, kind__in=[Kind.PHOTO, Kind.PDF])
    return found.order_by("-added_at", "-id")
