"""Sentences about findings and notices, in Chinese or English: reasons and words put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
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
from sanbao.law.reasons import told_of
from sanbao.law.regulations import Citation, regulation
from sanbao.law.rules import COMPENSATION_FREE, Judged
from sanbao.law.told import Reason, assemblies_concerned, groups_told_apart

WORDS: dict[str, ModuleType] = {"zh": words_zh, "en": words_en}
QuestionGroups = dict[tuple[str, str], list[Question]]
_KEPT = 4096
_OPPOSITE = {MET: NOT_MET, NOT_MET: MET}


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
        reasons = self._reasons(told.reasons)
        parts = {
            "reasons": reasons,
            "change": self._clause("CHANGES", told.change),
            "closing": self._clause("CLOSINGS", told.closing),
        }
        if outcome == UNDETERMINED:
            parts = self._undetermined(judged.finding, reasons)
        elif outcome == NOT_MET and told.change is not None:
            outcome = "not_met_yet"
        sentence: str = words.SENTENCES[outcome].format(
            wanted=self._wanted(judged),
            basis=self._basis(judged),
            citation=cited(judged.rule.id, self._lang),
            **parts,
        )
        return sentence

    def _reasons(self, reasons: Sequence[Reason]) -> str:
        words = self._words
        if not reasons:
            return ""
        if reasons[0].code in words.CAUSES:
            reported: str = words.reported([words.CAUSES[reason.code] for reason in reasons])
            return reported
        (reason,) = reasons
        return filled("REASONS", reason.code, tuple(reason.values.items()), self._lang)

    def _clause(self, table: str, reason: Reason | None) -> str:
        if reason is None:
            return ""
        clause: str = self._words.CLAUSE.format(
            clause=filled(table, reason.code, tuple(reason.values.items()), self._lang)
        )
        return clause

    def _wanted(self, judged: Judged) -> str:
        free = judged.rule.compensation == COMPENSATION_FREE
        return wanted(judged.finding.grants, free, assemblies_concerned(judged), self._lang)

    def _basis(self, judged: Judged) -> str:
        if judged.rule.topic not in self._words.BASES:
            return ""
        law = self._case.law
        days = (law.early_replacement_days or 0, law.early_days)
        return basis(judged.rule.topic, days, groups_told_apart(self._case, judged), self._lang)

    # Undetermined: which facts are open, and which answers decide.

    def _undetermined(self, finding: Finding, reasons: str) -> dict[str, str]:
        words = self._words
        groups = self._question_groups(finding.questions)
        asked = [
            (words.QUESTIONS[asks].several if len(questions) > 1 else words.QUESTIONS[asks].one).format(subject=subject)
            for (asks, subject), questions in groups.items()
        ]
        return {
            "questions": self._joined(asked),
            "reasons": words.CLAUSE.format(clause=reasons) if reasons else "",
            "deciding": "".join([words.CLAUSE.format(clause=phrase) for phrase in self._deciding(groups)]),
        }

    def _joined(self, phrases: Sequence[str]) -> str:
        words = self._words
        if len(phrases) == 1:
            return phrases[0]
        joined: str = words.QUESTIONS_JOINED.join(phrases[:-1]) + words.LAST_QUESTION_JOINED + phrases[-1]
        return joined

    def question(self, question: Question) -> str:
        """What an open fact asks, about one thing."""
        asked: str = self._words.QUESTIONS[question.asks].one.format(subject=self._subject(question))
        return asked

    def _question_groups(self, questions: Sequence[Question]) -> QuestionGroups:
        """Questions that ask the same of several items, visits or exemptions, together."""
        groups: QuestionGroups = {}
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

    def _deciding(self, groups: QuestionGroups) -> Iterator[str]:
        """The answers that settle the finding alone, and what holds when none of them is given."""
        words = self._words
        answers = {outcome: self._answers(groups, outcome) for outcome in (MET, NOT_MET)}
        told = [outcome for outcome in (MET, NOT_MET) if answers[outcome]]
        for outcome in told:
            yield words.DECIDING[outcome].format(answers=words.ANSWERS_JOINED.join(answers[outcome]))
        if not told:
            yield words.TOGETHER
        elif len(told) == 1:
            (outcome,) = told
            every_group = len(answers[outcome]) == len(groups)
            yield words.OTHERWISE[_OPPOSITE[outcome] if every_group else UNDETERMINED]

    def _answers(self, groups: QuestionGroups, outcome: str) -> list[str]:
        """By group of questions, the answer that alone gives this outcome."""
        answers = []
        for (asks, subject), questions in groups.items():
            asked = self._words.QUESTIONS[asks]
            yes, no = (asked.yes, asked.no) if len(questions) == 1 else (asked.any_yes, asked.any_no)
            if len(groups) == len(questions) == 1:
                yes, no = asked.brief_yes, asked.brief_no
            if all(question.if_yes == outcome for question in questions):
                answers.append(yes.format(subject=subject))
            elif all(question.if_no == outcome for question in questions):
                answers.append(no.format(subject=subject))
        return answers

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


# Over a fleet the same phrases come again and again, so those of few values are kept.


@lru_cache(maxsize=_KEPT)
def filled(table: str, code: str, values: tuple[tuple[str, Any], ...], lang: str) -> str:
    """A template of a word table with its values written out."""
    words: Any = WORDS[lang]
    text: str = getattr(words, table)[code].format_map(_Written(words, values))
    return text


class _Written(dict[str, Any]):
    """Values as they are written; `count_times` and the like write the value `count` in that unit."""

    def __init__(self, words: Any, values: tuple[tuple[str, Any], ...]) -> None:
        super().__init__({key: _SHOWN.get(key, _as_is)(words, value) for key, value in values})
        self._words = words

    def __missing__(self, key: str) -> str:
        value, _, unit = key.partition("_")
        written: str = getattr(self._words, unit)(self[value])
        return written


@lru_cache(maxsize=_KEPT)
def wanted(grants: tuple[str, ...], free: bool, assemblies: tuple[str, ...], lang: str) -> str:  # noqa: FBT001  a key
    """What is asked for, the assemblies by name."""
    words: Any = WORDS[lang]
    if assemblies:
        named: str = words.ASSEMBLY_WANTED.format(assemblies=words.assemblies(_names(words, assemblies)))
        return named
    text: str = (words.WANTED_FREE if free else words.WANTED)[" ".join(grants)]
    return text


@lru_cache(maxsize=_KEPT)
def basis(topic: str, days: tuple[int, int], groups: tuple[str, ...], lang: str) -> str:
    """On which ground, where several rules give the same; `days` are those of the two early windows."""
    words: Any = WORDS[lang]
    template = words.BASES[topic]
    need_days, event_days = (words.law_number(number) for number in days)
    of_groups = words.OF_GROUPS.format(groups=words.listed(_names(words, groups))) if groups else ""
    text: str = words.BASIS.format(
        basis=template.format(need_days=need_days, event_days=event_days, of_groups=of_groups)
    )
    return text


@cache
def part_name(code: str, lang: str) -> str:
    """The name of a group or part by either edition; a part of the voucher alone has no name of ours."""
    words: Any = WORDS[lang]
    for name in EDITIONS:
        table = edition(name)
        part = table.groups.get(code) or table.main_components.get(code) or table.wear_parts.get(code)
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


def placed_part(words: Any, place: Place) -> str:
    """A part by name and position."""
    code, position = place
    placed: str = words.placed(position, part_name(code or "", words.LANGUAGE))
    return placed


def named_part(words: Any, code: str) -> str:
    named: str = words.the(part_name(code, words.LANGUAGE))
    return named


def _as_is(_: Any, value: Any) -> Any:
    return value


def _names(words: Any, codes: Sequence[str]) -> list[str]:
    return [named_part(words, code) for code in codes]


def _events(words: Any, codes: Sequence[str]) -> list[str]:
    return [words.EVENTS[code] for code in codes]


# How a value of a reason is written.
_SHOWN: dict[str, Callable[[Any, Any], Any]] = {
    "last_day": lambda words, value: words.day(value),
    "law_days": lambda words, value: words.law_number(value),
    "window_days": lambda words, value: words.law_number(value),
    "limit": lambda words, value: words.law_number(value),
    "many_days": lambda words, value: words.listed([words.days(number) for number in value]),
    "groups": lambda words, value: words.listed(_names(words, value)),
    "assemblies": lambda words, value: words.either(_names(words, value)),
    "events": lambda words, value: words.listed(_events(words, value)),
    "law_events": lambda words, value: words.either(_events(words, value)),
    "new_problem": lambda words, value: words.NEW_PROBLEM[value],
    "refuted": lambda words, value: words.REFUTED if value else "",
    "part": lambda words, value: words.the(placed_part(words, value)),
}
