"""A time limit in a sentence: from which event, until when, by which article, and whether it is over."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from claims.cases.limits.silence import deemed_on
from claims.cases.models import Deadline
from claims.cases.words import article_of_limit
from sanbao.web import says


def limit_says(one: Deadline, now: datetime) -> str:
    """请在2026年11月16日以前答复 … with where it starts and stands; late, and from when silence is taken for a refusal."""
    told = _("{duty}：{until}").format(duty=one.get_duty_display(), until=until_says(one, now))
    return run_on(told, start_says(one), basis_says(one))


def run_on(*sentences: str) -> str:
    """One after the other, with the space that English has between them."""
    return (" " if get_language() == "en" else "").join(sentence for sentence in sentences if sentence)


def until_says(one: Deadline, now: datetime) -> str:
    if one.met_on is not None:
        return _("{day}已经做了。").format(day=says.day(one.met_on))
    if one.due_on is None:
        return _("最后一天还不知道：那一年的放假安排还没有公布，公布以后再算。")
    late = (timezone.localdate(now) - one.due_on).days
    if late <= 0:
        return _("最晚在{day}。").format(day=says.day(one.due_on))
    told = ngettext("最晚在{day}，已经晚了{late}日。", "最晚在{day}，已经晚了{late}日。", late)
    told = told.format(day=says.day(one.due_on), late=late)
    return run_on(told, _refusal_says(one, now))


def start_says(one: Deadline) -> str:
    return _("从{day}（{event}）起算，当日不算。").format(
        day=says.day(one.start_on), event=one.get_start_event_display()
    )


def basis_says(one: Deadline) -> str:
    """The article; what the two agreed; or that it is a setting of the site."""
    if one.is_statutory:
        return _("依据：{article}。").format(
            article=article_of_limit(one.law, "en" if get_language() == "en" else "zh")
        )
    if one.is_agreed:
        return _("这是双方约定的日期。")
    return _("这是本网站的设置，不是规定里的期限。")


def _refusal_says(one: Deadline, now: datetime) -> str:
    """Of a reply that did not come."""
    last = deemed_on(one)
    if last is None:
        return ""
    if timezone.localdate(now) > last.due_on:
        return _("没有正当理由还不答复的，已经视为故意拖延或者无理拒绝（{article}）。").format(article=last.article)
    return _("过了{day}没有正当理由还不答复的，视为故意拖延或者无理拒绝（{article}）。").format(
        day=says.day(last.due_on), article=last.article
    )
