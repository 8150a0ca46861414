"""Many vouchers at once: a transaction that numbers a batch, its printing, and a transaction that stores its bytes.

It may be killed anywhere and begun again: a car that has a valid voucher keeps its number, a printed one its bytes. What
a run left numbered and unprinted is printed by the next run, or by a worker once `bulk_numbering.WORKER_STEPS_IN` is over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.core.exceptions import PermissionDenied
from django.db import transaction

from documents.issuing import register
from documents.issuing.bulk_numbering import Fit, Refused, batch_number
from documents.issuing.freezing import Order, print_key, ready
from documents.issuing.keys import sealing_key
from documents.issuing.models import Paper
from documents.issuing.permissions import can_issue
from documents.issuing.printing import Printed, context_with
from documents.issuing.seal import sealed
from documents.issuing.services import paper_note_failure, papers_store
from documents.issuing.signing import stamp_of
from documents.papers.bulk import Forms
from documents.papers.checking import ContextError
from documents.papers.printing import VOUCHER
from documents.papers.signature_room import filled_room
from sanbao import work
from sanbao.accounts.models import Organisation, User

BATCH = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch, after each of its two transactions: how many were `issued` anew, `refused` with the order of each.

    `unprinted` are those that could not be printed, with the name of the error: a worker tries them again.
    """

    papers: tuple[Paper, ...]
    issued: int
    refused: tuple[Refused, ...]
    stored: bool
    unprinted: tuple[tuple[Paper, str], ...] = ()


def vouchers_issue(
    orders: Iterable[Order], *, issuer: Organisation, by: User, clock: Callable[[], datetime], forms: Forms
) -> Iterator[Progress]:
    """Every order is one car of this issuer; `subject` names the car. A bad one is told and does not stop the others.

    Raises KeyFileError before the first number when there is no key to seal with.
    """
    waiting, press = iter(orders), Press(forms)
    while batch := list(islice(waiting, BATCH)):
        yield from _batch_issue(batch, issuer=issuer, by=by, clock=clock, press=press)


def _batch_issue(
    batch: Sequence[Order], *, issuer: Organisation, by: User, clock: Callable[[], datetime], press: Press
) -> Iterator[Progress]:
    fit, refused = _sorted_out(batch, issuer)
    if not may_issue(by, issuer):
        raise PermissionDenied
    numbered = batch_number(fit, issuer=issuer, by=by, at=clock())
    step = Progress(numbered.papers, numbered.issued, (*refused, *numbered.refused), stored=False)
    yield step
    yield replace(step, stored=True, unprinted=batch_print(step.papers, at=clock(), press=press))


def _sorted_out(batch: Iterable[Order], issuer: Organisation) -> tuple[list[Fit], list[Refused]]:
    """Orders with their contexts ready, and those that are refused."""
    fit, refused = [], []
    for order in batch:
        try:
            fit.append((order, ready(register.kind_of(VOUCHER), order.context, issuer)))
        except ContextError as error:
            refused.append((order, error))
    return fit, refused


def may_issue(user: User, issuer: Organisation) -> bool:
    return can_issue(user, issuer, register.kind_of(VOUCHER))


class Press:
    """What printing needs, opened once a run: the key and the forms."""

    def __init__(self, forms: Forms) -> None:
        self.forms, self.key = forms, sealing_key()

    def filled(self, paper: Paper, at: datetime) -> Printed:
        """As `printed_and_signed`, filled into the form that its voucher shares with others."""
        seal, stamp = sealed(paper.essentials, self.key), stamp_of(paper.issuer)
        context = context_with(paper, seal)
        if stamp is None:
            return Printed(self.forms.of(context).fill(context, paper.issued_at), seal)
        form = self.forms.of(context, stamp.room)
        return Printed(filled_room(form.fill(context, paper.issued_at, at), stamp.room, stamp.of), seal)


def batch_print(papers: Iterable[Paper], *, at: datetime, press: Press) -> tuple[tuple[Paper, str], ...]:
    """Print what is not printed yet, outside any transaction; then store it in one. What failed is left to a worker."""
    open_ones = Paper.objects.filter(pk__in=[paper.pk for paper in papers], file=None, withdrawn_at=None)
    printed, failed = [], []
    for paper in open_ones.select_related("issuer").order_by("id"):
        try:
            printed.append((paper, press.filled(paper, at)))
        except Exception as error:
            paper_note_failure(paper, type(error).__name__, at=at)
            failed.append((paper, type(error).__name__))
    with transaction.atomic():
        papers_store({paper.pk: one for paper, one in printed}, at=at)
        for paper, _one in printed:
            work.cancel(print_key(paper))
    return tuple(failed)
