"""Who may ask, look and sign: one predicate an act. What no signable permits is denied."""

from dataclasses import dataclass
from datetime import datetime

from documents.signatures.models import Signature, State, Via
from documents.signatures.signables import Signable, signable_of
from sanbao.accounts.models import User


@dataclass(frozen=True)
class Hand:
    """Who operates the device on which is signed. `user` is nobody where a link was opened."""

    via: Via
    user: User | None = None


def can_view_signable(user: User, signable: Signable) -> bool:
    return user.is_active and signable.kind.may_view(user, signable.id)


def can_request_signature(user: User, signable: Signable) -> bool:
    return can_view_signable(user, signable) and signable.kind.may_request(user, signable.id)


def can_open_signature(user: User, signature: Signature) -> bool:
    """The signer himself, and who may ask for signatures of this thing."""
    return hand_of(user, signature) is not None


def hand_of(user: User, signature: Signature) -> Hand | None:
    signable = signable_of(signature.signable)
    if signable is None or not user.is_active:
        return None
    if signature.user_id == user.pk:
        return Hand(Via.ACCOUNT, user)
    return Hand(Via.TABLET, user) if can_request_signature(user, signable) else None


def hand_by_link(signature: Signature, at: datetime) -> Hand | None:
    """Whoever holds the link, as long as it lasts."""
    lasts = at < signature.link_expires_at and signature.state != State.WITHDRAWN
    return Hand(Via.LINK) if lasts and signable_of(signature.signable) else None


def can_settle(hand: Hand, signature: Signature, at: datetime) -> bool:
    """Sign or refuse, while it is open."""
    if signature.state != State.OPEN:
        return False
    if hand.user is None:
        return hand_by_link(signature, at) == hand
    return hand_of(hand.user, signature) == hand


def can_file_paper(hand: Hand, signature: Signature, at: datetime) -> bool:
    """A scan is filed by who asked for the signature: he has the paper."""
    return hand.via == Via.TABLET and can_settle(hand, signature, at)


def is_asking(user: User, signature: Signature) -> bool:
    """Whoever may ask for signatures of this thing takes requests back, and is told of what is settled already."""
    signable = signable_of(signature.signable)
    return signable is not None and can_request_signature(user, signable)


def can_withdraw(user: User, signature: Signature) -> bool:
    return signature.state == State.OPEN and is_asking(user, signature)
