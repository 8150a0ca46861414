"""What the contract takes as it is told, but a person may have written by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _

from sanbao.check.state import Answers, Case
from sanbao.web.says import day


def warnings_of(answers: Answers) -> list[str]:
    """Each in words, for the summary."""
    case = answers.case
    return [*_before_the_sale(case), *_overlapping(case), *_distance_goes_back(case), *_estimated(case)]


def _told(case: Case) -> list[Case]:
    visits = [visit for visit in case.get("visits") or [] if visit.get("received_at")]
    return sorted(visits, key=lambda visit: datetime.fromisoformat(visit["received_at"]))


def _before_the_sale(case: Case) -> Iterator[str]:
    invoiced = case.get("vehicle", {}).get("invoiced_on")
    if not invoiced:
        return
    for visit in _told(case):
        on = datetime.fromisoformat(visit["received_at"]).date()
        if on < date.fromisoformat(invoiced):
            yield _("%(day)s的送修早于开票日期，请核对。") % {"day": day(on)}
    made_on = (case.get("demand") or {}).get("made_on")
    if made_on and made_on < invoiced:
        yield _("提出要求的日期早于开票日期，请核对。")


def _overlapping(case: Case) -> Iterator[str]:
    """Each stay is counted by itself, so that a day in two of them counts twice."""
    latest: Case | None = None
    for visit in _told(case):
        if latest is not None and _in_shop_at(latest, _moment(visit)):
            yield _("%(first)s和%(second)s的两次送修时间重叠，重叠的日子会各算一次，请核对。") % {
                "first": day(_moment(latest).date()),
                "second": day(_moment(visit).date()),
            }
        if latest is None or not _in_shop_at(latest, _end(visit)):
            latest = visit


def _in_shop_at(visit: Case, at: datetime) -> bool:
    return _moment(visit) <= at < _end(visit)


def _moment(visit: Case) -> datetime:
    return datetime.fromisoformat(visit["received_at"])


def _end(visit: Case) -> datetime:
    finished = visit.get("finished_at")
    return datetime.fromisoformat(finished) if finished else datetime.max.replace(tzinfo=_moment(visit).tzinfo)


def _distance_goes_back(case: Case) -> Iterator[str]:
    furthest = 0
    for visit in _told(case):
        if visit["mileage_km"] < furthest:
            on = datetime.fromisoformat(visit["received_at"]).date()
            yield _("%(day)s送修的里程比前一次少，请核对。") % {"day": day(on)}
        furthest = max(furthest, visit["mileage_km"])
    now = (case.get("demand") or {}).get("mileage_km")
    if now is not None and now < furthest:
        yield _("现在的里程比以前送修时少，请核对。")


def _estimated(case: Case) -> Iterator[str]:
    """The result cannot know how far an estimate is off."""
    days = [day(_moment(visit).date()) for visit in _told(case) if visit.get("is_estimate")]
    if days:
        yield _("%(days)s送修的里程是估计的。期间有里程的限度，差得多了结果会不同；找到单子以后再核对一次。") % {
            "days": _("、").join(days)
        }
