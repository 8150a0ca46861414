"""Asking for a signature, signing in one of three ways, refusing, withdrawing. Each act settles a request once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.functional import Promise

from documents.evidence.models import Evidence, Kind
from documents.signatures import codes, messages
from documents.signatures.models import Method, RefusalReason, Signature, State, Via
from documents.signatures.permissions import (
    Hand,
    can_file_paper,
    can_request_signature,
    can_settle,
    can_withdraw,
    is_asking,
)
from documents.signatures.recording import record_signature
from documents.signatures.signables import Signable, signable_of
from documents.signatures.signals import signature_settled
from documents.signatures.strokes import NotASignatureError, strokes_of
from sanbao.accounts.models import User
from sanbao.sms import gateways

LINK_LIFETIME = timedelta(days=7)


@dataclass(frozen=True)
class Signer:
    """Somebody with an account, or a name and perhaps a number (E.164)."""

    name: str
    phone: str = ""
    user: User | None = None


@transaction.atomic
def signature_request(*, signable: Signable, role: str, signer: Signer, by: User, at: datetime) -> Signature:
    """One open request a role: the same asked again is the one that is there."""
    _demand(can_request_signature(by, signable))
    if role not in signable.kind.roles:
        raise _refused("role", messages.UNKNOWN_ROLE)
    asked = {"name": signer.name.strip(), "phone": signer.phone, "user": signer.user}
    fresh = Signature(
        signable=str(signable), role=role, requested_by=by, requested_at=at, link_expires_at=at + LINK_LIFETIME, **asked
    )
    fresh.clean_fields(exclude={"strokes", "salt"})
    signature, is_new = Signature.objects.get_or_create(
        signable=str(signable),
        role=role,
        state=State.OPEN,
        defaults={**asked, "requested_by": by, "requested_at": at, "link_expires_at": at + LINK_LIFETIME},
    )
    if is_new:
        record_signature("signature.requested", signature, Hand(Via.TABLET, by), at)
    elif {name: getattr(signature, name) for name in asked} != asked:
        raise _refused("role", messages.ASKED_ALREADY)
    return signature


@transaction.atomic
def signature_draw(*, signature: Signature, path: str, shown: str, hand: Hand, at: datetime) -> Signature:
    locked = _open(signature, hand, at)
    try:
        strokes = strokes_of(path)
    except NotASignatureError:
        raise _refused("path", messages.NOT_A_SIGNATURE) from None
    locked.strokes = strokes
    return _sign(locked, Method.DRAWN, shown, hand, at)


@transaction.atomic
def code_send(*, signature: Signature, shown: str, hand: Hand, at: datetime) -> Signature:
    """For what is shown: when the content changes, the code is worth nothing."""
    locked = _open(signature, hand, at)
    _unchanged(locked, shown)
    if not codes.phone_of(locked):
        raise _refused("__all__", messages.NO_PHONE)
    if not gateways.is_set():
        raise _refused("__all__", messages.NO_SMS)
    if not codes.may_send(locked, at):
        raise _refused("__all__", messages.TOO_OFTEN)
    locked.code_hash, locked.code_sent_at, locked.code_tries = shown, at, 0
    locked.code_times += 1
    locked.save(update_fields=["code_hash", "code_sent_at", "code_tries", "code_times"])
    codes.send(locked, _signable(locked).title, at)
    return locked


def code_confirm(*, signature: Signature, entered: str, shown: str, hand: Hand, at: datetime) -> Signature:
    """A wrong try is counted for good, so it is committed before it is refused."""
    with transaction.atomic():
        locked = _open(signature, hand, at)
        _unchanged(locked, shown)
        if not codes.is_out(locked, at) or locked.code_hash != shown:
            raise _refused("code", messages.CODE_EXPIRED)
        if codes.fits(locked, entered):
            return _sign(locked, Method.CODE, shown, hand, at)
        locked.code_tries += 1
        locked.save(update_fields=["code_tries"])
    raise _refused("code", messages.CODE_WRONG)


@transaction.atomic
def signature_file_paper(*, signature: Signature, paper: Evidence, shown: str, hand: Hand, at: datetime) -> Signature:
    """A photo or PDF of the signed paper, kept as evidence about the very thing."""
    locked = _open(signature, hand, at)
    _demand(can_file_paper(hand, locked, at))
    if paper.subject != locked.signable or paper.kind not in {Kind.PHOTO, Kind.PDF}:
        raise _refused("paper", messages.NOT_ITS_PAPER)
    locked.evidence = paper
    return _sign(locked, Method.PAPER, shown, hand, at)


@transaction.atomic
def signature_refuse(*, signature: Signature, reason: RefusalReason, words: str, hand: Hand, at: datetime) -> Signature:
    locked = _open(signature, hand, at)
    if reason is not RefusalReason.NO_REASON and not words.strip():
        raise _refused("words", messages.SAY_WHY)
    locked.refusal_reason, locked.refusal_words = reason, words.strip()
    locked.content_hash = _signable(locked).content_hash
    return _settle(locked, State.REFUSED, hand, at)


@transaction.atomic
def signature_withdraw(*, signature: Signature, by: User, at: datetime) -> Signature:
    """No longer needed; the link opens nothing any more. Withdrawn twice is withdrawn once."""
    locked = _locked(signature)
    if locked.state == State.WITHDRAWN and is_asking(by, locked):
        return locked
    _demand(can_withdraw(by, locked))
    return _settle(locked, State.WITHDRAWN, Hand(Via.TABLET, by), at)


def _sign(locked: Signature, method: Method, shown: str, hand: Hand, at: datetime) -> Signature:
    _unchanged(locked, shown)
    locked.method, locked.content_hash = method, shown
    return _settle(locked, State.SIGNED, hand, at)


def _settle(locked: Signature, state: State, hand: Hand, at: datetime) -> Signature:
    locked.state, locked.via, locked.settled_at, locked.settled_by = state, hand.via, at, hand.user
    locked.save()
    record_signature(f"signature.{state.value}", locked, hand, at)
    signature_settled.send(sender=Signature, signature=locked, at=at)
    return locked


def _open(signature: Signature, hand: Hand, at: datetime) -> Signature:
    locked = _locked(signature)
    if locked.state != State.OPEN:
        raise _refused("__all__", messages.ALREADY_SETTLED)
    _demand(can_settle(hand, locked, at))
    return locked


def _locked(signature: Signature) -> Signature:
    # Of the row alone: a nullable join cannot be locked on PostgreSQL.
    return Signature.objects.select_for_update(no_key=True).get(pk=signature.pk)


def _unchanged(locked: Signature, shown: str) -> None:
    if _signable(locked).content_hash != shown:
        raise _refused("__all__", messages.CONTENT_CHANGED)


def _signable(signature: Signature) -> Signable:
    found = signable_of(signature.signable)
    if found is None:
        raise PermissionDenied
    return found


def _refused(field: str, why: str | Promise) -> ValidationError:
    return ValidationError({field: [why]})


def _demand(permitted: bool) -> None:  # noqa: FBT001  reads as a sentence
    if not permitted:
        raise PermissionDenied
