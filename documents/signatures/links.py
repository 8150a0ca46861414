"""The link by which somebody without an account signs. It is computed, so it is stored nowhere; it opens one request."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from documents.signatures.models import Signature

_SALT = "documents.signatures.link"


def token_for(signature: Signature) -> str:
    return _signer().sign(signature.public_id.hex)


def signature_by(token: str) -> Signature | None:
    """Made-up links cost no query."""
    try:
        named = UUID(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
    return Signature.objects.select_related("user", "requested_by").filter(public_id=named).first()


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=".")
