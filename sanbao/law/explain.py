"""The assessment as a page that a consumer can read, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from operator import itemgetter
from types import ModuleType
from typing import Any

from sanbao.law import page_en, page_zh
from sanbao.law.assessment import (
    ASSEMBLY_REPLACEMENT,
    REMEDIES,
    Assessment,
    Count,
    Deadline,
    Money,
    Question,
    Remedies,
    RepairDays,
    UseCompensation,
)
from sanbao.law.conditions import Place
from sanbao.law.engine import Judgement, judgement_of
from sanbao.law.facts import CaseFacts
from sanbao.law.money import losses_of
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.phrases import WORDS, cited, named_part, placed_part
from sanbao.law.prospects import missing_share
from sanbao.law.readings import readings_behind
from sanbao.law.regulations import Regulation, regulation
from sanbao.law.repair_time import in_china
from sanbao.law.rules import Judged
from sanbao.law.selection import Scope
from sanbao.law.sentences import Sentences, notice_text
from sanbao.law.sources import law_data_version

PAGES: dict[str, ModuleType] = {"zh": page_zh, "en": page_en}
_OLDER, _NEWER = "aqsiq-150", "samr-43"
_OUTCOMES = (MET, UNDETERMINED, NOT_MET)
_BULLET = "  · "
_INDENT = "  "
_NOTHING = Decimal(0)


def explain(facts: CaseFacts, assessment: Assessment, lang: str = "zh") -> str:
    """The whole page, lines ending in a newline. `assessment` must be of these facts."""
    return "\n".join(Page(facts, assessment, lang).lines()) + "\n"


class Page:
    """One explanation page: each method yields the lines of one section, nothing when it has nothing to say.

    `only_asking`: nothing has been demanded yet; the demand stands among the facts for what is wrong now.
    """

    def __init__(self, facts: CaseFacts, assessment: Assessment, lang: str, *, only_asking: bool = False) -> None:
        self._only_asking = only_asking
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
        yield self.asked_as_of()
        for number, (heading, lines) in enumerate(self.sections(), start=1):
            yield from ("", page.HEADING.format(number=self._words.numeral(number), heading=heading), *lines)
        yield from ("", self.provenance())

    def sections(self) -> Iterator[tuple[str, list[str]]]:
        """Each section that has something to say: its heading and its lines."""
        page = self._page
        sections = (
            (
                page.RESULT,
                [
                    *self._asked_for(),
                    *self._closest(),
                    *self._result(self._assessment.remedies, self._assessment.scope),
                ],
            ),
            (page.REASONS, [*self._governing(), *self._reasons()]),
            (page.OPEN, self._open_questions()),
            (page.COUNTED, self._counters()),
            (page.PERIODS, self._periods()),
            (page.MONEY, self._money()),
            (page.DEADLINES, self._deadlines()),
            (page.NOTICES, self._notices()),
            (self._alternative_heading(), self._alternative()),
            (page.READINGS, self._readings()),
        )
        for heading, section in sections:
            lines = list(section)
            if lines:
                yield heading, lines

    def provenance(self) -> str:
        """What the page rests on."""
        written: str = self._page.PROVENANCE.format(version=law_data_version())
        return written

    def asked_as_of(self) -> str:
        page = self._page
        as_of = self._facts.as_of
        template = page.AS_OF_MOMENT if isinstance(as_of, datetime) else page.AS_OF_DAY
        hour, minute = (as_of.hour, as_of.minute) if isinstance(as_of, datetime) else (0, 0)
        asked: str = page.ASKED.format(as_of=template.format(day=self._words.day(as_of), hour=hour, minute=minute))
        return asked

    def _governing(self) -> Iterator[str]:
        page, words = self._page, self._words
        choice = self._assessment.regulation
        if choice.id is None:
            yield _BULLET + page.NO_REGULATION.format(day=words.day(regulation(_OLDER).in_force_from))
            return
        governing = regulation(choice.id)
        yield _BULLET + page.REGULATION.format(
            title=governing.title_zh if self._lang == "zh" else governing.title_en,
            number=governing.number_zh,
            short=self._short(governing),
            because=page.BECAUSE[choice.because].format(day=words.day(regulation(_NEWER).in_force_from)),
        )
        yield _BULLET + page.SCOPE[self._assessment.scope.because]

    def _short(self, governing: Regulation) -> str:
        return governing.short_zh if self._lang == "zh" else governing.short_en

    def _asked_for(self) -> Iterator[str]:
        page, demand = self._page, self._facts.demand
        if demand is None or self._only_asking:
            return
        remedy = getattr(self._assessment.remedies, demand.wants)
        template = page.ASKED_FOR[remedy.outcome]
        if self._assessment.scope.outcome == NOT_MET:
            template = page.ASKED_OUT_OF_SCOPE
        citations = dict.fromkeys([cited(rule, self._lang) for rule in remedy.rules])
        yield _BULLET + template.format(
            remedy=self._remedy(demand.wants, self._assessment.remedies),
            citations=page.CITATIONS_JOINED.join(citations),
        )

    def _remedy(self, name: str, remedies: Remedies) -> str:
        """A remedy by its name, with the assemblies that it is about."""
        words = self._words
        named: str = self._page.REMEDIES[name]
        if name == ASSEMBLY_REPLACEMENT and remedies.assemblies:
            named = self._page.ASSEMBLIES.format(
                assemblies=words.assemblies([named_part(words, code) for code in remedies.assemblies])
            )
        return named

    def _result(self, remedies: Remedies, scope: Scope) -> Iterator[str]:
        page = self._page
        for outcome in _OUTCOMES:
            named = [self._remedy(name, remedies) for name in REMEDIES if getattr(remedies, name).outcome == outcome]
            if named:
                template = page.OUT_OF_SCOPE if scope.outcome == NOT_MET else page.RESULT_LINES[outcome]
                yield _BULLET + template.format(remedies=page.REMEDIES_JOINED.join(named))

    def _closest(self) -> Iterator[str]:
        """Of the grounds for what was asked, the one that is least short of being met."""
        demand, judgement = self._facts.demand, self._judgement
        if demand is None or judgement is None or self._sentences is None:
            return
        looked_for = REMEDIES if self._only_asking else (demand.wants,)
        wanted = {name for name in looked_for if getattr(self._assessment.remedies, name).outcome == NOT_MET}
        short = [one for one in judgement.judged if wanted.intersection(one.finding.grants) and one.finding.short_by]
        shares = [(share, one) for one in short if (share := missing_share(judgement.case, judgement.rows, one))]
        if shares:
            _, closest = min(shares, key=itemgetter(0))
            yield _BULLET + self._page.CLOSEST.format(sentence=self._sentences.finding(closest))

    def _reasons(self) -> Iterator[str]:
        if self._judgement is None or self._sentences is None:
            return
        for outcome in _OUTCOMES:
            judged = [one for one in self._judgement.judged if one.finding.outcome == outcome]
            told = [one for one in judged if not self._is_beside_the_point(one)]
            if told:
                yield _INDENT + self._page.REASON_HEADINGS[outcome]
                for one in told:
                    yield _INDENT + _BULLET + self._sentences.finding(one)
            if len(told) < len(judged):
                yield _INDENT + self._page.OTHER_GROUNDS.format(number=len(judged) - len(told))

    def _is_beside_the_point(self, judged: Judged) -> bool:
        """Is it a ground that does not hold, for what may be demanded on another one?"""
        remedies = self._assessment.remedies
        granted = [getattr(remedies, remedy).outcome for remedy in judged.finding.grants]
        return judged.finding.outcome == NOT_MET and all(outcome == MET for outcome in granted)

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
        yield _BULLET + page.COUNTED_ONLY
        yield self._count_line("repair_days" + old, counters.repair_days)
        yield from self._visit_times(counters.repair_days)
        for problem, count in counters.same_problem.items():
            yield self._count_line("same_problem" + old, count, key=problem)
        if counters.serious_safety_repairs.count:
            yield self._count_line("serious_safety_repairs", counters.serious_safety_repairs)
        for key, count in counters.assembly_replacements.items():
            yield self._count_line("assembly_replacements", count, part=placed_part(self._words, _place(key)))
        for key, count in counters.component_replacements.items():
            yield self._count_line("component_replacements", count, part=placed_part(self._words, _place(key)))

    def _visit_times(self, days: RepairDays) -> Iterator[str]:
        received = {visit.id: in_china(visit.received_at) for visit in self._facts.visits}
        for visit in days.visits:
            template = self._page.VISIT_TIME_EXCLUDED if visit.excluded_hours else self._page.VISIT_TIME
            yield (
                _INDENT
                + _BULLET
                + template.format(
                    id=visit.id,
                    day=self._words.day(received[visit.id]),
                    hours=_plain(visit.hours),
                    excluded_hours=_plain(visit.excluded_hours),
                    days=visit.days,
                )
            )

    def _count_line(self, code: str, count: Count | RepairDays, **values: str) -> str:
        page, words = self._page, self._words
        line: str = _BULLET + page.COUNT_LINES[code].format(
            count=count.count, limit=count.limit, law_limit=words.law_number(count.limit), **values
        )
        ids = count.visits if isinstance(count, Count) else ()
        visits: str = page.COUNTED_VISITS.format(visits=words.listed(ids)) if ids else ""
        return line + visits + str(page.COUNT_END)

    def _periods(self) -> Iterator[str]:
        page, words, periods = self._page, self._words, self._assessment.periods
        if periods is None or self._judgement is None:
            return
        law = self._judgement.case.law
        yield _BULLET + page.PERIOD_START.format(day=words.day(periods.starts_on))
        for name, line in page.PERIOD_LINES.items():
            window = getattr(periods, name)
            if window is not None:
                yield _BULLET + line.format(
                    last_day=words.day(window.last_day),
                    km=window.km or 0,
                    need_days=words.law_number(law.early_replacement_days or 0),
                    event_days=words.law_number(law.early_days),
                )

    def _money(self) -> Iterator[str]:
        if self._judgement is None:
            return
        page, money = self._page, self._assessment.money
        compensation = money.use_compensation
        given = self._assessment.remedies.vehicle_replacement.outcome == MET
        if compensation.applies is None:
            yield _BULLET + page.COMPENSATION_OPEN
        elif compensation.applies:
            yield _BULLET + self._compensation(compensation)
        elif given:
            yield _BULLET + page.COMPENSATION_FREE
        if money.refund_yuan is not None:
            yield _BULLET + self._refund(money)

    def _compensation(self, compensation: UseCompensation) -> str:
        page = self._page
        governing = regulation(self._assessment.regulation.id or _NEWER)
        citation = governing.parameters["compensation_distance_km"].citation
        template = page.COMPENSATION_UNKNOWN if compensation.yuan is None else page.COMPENSATION_DUE
        if compensation.coefficient == 0:
            template = page.COMPENSATION_NONE
        written: str = template.format(
            price=_yuan(self._facts.vehicle.price_yuan),
            km=compensation.mileage_km or 0,
            distance=self._judgement.case.law.compensation_distance_km if self._judgement else 0,
            coefficient=compensation.coefficient,
            yuan=_yuan(compensation.yuan),
            citation=self._words.cited(governing, citation),
        )
        return written

    def _refund(self, money: Money) -> str:
        """What is paid back, and what it is made of."""
        page = self._page
        price, refund = self._facts.vehicle.price_yuan or _NOTHING, money.refund_yuan or _NOTHING
        compensation = money.use_compensation.yuan or _NOTHING
        losses = losses_of(self._facts, self._judgement.case.law) if self._judgement else _NOTHING
        written: str = page.REFUND.format(
            yuan=_yuan(refund),
            price=_yuan(price),
            losses=page.REFUND_LOSSES.format(yuan=_yuan(losses)) if losses else "",
            compensation=page.REFUND_COMPENSATION.format(yuan=_yuan(compensation)) if compensation else "",
        )
        return written

    def _deadlines(self) -> Iterator[str]:
        for deadline in self._assessment.deadlines:
            yield _BULLET + self._deadline(deadline)

    def _deadline(self, deadline: Deadline) -> str:
        page, words = self._page, self._words
        citation = cited(deadline.rule, self._lang)
        if deadline.due_on is None:
            unknown: str = page.DEADLINES_UNKNOWN[deadline.duty].format(citation=citation)
            return unknown
        line: str = page.DEADLINE_LINES[deadline.duty].format(day=words.day(deadline.due_on), citation=citation)
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
        heading: str = self._page.ALTERNATIVE.format(short=self._short(regulation(alternative.regulation)))
        return heading

    def _alternative(self) -> Iterator[str]:
        alternative = self._assessment.alternative
        if alternative is not None:
            yield _BULLET + self._page.SCOPE[alternative.scope.because]
            yield from self._result(alternative.remedies, alternative.scope)

    def _readings(self) -> Iterator[str]:
        demand = self._facts.demand
        rules = getattr(self._assessment.remedies, demand.wants).rules if demand else ()
        if not rules:
            rules = tuple([one.rule for one in self._assessment.findings if one.outcome != NOT_MET])
        for reading in readings_behind(rules):
            chinese = self._lang == "zh"
            question = reading.question_zh if chinese else reading.question_en
            chosen = reading.chosen_zh if chinese else reading.chosen_en
            yield _BULLET + self._page.READING.format(question=question, chosen=chosen)


def _sentences(judgement: Judgement, lang: str) -> Sentences:
    return Sentences(judgement.case, judgement.rows, lang)


def _plain(number: Decimal) -> str:
    """56.50 as 56.5, 8.00 as 8."""
    return f"{number:,f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"


def _yuan(amount: Decimal | None) -> str:
    return f"{amount or _NOTHING:,.2f}"


def _place(key: str) -> Place:
    """A counter's key as part and position."""
    code, _, position = key.partition("@")
    return code, position or None
