"""Each time limit of a claim as a day sheet with its link for a calendar."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.cases.codes import Duty, StartEvent
from claims.cases.limits.wording import basis_says, until_says
from claims.cases.models import Deadline
from claims.cases.pages.shown import Shown
from claims.cases.time_limits import is_pausable
from sanbao.check.results.sheet_weeks import Span, weeks
from sanbao.web import says
from sanbao.web.components import DeadlineSheet, SheetDay

MOST_DAYS = 120  # of a sheet: an agreed day far ahead is told in words


def sheets(shown: Shown) -> list[DeadlineSheet]:
    """The earliest first; what is not known yet last."""
    ordered = sorted(shown.deadlines.values(), key=lambda one: (one.due_on is None, one.due_on or date.max, one.pk))
    return [sheet_of(one, shown) for one in ordered]


def sheet_of(one: Deadline, shown: Shown) -> DeadlineSheet:
    return DeadlineSheet(
        title=str(one.get_duty_display()),
        starts=_("{day}{event}，当日不算").format(day=says.day(one.start_on), event=one.get_start_event_display()),
        due_on=one.due_on,
        says=until_says(one, shown.now),
        weeks=_weeks(one, shown),
        cite=basis_says(one),
        ics_url=calendar_url(one, shown) if one.due_on and one.met_on is None else "",
    )


def calendar_url(one: Deadline, shown: Shown) -> str:
    return reverse("cases:calendar", args=[shown.claim.public_id, one.duty])


def _weeks(one: Deadline, shown: Shown) -> tuple[tuple[SheetDay, ...], ...]:
    if one.due_on is None or one.met_on is not None or (one.due_on - one.start_on).days > MOST_DAYS:
        return ()
    counting = [delay.pause for delay in shown.delays if delay.counts] if is_pausable(one) else []
    notes = {StartEvent.RECEIPT: _("收到"), StartEvent.DEMAND: _("提出")}
    span = Span(
        one.start_on,
        one.due_on,
        timezone.localdate(shown.now),
        start_note=notes.get(StartEvent(one.start_event), ""),
        pauses=counting,
        every_day=not one.is_statutory,
    )
    return weeks(span)


def calendar_title(one: Deadline, number: str) -> str:
    """Names neither a person nor a car."""
    return _("三包请求{number}：{duty}").format(number=number, duty=Duty(one.duty).label)
