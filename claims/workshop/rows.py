"""What the lists show of a visit: computed here, printed by the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from claims.record.history import items_shown
from claims.repairs import words
from claims.repairs.clock import LoanerWarning
from claims.repairs.models import Item, State, Wait, WaitReason
from claims.repairs.told import ToldItem, ToldVisit
from claims.workshop.clocks import clock_of, law_of, shown, span_of, warning_of
from sanbao.accounts.models import User
from sanbao.law.repair_time import in_china
from sanbao.web import says
from sanbao.web.components import WorkshopClock

MOST_TRIED = 5
BATTERY = "traction_battery"  # the group in the standard's list


@dataclass(frozen=True)
class OpenVisit:
    """`tone`: how pressing it is, as the tags of the pages have it. `is_due_today`: a loaner or transport money is."""

    visit: ToldVisit
    day_number: int
    state: str
    tone: str
    warning: str
    waiting: tuple[str, ...]
    is_due_today: bool

    @classmethod
    def of(cls, visit: ToldVisit, now: datetime) -> OpenVisit:
        law = law_of(visit)
        counted = clock_of(visit, now, law)
        waiting = running_waits(visit)
        warning = warning_of(visit, counted, law)
        tone = "no" if warning and counted.warning is LoanerWarning.OWED else "run" if warning else ""
        due_today = bool(warning) and in_china(counted.loaner_due_at).date() <= in_china(now).date()
        return cls(visit, counted.day_number, _state(visit, waiting), tone, warning, waiting, due_today)


def _state(visit: ToldVisit, waiting: tuple[str, ...]) -> str:
    if visit.row.state != State.OPEN:
        return str(visit.row.get_state_display())
    return _("等待中") if waiting else str(State.OPEN.label)


def running_waits(visit: ToldVisit) -> tuple[str, ...]:
    return tuple(wait_words(wait) for wait in visit.waits if wait.ends_at is None)


def wait_words(wait: Wait) -> str:
    return _("{reason}，{span}").format(reason=wait.get_reason_display(), span=span_of(wait))


@dataclass(frozen=True)
class Job:
    visit: ToldVisit
    clock: WorkshopClock
    is_mine: bool
    running: tuple[Wait, ...]
    tried: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def transport(self) -> WaitReason:
        """The wait of this car that is left out of the count, one tap away."""
        groups = {item.group for item in self.visit.items}
        return WaitReason.TRACTION_BATTERY_TRANSPORT if BATTERY in groups else WaitReason.SPECIAL_PART_TRANSPORT

    @property
    def transport_label(self) -> str:
        return _("开始：{reason}").format(reason=self.transport.label)

    @classmethod
    def of(cls, visit: ToldVisit, now: datetime, person: User, before: Mapping[int, tuple[str, ...]]) -> Job:
        return cls(
            visit=visit,
            clock=shown(visit, now),
            is_mine=visit.row.technician_id == person.pk,
            running=tuple(wait for wait in visit.waits if wait.ends_at is None),
            tried=before.get(visit.row.pk, ()),
            lacking=tuple(line for item in visit.items for line in lacking(item)),
        )


def lacking(item: ToldItem) -> list[str]:
    """What the technician still has to say of an item."""
    row = item.row
    told = {
        _("零部件"): item.component or item.group or row.part_name,
        _("原因"): item.cause,
        _("工时"): row.labour_minutes is not None,
    }
    if row.planned_work in ("component_replacement", "assembly_replacement"):
        told[_("换上的零部件编号")] = row.new_part_number
    missing = [name for name, value in told.items() if not value]
    return [_("{problem}：还缺{missing}").format(problem=row.problem, missing=_("、").join(missing))] if missing else []


def tried_before(visits: Iterable[ToldVisit], now: datetime) -> dict[int, tuple[str, ...]]:
    """By visit: what was done about its problems at earlier visits, the latest first. One query for all."""
    rows = list(visits)
    problems = {item.row.problem_id for visit in rows for item in visit.items}
    shown = items_shown({visit.row.outlet_id for visit in rows}, now)
    earlier = Item.objects.filter(shown, problem__in=problems).exclude(done_work="").select_related("visit", "problem")
    found = sorted(earlier, key=lambda item: item.visit.received_at, reverse=True)
    return {visit.row.pk: tuple(_tried(visit, found))[:MOST_TRIED] for visit in rows}


def _tried(visit: ToldVisit, earlier: Iterable[Item]) -> Iterable[str]:
    own = {item.row.problem_id for item in visit.items}
    for item in earlier:
        if item.problem_id in own and item.visit_id != visit.row.pk:
            told = _("{day}：{work}").format(day=says.day(item.visit.received_at), work=words.work(item.done_work))
            yield told + (_("，") + item.cause if item.cause else "")
