"""Issuing in two transactions with the printing between them: number and payload first, the bytes once they are there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.fonts.provided import provided_fonts
from documents.issuing import register
from documents.issuing.freezing import Order, freeze, name_of, print_key, ready, record_act
from documents.issuing.models import Paper, PaperFile, Reason, WhyReplaced
from documents.issuing.numbering import lock_series
from documents.issuing.permissions import can_issue, can_view_paper, can_withdraw_paper
from documents.issuing.printing import Printed
from documents.papers.checking import refuse_if_any, unprintable
from documents.papers.payload import payload
from sanbao import work
from sanbao.accounts.models import User

_ERASED_AT_ONCE = 1_000
NOT_TO_BE_REPLACED = _("这份文书已经作废，或者已经有新的一份代替它，不能再被代替。")
ANOTHER_REPLACED = _("新的文书和被代替的应当是同一种类、同一单位、同一件事。")
ONLY_UNPRINTED = _("这份文书已经打印出来，请选择别的原因。")
NO_REASON = _("请选择作废的原因。")
ANOTHER_CONTENT = _("这一页已经出具过另一份文书，内容和这一次的不同。请重新打开这一页，核对以后再出具。")


class KeyUsedError(ValidationError):
    """The key of this order has made another paper already."""

    def __init__(self) -> None:
        super().__init__(ANOTHER_CONTENT, code="key_used")


def paper_issue(order: Order, *, by: User, at: datetime) -> Paper:
    """The paper with its number, to be printed by a worker. An incomplete context raises ContextError: no number."""
    kind = register.kind_of(order.kind)
    if order.issuer is None or not can_issue(by, order.issuer, kind):
        raise PermissionDenied
    if order.replaces and not can_view_paper(by, order.replaces):
        raise PermissionDenied
    return _issued(order, kind, by=by, at=at)


def paper_issue_by_site(order: Order, *, at: datetime) -> Paper:
    """With nobody's name: for kinds that a person may take himself, or that a step of an app asks for. Else as `paper_issue`."""
    kind = register.kind_of(order.kind)
    if not kind.by_site or order.issuer or order.holder or (order.replaces and not kind.is_kept):
        raise PermissionDenied
    return _issued(order, kind, by=None, at=at)


def _issued(order: Order, kind: register.Kind, *, by: User | None, at: datetime) -> Paper:
    known = _known(order, kind, by)
    if known is not None:
        return known
    refuse_if_any(unprintable({"issuer": name_of(order.issuer)}, provided_fonts().coverage))
    context = ready(kind, _final(order, kind, at), order.issuer)
    with transaction.atomic():
        if order.replaces is not None:
            _lock_replaced(order, order.replaces)
        series = lock_series(kind.code, order.issuer, timezone.localdate(at).year)
        return _known(order, kind, by) or freeze(order, context, series, by=by, at=at)


def paper_of_key(key: UUID, by: User | None) -> Paper | None:
    """What this person, or nobody, was given for this key before."""
    return Paper.objects.filter(issued_by=by, request_key=key).first()


def _known(order: Order, kind: register.Kind, by: User | None) -> Paper | None:
    """The paper this key has made; raises KeyUsedError when it was for something else."""
    known = paper_of_key(order.key, by)
    if known is not None and not _is_same(order, kind, known):
        raise KeyUsedError
    return known


def _is_same(order: Order, kind: register.Kind, known: Paper) -> bool:
    """Apart from its number. What it replaced is told as it was told then: the next look at the form offers another."""
    about = (order.kind, order.issuer and order.issuer.pk, order.subject)
    if about != (known.kind, known.issuer_id, known.subject) or type(order.context) is not kind.context:
        return False
    told = kind.settled(_final(replace(order, replaces=known.replaces), kind, known.issued_at))
    written = payload(kind.code, kind.numbered(told, known.number))
    return not known.payload or bool(json.loads(written)["content"] == json.loads(known.payload)["content"])


def _final(order: Order, kind: register.Kind, at: datetime) -> Any:
    if order.replaces is None:
        return order.context
    if kind.correcting is not None and order.why_replaced == WhyReplaced.WRONG_CONTENT:
        return kind.correcting(order.context, order.replaces.number)
    return kind.replacing(order.context, order.replaces.number, timezone.localdate(at))


def _lock_replaced(order: Order, replaced: Paper) -> None:
    old = Paper.objects.select_for_update().get(pk=replaced.pk)
    if (old.kind, old.issuer_id, old.subject) != (order.kind, order.issuer and order.issuer.pk, order.subject):
        raise ValidationError(ANOTHER_REPLACED)
    successor = Paper.objects.filter(replaces=old).first()
    if old.withdrawn_at is not None or (successor and successor.request_key != order.key):
        raise ValidationError(NOT_TO_BE_REPLACED)


def paper_store(paper: Paper, printed: Printed, *, at: datetime) -> None:
    """Once: a second worker's bytes, and those of a paper withdrawn meanwhile, are thrown away."""
    papers_store({paper.pk: printed}, at=at)


@transaction.atomic
def papers_store(printed: Mapping[int, Printed], *, at: datetime) -> None:
    """As `paper_store`, of many by their primary keys: rows locked and written at once, an event each."""
    wanted = Paper.objects.select_for_update(of=("self",)).select_related("issuer").filter(pk__in=printed)
    locked = list(wanted.order_by("id"))
    stored = set(PaperFile.objects.filter(paper__in=printed).values_list("paper", flat=True))
    due = [paper for paper in locked if paper.withdrawn_at is None and paper.pk not in stored]
    files = [_file(paper, printed[paper.pk], at) for paper in due]
    PaperFile.objects.bulk_create(files)
    Paper.objects.filter(pk__in=[paper.pk for paper in due]).update(failed_at=None, failure="")
    for paper, file in zip(due, files, strict=True):
        record_act("paper.printed", paper, {"sha256": file.sha256, "size": file.size}, by=None, at=at)


def _file(paper: Paper, printed: Printed, at: datetime) -> PaperFile:
    content = printed.content
    return PaperFile(
        paper=paper,
        content=content,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        seal=printed.seal,
        stored_at=at,
    )


def papers_erase(issued_before: datetime, *, at: datetime) -> int:
    """Erase what people took from the site before then, one transaction each; how many there were."""
    taken = Paper.objects.filter(issuer=None).exclude(kind__in=register.kept_kinds())
    due = taken.filter(erased_at=None, issued_at__lt=issued_before)
    numbers = list(due.order_by("id").values_list("pk", flat=True)[:_ERASED_AT_ONCE])
    return sum(_erase(number, at) for number in numbers)


@transaction.atomic
def _erase(number: int, at: datetime) -> bool:
    """Payload and file go; number, hashes, check code and what the seal says stay. What never printed is withdrawn."""
    paper = Paper.objects.select_for_update().filter(pk=number, erased_at=None).first()
    if paper is None:
        return False
    if not paper.is_printed and paper.withdrawn_at is None:
        paper.withdrawn_at, paper.withdrawal_reason = at, Reason.CANNOT_BE_PRINTED
        work.cancel(print_key(paper))
        record_act("paper.withdrawn", paper, {"reason": Reason.CANNOT_BE_PRINTED}, by=None, at=at)
    paper.payload, paper.erased_at = "", at
    paper.save(update_fields=["payload", "erased_at", "withdrawn_at", "withdrawal_reason"])
    PaperFile.objects.filter(paper=paper).update(content=b"")
    record_act("paper.erased", paper, {}, by=None, at=at)
    return True


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
    work.cancel(print_key(locked))
    record_act("paper.withdrawn", locked, {"reason": reason}, by=by, at=at)
    return locked
