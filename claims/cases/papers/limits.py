"""A time limit as papers tell it: how long, from when, how it is counted, where it stands."""

from __future__ import annotations

from datetime import date

from claims.cases.codes import Duty, StartEvent
from claims.cases.kinds import Limit
from claims.cases.models import Deadline
from claims.cases.papers.articles import cited
from claims.cases.papers.contexts import LimitTold
from claims.cases.time_limits import days_of_setting
from sanbao.law.regulations import regulation


def running(row: Deadline) -> LimitTold:
    length, rule, citation = _told(row.law, row.days, row.start_on)
    return LimitTold(
        duty=str(row.get_duty_display()),
        length=length,
        starts_with=str(row.get_start_event_display()),
        starts_on=row.start_on,
        due_on=row.due_on,
        rule=rule,
        citation=citation,
    )


def to_come(limit: Limit) -> LimitTold:
    """Of a demand that has not arrived yet."""
    days = None if limit.law else days_of_setting(limit.duty)
    length, rule, citation = _told(limit.law, days, date.max)
    return LimitTold(
        duty=str(Duty(limit.duty).label),
        length=length,
        starts_with=str(StartEvent(limit.starts).label),
        starts_on=None,
        due_on=None,
        rule=rule,
        citation=citation,
    )


def _told(law: str, days: int | None, on: date) -> tuple[str, str, str]:
    """How long, the rule, the article; of a setting of the site only how long."""
    if not law:
        return f"{days}日", "", ""
    order, _slash, key = law.partition("/")
    limit = regulation(order).parameters[key]
    unit = "个工作日" if limit.unit == "working_day" else "日"
    return f"{limit.number_for(on)}{unit}", limit.paraphrase_zh, cited(limit.citation)
