"""The answer to a check: one page of components, every figure of it the assessment's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation

from sanbao.check.offers import Offer, offers
from sanbao.check.results import explanation, headline
from sanbao.check.results.cards import RemedyCard, cards
from sanbao.check.results.explanation import FindingGroup, OtherOrder, ReadingTold
from sanbao.check.results.matter import Matter
from sanbao.check.results.meters import CounterMeter, drawn, in_a_line, meters
from sanbao.check.results.money_rows import MoneyTold, money_told
from sanbao.check.results.open_questions import OpenQuestion, open_questions
from sanbao.check.results.papers import Paper, Step, lost_papers, papers, steps
from sanbao.check.results.period_rows import PeriodRow, least_periods, period_rows, starts_on
from sanbao.check.results.remedies import VEHICLE, RemedyLine, outcome_of, remedy_lines
from sanbao.check.results.sheets import DutySheet, duty_sheets
from sanbao.check.results.supposed import Choices, choices_of
from sanbao.check.results.visit_rows import VisitRow, in_full, visit_rows
from sanbao.law import CaseFacts
from sanbao.law.outcomes import MET

LANGUAGES = {"zh": "zh-hans", "en": "en"}


@dataclass(frozen=True)
class ResultPage:
    """All that `check/result.html` prints; `state` is the sealed answers for the forms on the page."""

    state: str
    headline: str
    outcome: str
    lede: tuple[str, ...]
    as_of: str
    governed_by: str
    remedies: tuple[RemedyLine, ...]
    is_entitled: bool
    cards: tuple[RemedyCard, ...]
    questions: tuple[OpenQuestion, ...]
    meters: tuple[CounterMeter, ...]
    more_meters: tuple[CounterMeter, ...]
    counted_only: str
    visits: tuple[VisitRow, ...]
    more_visits: tuple[VisitRow, ...]
    periods: tuple[PeriodRow, ...]
    least_periods: str
    sheets: tuple[DutySheet, ...]
    money: MoneyTold | None
    papers: tuple[Paper, ...]
    lost_papers: str
    steps: tuple[Step, ...]
    notices: tuple[str, ...]
    other_order: OtherOrder | None
    findings: tuple[FindingGroup, ...]
    readings: tuple[ReadingTold, ...]
    provenance: str
    choices: Choices

    @property
    def offers(self) -> tuple[Offer, ...]:
        return offers()


def result_page(
    facts: CaseFacts,
    names: Mapping[str, str],
    *,
    lang: str,
    state: str = "",
    at: datetime | None = None,
    only_asking: bool = False,
) -> ResultPage:
    """The page of these facts; `names` are the owner's words for each problem, `at` marks today in the day sheets."""
    today = None if at is None else timezone.localdate(at)
    with translation.override(LANGUAGES[lang]):
        return page_of(Matter.of(facts, names, lang, today, only_asking=only_asking), state)


def page_of(matter: Matter, state: str) -> ResultPage:
    visits, counters = visit_rows(matter), meters(matter)
    return ResultPage(
        state=state,
        headline=headline.headline(matter),
        outcome=headline.outcome(matter),
        lede=headline.lede(matter),
        as_of=matter.run_on(headline.asked_as_of(matter), starts_on(matter)),
        governed_by=matter.run_on(headline.scope_says(matter), headline.governed_by(matter)),
        remedies=remedy_lines(matter),
        is_entitled=any(outcome_of(matter, (code,)) == MET for code in VEHICLE),
        cards=cards(matter),
        questions=open_questions(matter),
        meters=drawn(counters),
        more_meters=in_a_line(counters),
        counted_only=explanation.counted_only(matter),
        visits=visits[: in_full(visits)],
        more_visits=visits[in_full(visits) :],
        periods=period_rows(matter),
        least_periods=least_periods(matter),
        sheets=duty_sheets(matter),
        money=money_told(matter),
        papers=papers(matter),
        lost_papers=lost_papers(matter),
        steps=steps(matter),
        notices=explanation.notices(matter),
        other_order=explanation.other_order(matter),
        findings=explanation.finding_groups(matter),
        readings=explanation.readings(matter),
        provenance=explanation.provenance(matter),
        choices=choices_of(matter),
    )
