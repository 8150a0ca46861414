"""One-time codes by SMS that stand for a signature. A code is bound to the number and to the content it was sent for.

It is computed and stored nowhere. Two messages about one content carry the same code; every try is counted.
"""

from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils.crypto import constant_time_compare, salted_hmac

from documents.signatures.messages import CODE_TEXT
from documents.signatures.models import Signature
from sanbao.sms.services import send_message

DIGITS = 6
LIFETIME = timedelta(minutes=10)
PAUSE = timedelta(minutes=1)
MOST_TRIES = 5
MOST_A_PHONE_AND_HOUR = 5
TITLE_SHOWN = 30


def phone_of(signature: Signature) -> str:
    """The number given with the request, or the verified one of the account."""
    if signature.phone or signature.user is None:
        return signature.phone
    return (signature.user.phone or "") if signature.user.phone_verified else ""


def code_of(signature: Signature) -> str:
    bound = f"{signature.code_nonce}/{phone_of(signature)}/{signature.code_hash}"
    digest = salted_hmac("documents.signatures.code", bound, algorithm="sha256").digest()
    return str(int.from_bytes(digest, "big") % 10**DIGITS).zfill(DIGITS)


def is_out(signature: Signature, at: datetime) -> bool:
    """A code was sent and can still be used."""
    sent = signature.code_sent_at
    return sent is not None and at < sent + LIFETIME and signature.code_tries < MOST_TRIES


def may_send(signature: Signature, at: datetime) -> bool:
    if signature.code_sent_at is not None and at < signature.code_sent_at + PAUSE:
        return False
    whose = {"phone": signature.phone} if signature.phone else {"user": signature.user, "phone": ""}
    sent = Signature.objects.filter(**whose, code_sent_at__gt=at - timedelta(hours=1))
    others: int = sent.exclude(pk=signature.pk).aggregate(sent=Sum("code_times", default=0))["sent"]
    return others + signature.code_times < MOST_A_PHONE_AND_HOUR


def fits(signature: Signature, entered: str) -> bool:
    return constant_time_compare(entered.strip(), code_of(signature))


def send(signature: Signature, title: str, at: datetime) -> None:
    text = CODE_TEXT.format(code=code_of(signature), minutes=LIFETIME.seconds // 60, title=title[:TITLE_SHOWN])
    key = f"signature.code/{signature.public_id}/{signature.code_times}"
    send_message(phone=phone_of(signature), text=text, key=key, useful_until=at + LIFETIME, at=at)
