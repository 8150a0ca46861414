"""The periods: until which day and distance, and whether they still run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanbao.check.results.matter import Matter
from sanbao.check.results.writing import kilometres
from sanbao.law.periods import Window, promised_window
from sanbao.law.phrases import part_name


@dataclass(frozen=True)
class PeriodRow:
    code: str
    name: str
    until: str
    running: bool
    state: str


def period_rows(matter: Matter) -> tuple[PeriodRow, ...]:
    return tuple(_rows(matter))


def _rows(matter: Matter) -> Iterator[PeriodRow]:
    periods, law = matter.assessment.periods, matter.law
    if periods is None or law is None:
        return
    number = matter.words.law_number
    yield _row(matter, "repair_warranty", _("包修期"), periods.repair_warranty)
    yield _row(matter, "three_guarantees", _("三包有效期"), periods.three_guarantees)
    if periods.seven_days is not None:
        yield _row(
            matter,
            "seven_days",
            _("{days}日内换车、退车").format(days=number(law.early_replacement_days)),
            periods.seven_days,
        )
    yield _row(matter, "sixty_days", _("{days}日内的早期权利").format(days=number(law.early_days)), periods.sixty_days)
    for code, terms in matter.facts.voucher.wear_parts.items():
        name = _("{part}的质量保证期").format(part=part_name(code, matter.lang))
        yield _row(matter, "wear_part_period", name, promised_window(periods.starts_on, terms))


def three_guarantees_over(matter: Matter) -> str:
    """Why no repair counts any more; nothing while the period runs."""
    periods = matter.assessment.periods
    if periods is None or _runs(matter, periods.three_guarantees):
        return ""
    return _("三包有效期{until}，已经过了，再修也不计入次数和天数。").format(
        until=_until(matter, periods.three_guarantees)
    )


def least_periods(matter: Matter) -> str:
    """What is only the least of the law, where nothing was said of the voucher."""
    voucher = matter.facts.voucher
    if matter.assessment.periods is None or (voucher.repair_warranty and voucher.three_guarantees):
        return ""
    return _("没有填凭证上的期限，按法定最短的算；凭证写得更长的，请改回答填上。")


def starts_on(matter: Matter) -> str:
    """从2024年3月1日起算。"""
    periods = matter.assessment.periods
    return "" if periods is None else _("从{day}起算。").format(day=matter.words.day(periods.starts_on))


def _row(matter: Matter, code: str, name: str, window: Window) -> PeriodRow:
    running = _runs(matter, window)
    return PeriodRow(code, name, _until(matter, window), running, _("在期内") if running else _("已经过了"))


def _until(matter: Matter, window: Window) -> str:
    day = matter.words.day(window.last_day)
    if window.km is None:
        return _("到{day}").format(day=day)
    return _("到{day}或者{km}，先到为准").format(day=day, km=kilometres(window.km))


def _runs(matter: Matter, window: Window) -> bool:
    """On the day asked about, at the distance last known."""
    judgement = matter.judgement
    if judgement is None:
        return False
    return not window.is_over(judgement.case.asked_on, judgement.case.latest_km)
