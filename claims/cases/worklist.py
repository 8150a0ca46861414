"""What a person's house has to do: entries of one organisation by due day, late first, in pages that cost the same however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.cases.models.duty import DutyTask, Queue
from claims.cases.permissions import ANSWERING_ROLES, CLERK_ROLES
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.selectors import open_memberships

ON_A_PAGE = 25
MOST_COUNTED = 999  # beyond, it is said that there are more: counting 50,000 would cost more than showing them
ALL, MINE, LATE = "all", "mine", "late"
_OF_OUTLETS = (Queue.ANSWER, Queue.FULFIL, Queue.WAITING)
_OF_BODIES = (Queue.SCREEN,)


@dataclass(frozen=True)
class Filter:
    """A way to look at the list. `count` beyond `MOST_COUNTED` means: more than that."""

    key: str
    label: str | Promise
    count: int

    @property
    def is_over(self) -> bool:
        return self.count > MOST_COUNTED


@dataclass(frozen=True)
class Cursor:
    """An entry between two pages: the next begins after it, the one before ends before it."""

    day: date
    task_id: int
    backwards: bool = False

    @classmethod
    def read(cls, written: str, *, backwards: bool) -> Cursor | None:
        day, _dot, number = written.partition(".")
        try:
            return cls(date.fromisoformat(day), int(number), backwards)
        except ValueError:
            return None

    @classmethod
    def at(cls, task: DutyTask) -> str:
        return f"{task.ranked_on.isoformat()}.{task.pk}"

    @property
    def beyond(self) -> Q:
        if self.backwards:
            return Q(ranked_on__lt=self.day) | Q(ranked_on=self.day, pk__lt=self.task_id)
        return Q(ranked_on__gt=self.day) | Q(ranked_on=self.day, pk__gt=self.task_id)


@dataclass(frozen=True)
class Page:
    """`before`, `after`: cursors of the pages beside, empty where there is none."""

    tasks: tuple[DutyTask, ...]
    before: str
    after: str


def workplaces(user: User) -> QuerySet[Organisation]:
    """Where the person may answer, fulfil or screen."""
    held = open_memberships(user)
    acting = held.filter(role__in=ANSWERING_ROLES).values("organisation")
    screening = held.filter(role__in=CLERK_ROLES).values("organisation")
    outlets = (Q(is_seller=True) | Q(is_repairer=True)) & Q(pk__in=acting)
    return Organisation.objects.filter(outlets | Q(is_dispute_body=True, pk__in=screening)).order_by("id")


def tasks_at(place: Organisation) -> QuerySet[DutyTask]:
    tasks: QuerySet[DutyTask] = DutyTask.objects.filter(organisation=place, finished=None)
    return tasks


def filters_for(place: Organisation, user: User, today: date) -> list[Filter]:
    """Each with its count, in one query."""
    wanted = _wanted(place, user, today)
    counts = [BoundedCount(tasks_at(place).filter(where)) for _label, where in wanted.values()]
    counted = Organisation.objects.filter(pk=place.pk).values_list(*counts).get()
    return [Filter(key, label, count) for (key, (label, _where)), count in zip(wanted.items(), counted, strict=True)]


def page_of(place: Organisation, user: User, today: date, key: str, cursor: Cursor | None) -> Page:
    label_and_where = _wanted(place, user, today).get(key)
    rows = tasks_at(place).filter(label_and_where[1] if label_and_where else Q())
    rows = rows.select_related("claim__vehicle", "owner", "process")
    backwards = cursor is not None and cursor.backwards
    ordered = rows.filter(cursor.beyond if cursor else Q()).order_by(*_order(backwards=backwards))
    found = list(islice(ordered[: ON_A_PAGE + 1], ON_A_PAGE + 1))
    has_more, shown = len(found) > ON_A_PAGE, found[:ON_A_PAGE]
    if backwards:
        shown.reverse()
    has_before = has_more if backwards else cursor is not None
    has_after = True if backwards else has_more
    before = Cursor.at(shown[0]) if shown and has_before else ""
    return Page(tuple(shown), before, Cursor.at(shown[-1]) if shown and has_after else "")


def _order(*, backwards: bool) -> tuple[str, str]:
    return ("-ranked_on", "-pk") if backwards else ("ranked_on", "pk")


def _wanted(place: Organisation, user: User, today: date) -> Mapping[str, tuple[str | Promise, Q]]:
    is_outlet = place.is_seller or place.is_repairer
    queues = (_OF_OUTLETS if is_outlet else ()) + (_OF_BODIES if place.is_dispute_body else ())
    return {
        ALL: (_("全部"), Q()),
        LATE: (_("已经逾期的"), Q(ranked_on__lt=today)),
        MINE: (_("我接的"), Q(owner=user)),
        **{queue.value: (queue.label, Q(queue=queue)) for queue in queues},
    }


class BoundedCount(Subquery):
    """How many rows, counted up to one more than is said."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[DutyTask]) -> None:
        super().__init__(rows.order_by().values("pk")[: MOST_COUNTED + 1])
