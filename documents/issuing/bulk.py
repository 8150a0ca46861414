"""Many vouchers at once: a transaction that numbers a batch, its printing, and a transaction that stores its bytes.

It may be killed anywhere and begun again: a car that has a valid voucher keeps its number, a printed one its bytes. What
a run left numbered and unprinted is printed by the next run, or by a worker once `WORKER_STEPS_IN` is over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documents.issuing import register
from documents.issuing.freezing import Order, freeze, print_key, ready
from documents.issuing.keys import sealing_key
from documents.issuing.models import Paper
from documents.issuing.numbering import lock_series
from documents.issuing.permissions import can_issue
from documents.issuing.printing import Printed, context_with
from documents.issuing.seal import sealed
from documents.issuing.services import paper_store
from documents.issuing.signing import signed_by_issuer
from documents.papers.bulk import Forms
from documents.papers.checking import ContextError
from documents.papers.printing import VOUCHER
from sanbao import work
from sanbao.accounts.models import Organisation, User

BATCH = 50
WORKER_STEPS_IN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch, after each of its two transactions: `issued` anew, `there` before, `refused` with the order of each."""

    papers: tuple[Paper, ...]
    issued: int
    refused: tuple[tuple[Order, ContextError], ...]
    stored: bool


def vouchers_issue(
    orders: Iterable[Order], *, issuer: Organisation, by: User, clock: Callable[[], datetime], forms: Forms
) -> Iterator[Progress]:
    """Every order is one car of this issuer; `subject` names the car. A bad one is told and does not stop the others."""
    waiting = iter(orders)
    while batch := list(islice(waiting, BATCH)):
        yield from _batch_issue(batch, issuer=issuer, by=by, clock=clock, forms=forms)


def _batch_issue(
    batch: Sequence[Order], *, issuer: Organisation, by: User, clock: Callable[[], datetime], forms: Forms
) -> Iterator[Progress]:
    fit, refused = _sorted_out(batch)
    papers, issued = batch_number(fit, issuer=issuer, by=by, at=clock())
    yield Progress(tuple(papers), issued, tuple(refused), stored=False)
    batch_print(papers, at=clock(), forms=forms)
    yield Progress(tuple(papers), issued, tuple(refused), stored=True)


def _sorted_out(batch: Iterable[Order]) -> tuple[list[tuple[Order, Any]], list[tuple[Order, ContextError]]]:
    """Orders with their contexts ready, and those that are refused."""
    fit, refused = [], []
    for order in batch:
        try:
            fit.append((order, ready(register.kind_of(VOUCHER), order.context)))
        except ContextError as error:
            refused.append((order, error))
    return fit, refused


def batch_number(
    fit: Sequence[tuple[Order, Any]], *, issuer: Organisation, by: User, at: datetime
) -> tuple[list[Paper], int]:
    """The voucher of each car, numbered now unless it has a valid one; and how many were numbered now."""
    if not may_issue(by, issuer):
        raise PermissionDenied
    with transaction.atomic():
        series = lock_series(VOUCHER, issuer, timezone.localdate(at).year)
        first = series.last
        known = _valid({order.subject for order, _context in fit}, issuer)
        for order, context in fit:
            if order.subject not in known:
                known[order.subject] = freeze(order, context, series, by=by, at=at, print_after=WORKER_STEPS_IN)
    papers = {paper.pk: paper for paper in (known[order.subject] for order, _context in fit)}
    return list(papers.values()), series.last - first


def may_issue(user: User, issuer: Organisation) -> bool:
    return can_issue(user, issuer, register.kind_of(VOUCHER))


def _valid(subjects: set[str], issuer: Organisation) -> dict[str, Paper]:
    valid = Paper.objects.filter(kind=VOUCHER, issuer=issuer, subject__in=subjects, withdrawn_at=None, replaced_by=None)
    return {paper.subject: paper for paper in valid.order_by("id")}


def batch_print(papers: Iterable[Paper], *, at: datetime, forms: Forms) -> None:
    """Print what is not printed yet, outside any transaction; then store it in one."""
    open_ones = Paper.objects.filter(pk__in=[paper.pk for paper in papers], file=None, withdrawn_at=None)
    printed = [(paper, filled(paper, forms)) for paper in open_ones.select_related("issuer").order_by("id")]
    with transaction.atomic():
        for paper, one in printed:
            paper_store(paper, one, at=at)
            work.cancel(print_key(paper))


def filled(paper: Paper, forms: Forms) -> Printed:
    """As `printed_and_signed`, filled into the form that its voucher shares with others."""
    seal = sealed(paper.essentials, sealing_key())
    context = context_with(paper, seal)
    return signed_by_issuer(paper, Printed(forms.of(context).fill(context, paper.issued_at), seal))
