"""The periods: until which day and distance, and whether they still run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanbao.check.results.matter import Matter
from sanbao.check.results.writing import kilometres
from sanbao.law.periods import Window, promised_window
from sanbao.law.phrases import part_name

THREE_GUARANTEES = "three_guarantees"


@dataclass(frozen=True)
class PeriodRow:
    code: str
    name: str
    until: str
    running: bool
    state: str


def period_rows(matter: Matter, km: int = 0) -> tuple[PeriodRow, ...]:
    """Each period on the day asked about, at the distance last known, or at `km` where that is more."""
    return tuple(_rows(matter, km))


def periods_ended(before: Matter, after: Matter, km: int = 0) -> tuple[tuple[PeriodRow, PeriodRow], ...]:
    """The periods that still run before, and no longer after, at `km` or more."""
    then = {row.name: row for row in period_rows(after, km)}
    pairs = [(row, then[row.name]) for row in period_rows(before) if row.name in then]
    return tuple((was, now) for was, now in pairs if was.running and not now.running)


def _rows(matter: Matter, km: int) -> Iterator[PeriodRow]:
    periods, law = matter.assessment.periods, matter.law
    if periods is None or law is None:
        return
    number = matter.words.law_number
    yield _row(matter, km, "repair_warranty", _("包修期"), periods.repair_warranty)
    yield _row(matter, km, THREE_GUARANTEES, _("三包有效期"), periods.three_guarantees)
    if periods.seven_days is not None:
        yield _row(
            matter,
            km,
            "seven_days",
            _("{days}日内换车、退车").format(days=number(law.early_replacement_days)),
            periods.seven_days,
        )
    early = _("{days}日内的早期权利").format(days=number(law.early_days))
    yield _row(matter, km, "sixty_days", early, periods.sixty_days)
    for code, terms in matter.facts.voucher.wear_parts.items():
        name = _("{part}的质量保证期").format(part=part_name(code, matter.lang))
        yield _row(matter, km, "wear_part_period", name, promised_window(periods.starts_on, terms))


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


def _row(matter: Matter, km: int, code: str, name: str, window: Window) -> PeriodRow:
    running = _runs(matter, window, km)
    return PeriodRow(code, name, _until(matter, window), running, _("在期内") if running else _("已经过了"))


def _until(matter: Matter, window: Window) -> str:
    day = matter.words.day(window.last_day)
    if window.km is None:
        return _("到{day}").format(day=day)
    return _("到{day}或者{km}，先到为准").format(day=day, km=kilometres(window.km))


def _runs(matter: Matter, window: Window, km: int = 0) -> bool:
    """On the day asked about, at the distance last known, or at `km` where that is more."""
    judgement = matter.judgement
    if judgement is None:
        return False
    return not window.is_over(judgement.case.asked_on, max(judgement.case.latest_km, km))
