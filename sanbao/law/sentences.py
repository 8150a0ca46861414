"""Sentences about findings and notices, in Chinese or English: reasons and words put together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import Any

from sanbao.law import words_en, words_zh
from sanbao.law.assessment import Finding, Question
from sanbao.law.case import Case
from sanbao.law.conditions import Place
from sanbao.law.counters import CountRows
from sanbao.law.notices import BURDEN_ON_BUSINESS, COEFFICIENT_MISSING, burden_months
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.parts import EDITIONS, edition
from sanbao.law.reasons import Reason, Told, assemblies_concerned, told_of
from sanbao.law.regulations import Citation, regulation
from sanbao.law.rules import COMPENSATION_FREE, Judged

WORDS: dict[str, ModuleType] = {"zh": words_zh, "en": words_en}


class Sentences:
    """The sentences of one case under one regulation, in one language."""

    def __init__(self, case: Case, rows: CountRows, lang: str = "zh") -> None:
        self._case = case
        self._rows = rows
        self._lang = lang
        self._words: Any = WORDS[lang]

    def finding(self, judged: Judged) -> str:
        """One sentence: the outcome, why, what would change it, and the article."""
        words = self._words
        told = told_of(self._case, self._rows, judged)
        outcome = judged.finding.outcome
        reasons = words.OR.join([self._filled(words.REASONS, reason) for reason in told.reasons])
        parts = {"reasons": reasons, "change": self._change(told), "closing": self._closing(told)}
        if outcome == UNDETERMINED:
            parts = self._undetermined(judged.finding, reasons)
        elif outcome == NOT_MET and told.change is not None:
            outcome = "not_met_yet"
        sentence: str = words.SENTENCES[outcome].format(
            wanted=self._wanted(judged), citation=cited(judged.rule.id, self._lang), **parts
        )
        return sentence

    def _change(self, told: Told) -> str:
        words = self._words
        if told.change is None:
            return ""
        change: str = words.CHANGE.format(change=self._filled(words.CHANGES, told.change))
        return change

    def _closing(self, told: Told) -> str:
        words = self._words
        if told.closing is None:
            return ""
        closing: str = words.CHANGE.format(change=self._filled(words.CLOSINGS, told.closing))
        return closing

    def _wanted(self, judged: Judged) -> str:
        words = self._words
        assemblies = assemblies_concerned(judged)
        if assemblies:
            named: str = words.ASSEMBLY_WANTED.format(groups=_names(self, assemblies))
            return named
        wanted: str = words.WANTED[" ".join(judged.finding.grants)]
        free = judged.rule.compensation == COMPENSATION_FREE
        return words.FREE_OF_COMPENSATION.format(wanted=wanted) if free else wanted

    def _filled(self, templates: dict[str, str], reason: Reason) -> str:
        words = self._words
        values = {key: _SHOWN.get(key, _as_is)(self, value) for key, value in reason.values.items()}
        if "groups" in reason.values:
            groups = reason.values["groups"]
            values["of_groups"] = words.OF_GROUPS.format(groups=values["groups"]) if groups else ""
        return templates[reason.code].format(**values)

    def placed_part(self, place: Place) -> str:
        code, position = place
        placed: str = self._words.placed(position, part_name(code or "", self._lang))
        return placed

    # Undetermined: which facts are open, and which answer alone decides.

    def _undetermined(self, finding: Finding, reasons: str) -> dict[str, str]:
        words = self._words
        groups = self._question_groups(finding.questions)
        asked = [
            words.QUESTIONS[asks][len(questions) > 1].format(subject=subject)
            for (asks, subject), questions in groups.items()
        ]
        deciding = [
            phrase
            for (asks, subject), questions in groups.items()
            for phrase in self._deciding(asks, subject if len(groups) > 1 else "", questions)
        ]
        return {
            "questions": self._joined(asked),
            "reasons": words.COUNTED.format(reasons=reasons) if reasons else "",
            "deciding": "".join([words.CHANGE.format(change=phrase) for phrase in deciding]),
        }

    def _joined(self, phrases: Sequence[str]) -> str:
        words = self._words
        if len(phrases) == 1:
            return phrases[0]
        joined: str = words.QUESTIONS_JOINED.join(phrases[:-1]) + words.LAST_QUESTION_JOINED + phrases[-1]
        return joined

    def question(self, question: Question) -> str:
        """What an open fact asks, about one thing."""
        asked: str = self._words.QUESTIONS[question.asks][0].format(subject=self._subject(question))
        return asked

    def _question_groups(self, questions: Sequence[Question]) -> dict[tuple[str, str], list[Question]]:
        """Questions that ask the same of several items, visits or exemptions, together."""
        groups: dict[tuple[str, str], list[Question]] = {}
        for question in questions:
            groups.setdefault((question.asks, self._subject(question)), []).append(question)
        return groups

    def _subject(self, question: Question) -> str:
        """The ground or the event that a question is about."""
        words = self._words
        if question.fact.startswith("exemptions/"):
            place = int(question.fact.split("/")[1])
            ground: str = words.GROUNDS[self._case.facts.exemptions[place].ground]
            return ground
        if question.asks == "did_the_event_happen":
            path = question.fact.rpartition("/")[0]
            events = [showing.item.event for showing in self._case.showings if showing.path == path]
            event: str = words.EVENTS[events[0]]
            return event
        return ""

    def _deciding(self, asks: str, subject: str, questions: Sequence[Question]) -> list[str]:
        """The answers that settle the finding alone, whatever the other open facts are."""
        words = self._words
        number = "one" if len(questions) == 1 else "any"
        phrases = {}
        for side, answer in (("if_yes", 2), ("if_no", 3)):
            outcomes = {getattr(question, side) for question in questions}
            if outcomes in ({MET}, {NOT_MET}):
                outcome = outcomes.pop()
                told = words.QUESTIONS[asks][answer].format(subject=subject)
                phrases[outcome] = words.DECIDING[number, outcome].format(answer=told)
        return [phrases[outcome] for outcome in (MET, NOT_MET) if outcome in phrases]

    def notice(self, code: str) -> str:
        words = self._words
        values: dict[str, str] = {}
        if code == BURDEN_ON_BUSINESS:
            values["law_months"] = words.law_number(burden_months(self._case))
        if code == COEFFICIENT_MISSING:
            missing = self._case.law.compensation_coefficient_when_missing
            values["missing_coefficient"] = words.MISSING_COEFFICIENT[None if missing is None else str(missing)]
        return notice_text(code, self._words, values)


def notice_text(code: str, words: Any, values: dict[str, str] | None = None) -> str:
    text: str = words.NOTICES[code].format(**(values or {}))
    return text


@cache
def part_name(code: str, lang: str) -> str:
    """The name of a group or part by either edition; a part of the voucher alone has no name of ours."""
    words: Any = WORDS[lang]
    for name in EDITIONS:
        table = edition(name)
        part = table.groups.get(code) or table.main_components.get(code)
        if part is not None:
            named: str = words.part_name(part, table.groups.get(part.group or ""))
            return named
    unnamed: str = words.SOME_PART
    return unnamed


@cache
def cited(rule: str, lang: str) -> str:
    """The article that a rule id names, in words."""
    citation = citation_of(rule)
    words: Any = WORDS[lang]
    written: str = words.cited(regulation(citation.law), citation)
    return written


def citation_of(rule: str) -> Citation:
    """The article, paragraph and item that a rule id names: samr-43/24-1-4-time is article 24, paragraph 1, item 4."""
    law, _, place = rule.partition("/")
    return Citation(law, *[int(level) for level in place.split("-") if level.isdigit()])


def _as_is(sentences: Sentences, value: Any) -> Any:
    return value


def _names(sentences: Sentences, codes: Sequence[str]) -> str:
    names: str = sentences._words.listed([part_name(code, sentences._lang) for code in codes]) if codes else ""
    return names


_SHOWN: dict[str, Any] = {
    "last_day": lambda sentences, value: sentences._words.day(value),
    "law_days": lambda sentences, value: sentences._words.law_number(value),
    "many_days": lambda sentences, value: sentences._words.days_granted(value),
    "groups": _names,
    "events": lambda sentences, value: sentences._words.listed([sentences._words.EVENTS[event] for event in value]),
    "refuted": lambda sentences, value: sentences._words.REFUTED if value else "",
    "part": lambda sentences, value: sentences.placed_part(value),
}
