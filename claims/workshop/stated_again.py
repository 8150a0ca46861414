"""What the owner of a car has told from his slips, and the workshop has entered, too: one visit, told twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.repairs import words
from claims.repairs.doubles import is_same_place
from claims.repairs.models import Visit
from claims.repairs.told import ToldVisit


@dataclass(frozen=True)
class StatedAgain:
    """`answers`: the reader may say whether it is the same visit."""

    visit: ToldVisit
    is_matched: bool
    answers: bool

    @property
    def row(self) -> Visit:
        return self.visit.row

    @property
    def done(self) -> str:
        is_finished = self.visit.finished_at is not None
        told = (words.problem_and_work(item.row.problem, item.work(finished=is_finished)) for item in self.visit.items)
        return _("；").join(told)


def stated_again(
    visit: ToldVisit, all_visits: Sequence[ToldVisit], *, owns: bool, receives: bool
) -> tuple[StatedAgain, ...]:
    """For owner and workshop, which does not see what was told of another place; whoever only reads sees what is matched."""
    found = [
        StatedAgain(one, one.row.same_as_id == visit.row.pk, owns or receives)
        for one in all_visits
        if one.row.same_as_id == visit.row.pk or (one.double is not None and one.double.pk == visit.row.pk)
    ]
    return tuple(one for one in found if one.is_matched or owns or (receives and is_same_place(one.visit, visit)))
