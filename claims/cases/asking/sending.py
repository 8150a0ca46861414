"""All of a draft once more before it is sent, with what the law gives of it; and what comes after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.cases.asking import route
from claims.cases.asking.draft import Draft
from claims.cases.asking.rights import rights_of
from claims.cases.codes import Duty, StartEvent
from claims.cases.kinds import Limit
from claims.cases.time_limits import days_of_setting
from claims.cases.words import article_of_limit
from sanbao.check.results.sheets import duty_sheets
from sanbao.law import due_date
from sanbao.web import says
from sanbao.web.components import DeadlineSheet, DecisionCard


def summary_of(draft: Draft) -> Mapping[str, Any]:
    return {
        "draft": draft,
        "claim": draft.claim,
        "told": route.told(draft),
        "card": card_of(draft),
        "will": list(what_follows(draft)),
        "sheets": sheets_of(draft),
        "further": draft.further,
    }


def card_of(draft: Draft) -> DecisionCard:
    """What the law gives of what is asked for."""
    found = rights_of(draft.matter, draft.regulation)
    return next(right.card for right in found if right.kind == draft.claim.kind)


def sheets_of(draft: Draft) -> list[DeadlineSheet]:
    """The law's own time limits, day by day, where the respondent receives the demand when it is sent."""
    matter = draft.asked_matter
    if draft.claim.respondent_id is None or matter is None:
        return []
    return [one.sheet for one in duty_sheets(matter)]


def what_follows(draft: Draft) -> Iterator[str]:
    """A sentence a time limit: by when, and whether the law says so."""
    for limit in draft.claim.about.limits_under(draft.regulation):
        start = _start(draft, limit)
        if start is None:
            yield _("从{asked}收到的那一天起算答复的期限，请留好凭证。").format(asked=draft.claim.respondent_called)
        else:
            yield _limit_says(draft, limit, start)


def _start(draft: Draft, limit: Limit) -> date | None:
    """The day from which it would be counted if it were sent now; None while nobody has received it."""
    row, claim = draft.demand, draft.claim
    today = timezone.localdate(draft.now)
    made_on = row.made_on if row and draft.is_for_another else today
    if limit.starts != StartEvent.RECEIPT or claim.respondent_id is not None or claim.is_respondent_gone:
        return made_on if limit.starts != StartEvent.RECEIPT else (row and row.received_on) or today
    return row.received_on if row else None


def _limit_says(draft: Draft, limit: Limit, start: date) -> str:
    asked, duty = draft.claim.respondent_called, Duty(limit.duty).label
    if not limit.law:
        due = start + timedelta(days=days_of_setting(limit.duty))
        told = _("{asked}最晚在{day}{duty}（本网站的设置，不是规定里的期限）。")
        return told.format(asked=asked, day=says.day(due), duty=duty)
    day = due_date(limit.law, start).due_on
    cite = article_of_limit(limit.law, "en" if get_language() == "en" else "zh")
    if day is None:
        told = _("{asked}要按期{duty}（{cite}）；最后一日要等放假安排公布以后才能算出。")
        return told.format(asked=asked, duty=duty, cite=cite)
    return _("{asked}最晚在{day}{duty}（{cite}）。").format(asked=asked, day=says.day(day), duty=duty, cite=cite)


def next_says(draft: Draft) -> str:
    """After sending to somebody who is not in the system."""
    claim = draft.claim
    if claim.respondent_id is not None:
        return ""
    if claim.is_respondent_gone:
        return _("经营者已经不存在：已经告诉生产者。到期没有答复的，可以提出争议。")
    return _(
        "要求书正在生成，几分钟以后在这份请求的页面上下载。请打印出来，当面交或者用快递寄给{asked}，"
        "留好签收的凭证，然后在这里登记收到的日期。"
    ).format(asked=claim.respondent_called)
