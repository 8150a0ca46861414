"""The assessment as a page that a consumer can read, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import ModuleType
from typing import Any

from sanbao.law import page_en, page_zh
from sanbao.law.assessment import REMEDIES, Assessment, Count, Deadline, Question, Remedies
from sanbao.law.conditions import Place
from sanbao.law.engine import Judgement, judgement_of
from sanbao.law.facts import CaseFacts
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.readings import readings_behind
from sanbao.law.regulations import regulation
from sanbao.law.sentences import WORDS, Sentences, cited, notice_text
from sanbao.law.sources import law_data_version

PAGES: dict[str, ModuleType] = {"zh": page_zh, "en": page_en}
_OLDER, _NEWER = "aqsiq-150", "samr-43"
_OUTCOMES = (MET, UNDETERMINED, NOT_MET)
_BULLET = "  · "
_INDENT = "  "


def explain(facts: CaseFacts, assessment: Assessment, lang: str = "zh") -> str:
    """The whole page, lines ending in a newline. `assessment` must be of these facts."""
    return "\n".join(Page(facts, assessment, lang).lines()) + "\n"


class Page:
    """One explanation page: each method yields the lines of one section, nothing when it has nothing to say."""

    def __init__(self, facts: CaseFacts, assessment: Assessment, lang: str) -> None:
        self._facts = facts
        self._assessment = assessment
        self._lang = lang
        self._page: Any = PAGES[lang]
        self._words: Any = WORDS[lang]
        self._judgement = judgement_of(facts)
        self._sentences = None if self._judgement is None else _sentences(self._judgement, lang)

    def lines(self) -> Iterator[str]:
        page = self._page
        yield page.TITLE
        yield "=" * 2 * len(page.TITLE) if self._lang == "zh" else "=" * len(page.TITLE)
        yield from self._opening()
        sections = (
            (page.RESULT, [*self._asked_for(), *self._result(self._assessment.remedies)]),
            (page.REASONS, self._reasons()),
            (page.OPEN, self._open_questions()),
            (page.COUNTED, self._counters()),
            (page.PERIODS, self._periods()),
            (page.MONEY, self._money()),
            (page.DEADLINES, self._deadlines()),
            (page.NOTICES, self._notices()),
            (self._alternative_heading(), self._alternative()),
            (page.READINGS, self._readings()),
        )
        number = 0
        for heading, section in sections:
            lines = list(section)
            if lines:
                number += 1
                yield from ("", page.HEADING.format(number=self._words.numeral(number), heading=heading), *lines)
        yield from ("", page.PROVENANCE.format(version=law_data_version()))

    def _opening(self) -> Iterator[str]:
        page, words = self._page, self._words
        as_of = self._facts.as_of
        template = page.AS_OF_MOMENT if isinstance(as_of, datetime) else page.AS_OF_DAY
        hour, minute = (as_of.hour, as_of.minute) if isinstance(as_of, datetime) else (0, 0)
        yield page.ASKED.format(as_of=template.format(day=words.day(as_of), hour=hour, minute=minute))
        choice = self._assessment.regulation
        if choice.id is None:
            yield page.NO_REGULATION.format(day=words.day(regulation(_OLDER).in_force_from))
            return
        governing = regulation(choice.id)
        yield page.REGULATION.format(
            title=governing.title_zh if self._lang == "zh" else governing.title_en,
            number=governing.number_zh,
            short=governing.short_en,
            because=page.BECAUSE[choice.because].format(day=words.day(regulation(_NEWER).in_force_from)),
        )
        yield page.SCOPE[self._assessment.scope.because]

    def _asked_for(self) -> Iterator[str]:
        demand = self._facts.demand
        if demand is not None:
            outcome = getattr(self._assessment.remedies, demand.wants).outcome
            yield _BULLET + self._page.ASKED_FOR[outcome].format(remedy=self._page.REMEDIES[demand.wants])

    def _result(self, remedies: Remedies) -> Iterator[str]:
        page = self._page
        for outcome in _OUTCOMES:
            named = [page.REMEDIES[name] for name in REMEDIES if getattr(remedies, name).outcome == outcome]
            if named:
                yield _BULLET + page.RESULT_LINES[outcome].format(remedies=page.REMEDIES_JOINED.join(named))

    def _reasons(self) -> Iterator[str]:
        if self._judgement is None or self._sentences is None:
            return
        for outcome in _OUTCOMES:
            judged = [one for one in self._judgement.judged if one.finding.outcome == outcome]
            if judged:
                yield _INDENT + self._page.REASON_HEADINGS[outcome]
                for one in judged:
                    yield _INDENT + _BULLET + self._sentences.finding(one)

    def _open_questions(self) -> Iterator[str]:
        asked = {question.fact: question for finding in self._assessment.findings for question in finding.questions}
        for fact in sorted(asked):
            where = self._where(fact)
            yield _BULLET + self._page.OPEN_LINE.format(where=where, question=self._question(asked[fact]))

    def _question(self, question: Question) -> str:
        asked: str = self._sentences.question(question) if self._sentences else ""
        return asked[:1].upper() + asked[1:]

    def _where(self, fact: str) -> str:
        """The record an open fact stands in; a path's last number is the place of the item or exemption."""
        head, *places = fact.split("/")
        numbers = [int(place) + 1 for place in places if place.isdigit()]
        visit = places[0] if head == "visits" else ""
        where: str = self._page.OPEN_WHERE[head].format(id=visit, number=numbers[-1] if numbers else 0)
        return where

    def _counters(self) -> Iterator[str]:
        counters = self._assessment.counters
        if counters is None or self._sentences is None:
            return
        page = self._page
        old = "" if self._assessment.regulation.id == "samr-43" else "_150"
        days = counters.repair_days
        yield (
            _BULLET + page.COUNT_LINES["repair_days" + old].format(count=days.count, limit=days.limit) + page.COUNT_END
        )
        for visit in days.visits:
            yield (
                _INDENT
                + _BULLET
                + page.VISIT_TIME.format(
                    id=visit.id, hours=visit.hours, excluded_hours=visit.excluded_hours, days=visit.days
                )
            )
        for problem, count in counters.same_problem.items():
            yield self._count_line("same_problem" + old, count, key=problem)
        yield self._count_line("serious_safety_repairs", counters.serious_safety_repairs)
        for key, count in counters.assembly_replacements.items():
            yield self._count_line("assembly_replacements", count, part=self._sentences.placed_part(_place(key)))
        for key, count in counters.component_replacements.items():
            yield self._count_line("component_replacements", count, part=self._sentences.placed_part(_place(key)))

    def _count_line(self, code: str, count: Count, **values: str) -> str:
        page, words = self._page, self._words
        line: str = _BULLET + page.COUNT_LINES[code].format(count=count.count, limit=count.limit, **values)
        visits: str = page.COUNTED_VISITS.format(visits=words.listed(count.visits)) if count.visits else ""
        return line + visits + str(page.COUNT_END)

    def _periods(self) -> Iterator[str]:
        page, words, periods = self._page, self._words, self._assessment.periods
        if periods is None:
            return
        yield _BULLET + page.PERIOD_START.format(day=words.day(periods.starts_on))
        for name, line in page.PERIOD_LINES.items():
            window = getattr(periods, name)
            if window is not None:
                yield _BULLET + line.format(last_day=words.day(window.last_day), km=window.km or 0)

    def _money(self) -> Iterator[str]:
        page, money = self._page, self._assessment.money
        compensation = money.use_compensation
        if compensation.applies is None:
            yield _BULLET + page.COMPENSATION_OPEN
        elif compensation.applies and compensation.yuan is None:
            yield _BULLET + page.COMPENSATION_UNKNOWN
        elif compensation.applies and self._judgement is not None:
            yield _BULLET + page.COMPENSATION_DUE.format(
                price=f"{self._facts.vehicle.price_yuan:,}",
                km=compensation.mileage_km,
                distance=self._judgement.case.law.compensation_distance_km,
                coefficient=compensation.coefficient,
                yuan=f"{compensation.yuan:,}",
            )
        if money.refund_yuan is not None:
            yield _BULLET + page.REFUND.format(yuan=f"{money.refund_yuan:,}")

    def _deadlines(self) -> Iterator[str]:
        for deadline in self._assessment.deadlines:
            yield _BULLET + self._deadline(deadline)

    def _deadline(self, deadline: Deadline) -> str:
        page, words = self._page, self._words
        line: str = page.DEADLINE_LINES[deadline.duty].format(
            day=page.DEADLINE_UNKNOWN if deadline.due_on is None else words.day(deadline.due_on),
            citation=cited(deadline.rule, self._lang),
        )
        return line

    def _notices(self) -> Iterator[str]:
        for notice in self._assessment.notices:
            if self._sentences is None:
                yield _BULLET + notice_text(notice.code, self._words)
            else:
                yield _BULLET + self._sentences.notice(notice.code)

    def _alternative_heading(self) -> str:
        alternative = self._assessment.alternative
        if alternative is None:
            return ""
        other = regulation(alternative.regulation)
        heading: str = self._page.ALTERNATIVE.format(number=other.number_zh if self._lang == "zh" else other.short_en)
        return heading

    def _alternative(self) -> Iterator[str]:
        alternative = self._assessment.alternative
        if alternative is not None:
            yield _BULLET + self._page.SCOPE[alternative.scope.because]
            yield from self._result(alternative.remedies)

    def _readings(self) -> Iterator[str]:
        rules = [finding.rule for finding in self._assessment.findings if finding.outcome != NOT_MET]
        for reading in readings_behind(rules):
            chinese = self._lang == "zh"
            question = reading.question_zh if chinese else reading.question_en
            chosen = reading.chosen_zh if chinese else reading.chosen_en
            yield _BULLET + self._page.READING.format(question=question, chosen=chosen)


def _sentences(judgement: Judgement, lang: str) -> Sentences:
    return Sentences(judgement.case, judgement.rows, lang)


def _place(key: str) -> Place:
    """A counter's key as part and position."""
    code, _, position = key.partition("@")
    return code, position or None
