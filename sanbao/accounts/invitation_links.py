"""The secret of an invitation's link: signed, so that made-up links cost no query; kept as a hash alone."""

import hashlib
import hmac
import uuid

from django.conf import settings
from django.core.signing import BadSignature, Signer

_SIGNER = "sanbao.accounts.invitation"


def token_for(key: uuid.UUID, *meaning: str) -> str:
    """Always the same for one form (its random `key`) and one meaning: a form sent twice gives one link, not two."""
    message = "\0".join((_SIGNER, str(key), *meaning)).encode()
    secret = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()
    return Signer(salt=_SIGNER, sep=".").sign(secret)


def secret_hash_of(token: str) -> str | None:
    """None for a link that was not made here."""
    try:
        secret = Signer(salt=_SIGNER, sep=".").unsign(token)
    except BadSignature:
        return None
    return hashlib.sha256(secret.encode()).hexdigest()
