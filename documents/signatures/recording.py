from datetime import datetime

from documents.signatures.models import Signature
from documents.signatures.permissions import Hand
from sanbao.ledger.canonical import commit
from sanbao.ledger.services import record
from sanbao.ledger.shapes import Code


def record_signature(action: str, signature: Signature, hand: Hand, at: datetime) -> None:
    """An event in the chain of what is signed. Who signs by a link is named by the request, which is opaque.

    The content is committed to with a salt: a plain hash of a short content could be found by trying.
    """
    codes: dict[str, Code] = {"signature": str(signature.public_id), "role": signature.role, "via": hand.via.value}
    if signature.method:
        codes["method"] = signature.method
    if signature.refusal_reason:
        codes["reason"] = signature.refusal_reason
    record(
        action=action,
        subject=signature.signable,
        actor=str(hand.user.public_id if hand.user else signature.public_id),
        organisation=None,
        codes=codes,
        commitments={"content": commit(bytes(signature.salt), signature.content_hash)}
        if signature.content_hash
        else {},
        at=at,
    )
