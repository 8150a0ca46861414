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
from sanbao.check.results.meters import CounterMeter, drawn, meters
from sanbao.check.results.money_rows import MoneyTold, money_told
from sanbao.check.results.open_questions import MOST_OF_MANY, MOST_QUESTIONS, AskedPanel, open_questions, panels
from sanbao.check.results.papers import Paper, Step, lost_papers, papers, steps
from sanbao.check.results.period_rows import PeriodRow, least_periods, period_rows, starts_on
from sanbao.check.results.remedies import VEHICLE, RemedyLine, outcome_of, remedy_lines
from sanbao.check.results.sheets import DutySheet, duty_sheets
from sanbao.check.results.suppositions import Choices, choices_of
from sanbao.check.results.visit_rows import VisitRow, fit, visit_rows
from sanbao.law import CaseFacts
from sanbao.law.outcomes import MET

MOST_CARRIED = 1_500  # characters of sealed answers; with more to carry, the page has less room for what it tells
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
    questions: tuple[AskedPanel, ...]
    questions_in_all: int
    meters: tuple[CounterMeter, ...]
    counted_only: str
    visits: tuple[VisitRow, ...]
    is_long: bool  # then steps, papers, periods, visits and findings have pages of their own
    is_counted_apart: bool
    periods: tuple[PeriodRow, ...]
    least_periods: str
    sheets: tuple[DutySheet, ...]
    money: MoneyTold | None
    papers: tuple[Paper, ...]
    lost_papers: str
    steps: tuple[Step, ...]
    notices: tuple[str, ...]
    other_order: OtherOrder | None
    findings: tuple[FindingGroup, ...]  # none where a page of its own tells them
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
    visits, counters, questions = visit_rows(matter), meters(matter), open_questions(matter)
    is_long = not fit(visits) or len(state) > MOST_CARRIED
    most = MOST_OF_MANY if is_long else MOST_QUESTIONS
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
        questions=panels(matter, questions[:most]),
        questions_in_all=len(questions),
        meters=drawn(counters, is_long=is_long),
        counted_only=explanation.counted_only(matter),
        visits=() if is_long else visits,
        is_long=is_long,
        is_counted_apart=not is_long and len(drawn(counters)) < len(counters),
        periods=() if is_long else period_rows(matter),
        least_periods="" if is_long else least_periods(matter),
        sheets=duty_sheets(matter),
        money=money_told(matter),
        papers=() if is_long else papers(matter),
        lost_papers="" if is_long else lost_papers(matter),
        steps=() if is_long else steps(matter),
        notices=explanation.notices(matter),
        other_order=explanation.other_order(matter),
        findings=() if is_long else explanation.finding_groups(matter),
        readings=explanation.readings(matter),
        provenance=explanation.provenance(matter),
        choices=choices_of(matter, is_long=is_long),
    )
