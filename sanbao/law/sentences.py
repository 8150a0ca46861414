"""Sentences about findings and notices, in Chinese or English: reasons and words put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sanbao.law.assessment import Finding, Question
from sanbao.law.case import Case
from sanbao.law.counters import CountRows
from sanbao.law.notices import BURDEN_ON_BUSINESS, COEFFICIENT_MISSING, burden_months
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.phrases import WORDS, Filling, Frame, sentence
from sanbao.law.reasons import told_of
from sanbao.law.rules import COMPENSATION_FREE, Judged
from sanbao.law.told import Reason, Told, assemblies_concerned, groups_told_apart

QuestionGroups = dict[tuple[str, str], list[Question]]
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
        told = told_of(self._case, self._rows, judged)
        frame = self._frame(judged, told)
        if judged.finding.outcome != UNDETERMINED:
            return sentence(frame, "", "")
        questions, deciding = self._undetermined(judged.finding)
        return sentence(frame, questions, deciding)

    def _frame(self, judged: Judged, told: Told) -> Frame:
        rule, finding, law = judged.rule, judged.finding, self._case.law
        return Frame(
            rule.id,
            rule.topic,
            finding.outcome,
            finding.grants,
            rule.compensation == COMPENSATION_FREE,
            assemblies_concerned(judged),
            (law.early_replacement_days or 0, law.early_days),
            groups_told_apart(self._case, judged) if rule.topic == "component" else (),
            tuple([_filling(reason) for reason in told.reasons]),
            _filling(told.change) if told.change else None,
            _filling(told.closing) if told.closing else None,
            self._lang,
        )

    # Undetermined: which facts are open, and which answers decide.

    def _undetermined(self, finding: Finding) -> tuple[str, str]:
        """What is asked, and which answers decide."""
        words = self._words
        groups = self._question_groups(finding.questions)
        asked = [
            (words.QUESTIONS[asks].several if len(questions) > 1 else words.QUESTIONS[asks].one).format(subject=subject)
            for (asks, subject), questions in groups.items()
        ]
        deciding = [words.CLAUSE.format(clause=phrase) for phrase in self._deciding(groups)]
        return self._joined(asked), "".join(deciding)

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

    def direct_question(self, question: Question) -> str:
        """The same as a question of its own, with its mark."""
        asked = self._words.QUESTIONS[question.asks]
        return (asked.direct or f"{asked.one}？").format(subject=self._subject(question))

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


def _filling(reason: Reason) -> Filling:
    return reason.code, tuple(reason.values.items())
