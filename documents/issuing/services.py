"""Issuing in two transactions with the printing between them: number and payload first, the bytes once they are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.issuing import completeness, register
from documents.issuing.check_code import new_check_code
from documents.issuing.models import Paper, PaperFile, Reason
from documents.issuing.numbering import SAMPLE, lock_series, take_number
from documents.issuing.permissions import can_issue, can_view_paper, can_withdraw_paper
from documents.issuing.printing import Printed
from documents.papers.payload import payload
from sanbao import work
from sanbao.accounts.models import Organisation, User
from sanbao.ledger.canonical import commit, new_salt
from sanbao.ledger.services import record
from sanbao.ledger.shapes import SYSTEM, Code

PRINT = "papers.print"
NOT_TO_BE_REPLACED = _("这份文书已经作废，或者已经有新的一份代替它，不能再被代替。")
ANOTHER_REPLACED = _("新的文书和被代替的应当是同一种类、同一单位、同一件事。")
ONLY_UNPRINTED = _("这份文书已经打印出来，请选择别的原因。")
NO_REASON = _("请选择作废的原因。")


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be issued. `key` is one for a form: sent twice, it makes one paper."""

    kind: str
    context: Any
    issuer: Organisation
    subject: str
    key: UUID
    holder: User | None = None
    replaces: Paper | None = None


def paper_issue(order: Order, *, by: User, at: datetime) -> Paper:
    """The paper with its number, to be printed by a worker. An incomplete context raises ContextError: no number."""
    kind = register.kind_of(order.kind)
    if not can_issue(by, order.issuer, kind) or (order.replaces and not can_view_paper(by, order.replaces)):
        raise PermissionDenied
    context = _final(order, kind, at)
    completeness.check(kind, kind.numbered(context, SAMPLE))  # loads fonts and counts days: not while rows are locked
    with transaction.atomic():
        if order.replaces is not None:
            _lock_replaced(order, order.replaces)
        series = lock_series(kind.code, order.issuer, timezone.localdate(at).year)
        known = Paper.objects.filter(issued_by=by, request_key=order.key).first()
        if known is not None:
            return known
        numbered = kind.numbered(context, take_number(series, kind.prefix))
        return _freeze(order, kind, numbered, series.last, by=by, at=at)


def _final(order: Order, kind: register.Kind, at: datetime) -> Any:
    if order.replaces is None:
        return order.context
    return kind.replacing(order.context, order.replaces.number, timezone.localdate(at))


def _lock_replaced(order: Order, replaced: Paper) -> None:
    old = Paper.objects.select_for_update().get(pk=replaced.pk)
    if (old.kind, old.issuer_id, old.subject) != (order.kind, order.issuer.pk, order.subject):
        raise ValidationError(ANOTHER_REPLACED)
    successor = Paper.objects.filter(replaces=old).first()
    if old.withdrawn_at is not None or (successor and successor.request_key != order.key):
        raise ValidationError(NOT_TO_BE_REPLACED)


def _freeze(order: Order, kind: register.Kind, context: Any, sequence: int, *, by: User, at: datetime) -> Paper:
    frozen = payload(kind.code, context)
    digest, day = sha256(frozen).hexdigest(), timezone.localdate(at)
    told = kind.essentials(context, issuer=order.issuer.name, issued_on=day.isoformat(), payload_sha256=digest)
    paper = Paper.objects.create(
        kind=kind.code,
        number=context.number,
        issuer=order.issuer,
        year=day.year,
        sequence=sequence,
        subject=order.subject,
        holder=order.holder,
        payload=frozen.decode(),
        payload_sha256=digest,
        payload_salt=new_salt().hex(),
        essentials_text=told.text,
        essentials_salt=new_salt().hex(),
        check_code=new_check_code(),
        issued_at=at,
        issued_by=by,
        request_key=order.key,
        replaces=order.replaces,
    )
    _record_issue(paper, by, at)
    work.enqueue(topic=PRINT, payload={"paper": str(paper.public_id)}, key=f"{PRINT}/{paper.public_id}", at=at)
    return paper


def _record_issue(paper: Paper, by: User, at: datetime) -> None:
    commitments = {
        "payload": commit(bytes.fromhex(paper.payload_salt), paper.payload_sha256),
        "essentials": commit(bytes.fromhex(paper.essentials_salt), paper.essentials_text),
    }
    old = paper.replaces
    codes: dict[str, Code] = {"kind": paper.kind, "year": paper.year, "sequence": paper.sequence}
    codes["replaces"] = str(old.public_id) if old else None
    _record("paper.issued", paper, codes, by=by, at=at, commitments=commitments)
    if old is not None:
        _record("paper.replaced", old, {"by": str(paper.public_id)}, by=by, at=at)


@transaction.atomic
def paper_store(paper: Paper, printed: Printed, *, at: datetime) -> None:
    """Once: a second worker's bytes, and those of a paper withdrawn meanwhile, are thrown away."""
    locked = Paper.objects.select_for_update().get(pk=paper.pk)
    if locked.withdrawn_at is not None or PaperFile.objects.filter(paper=locked).exists():
        return
    digest = sha256(printed.content).hexdigest()
    PaperFile.objects.create(
        paper=locked,
        content=printed.content,
        sha256=digest,
        size=len(printed.content),
        seal=printed.seal,
        stored_at=at,
    )
    Paper.objects.filter(pk=locked.pk).update(failed_at=None, failure="")
    _record("paper.printed", locked, {"sha256": digest, "size": len(printed.content)}, by=None, at=at)


def paper_note_failure(paper: Paper, code: str, *, at: datetime) -> None:
    """Shown until an attempt succeeds; the number stays taken."""
    Paper.objects.filter(pk=paper.pk, file=None).update(failed_at=at, failure=code[:200])


@transaction.atomic
def paper_withdraw(paper: Paper, *, reason: str, by: User, at: datetime) -> Paper:
    """Withdrawn twice is withdrawn once; the first reason stands."""
    locked = Paper.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=paper.pk)
    if locked.withdrawn_at is not None and can_view_paper(by, locked):
        return locked
    if not can_withdraw_paper(by, locked):
        raise PermissionDenied
    if reason not in Reason.values:
        raise ValidationError({"reason": NO_REASON})
    if reason == Reason.CANNOT_BE_PRINTED and locked.is_printed:
        raise ValidationError({"reason": ONLY_UNPRINTED})
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawal_reason = at, by, reason
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    work.cancel(f"{PRINT}/{locked.public_id}")
    _record("paper.withdrawn", locked, {"reason": reason}, by=by, at=at)
    return locked


def _record(
    action: str,
    paper: Paper,
    codes: dict[str, Code],
    *,
    by: User | None,
    at: datetime,
    commitments: dict[str, str] | None = None,
) -> None:
    record(
        action=action,
        subject=paper.ledger_subject,
        actor=str(by.public_id) if by else SYSTEM,
        organisation=str(paper.issuer.public_id),
        codes=codes,
        commitments=commitments,
        at=at,
    )
