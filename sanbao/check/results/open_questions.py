"""Question panels: each open fact on which an outcome turns, what follows from yes and from no, who must prove."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanbao.check.results.grounds import wanted_of
from sanbao.check.results.matter import Matter
from sanbao.check.results.what_if import all_answered
from sanbao.law.assessment import Question
from sanbao.law.case import Case
from sanbao.law.engine import judgement_of
from sanbao.law.notices import BURDEN_ON_BUSINESS, burden_months
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.periods import months_after
from sanbao.law.phrases import basis
from sanbao.law.rules import Judged
from sanbao.web.components import QuestionPanel

MOST_QUESTIONS, MOST_OF_MANY = 4, 2  # on the result, on a long one; a page of its own holds all
_PROVED_BY_BUSINESS = ("did_it_cause_the_damage", "is_quality_problem")


@dataclass(frozen=True)
class OpenQuestion:
    """What is open, asked once for all repairs of which it is asked; `facts` are the paths, `short` the question."""

    facts: tuple[str, ...]
    short: str
    first: Question

    @property
    def fact(self) -> str:
        """The path that names it, for machines and for "what if"."""
        return self.facts[0]


@dataclass(frozen=True)
class AskedPanel:
    """A panel with the path of its first fact, for machines."""

    fact: str
    panel: QuestionPanel


def open_questions(matter: Matter, judged: Iterable[Judged] | None = None) -> tuple[OpenQuestion, ...]:
    """Of all undetermined findings, or of these: each question of a problem once, in the order of the findings."""
    grouped: dict[tuple[object, ...], dict[str, Question]] = {}
    for one in matter.judged(UNDETERMINED) if judged is None else judged:
        for question in one.finding.questions:
            about = (_asked(matter, question), *problems_of(matter, question.fact)) if _is_of_items(question) else ()
            grouped.setdefault(about or (question.fact,), {}).setdefault(question.fact, question)
    return tuple(_open_question(matter, list(questions.values())) for questions in grouped.values())


def _is_of_items(question: Question) -> bool:
    return question.fact.startswith(("visits/", "demand/"))


def _open_question(matter: Matter, questions: list[Question]) -> OpenQuestion:
    facts = tuple(question.fact for question in questions)
    return OpenQuestion(facts, question_text(matter, questions[0], facts), questions[0])


def panels(matter: Matter, questions: Iterable[OpenQuestion]) -> tuple[AskedPanel, ...]:
    return tuple(AskedPanel(one.fact, _panel(matter, one)) for one in questions)


def _panel(matter: Matter, one: OpenQuestion) -> QuestionPanel:
    return QuestionPanel(
        question=one.short,
        if_yes=_follows(matter, one, yes=True),
        if_no=_follows(matter, one, yes=False),
        burden=_burden(matter, one.first),
    )


def question_text(matter: Matter, question: Question, facts: Sequence[str]) -> str:
    """What is asked, of which problem, from which visits."""
    where = _places(matter, facts)
    problems = problems_of(matter, question.fact)
    if problems:
        where = _("{where}，{problem}").format(where=where, problem=matter.listed(map(matter.quoted, problems)))
    asked = _asked(matter, question)
    return _("{where}：{question}").format(where=where[:1].upper() + where[1:], question=asked)


def _asked(matter: Matter, question: Question) -> str:
    return matter.sentences.direct_question(question) if matter.sentences else ""


def _places(matter: Matter, facts: Sequence[str]) -> str:
    """Several visits by their numbers, one with its day, and what is wrong now."""
    visits = list(dict.fromkeys(fact.split("/")[1] for fact in facts if fact.startswith("visits/")))
    others = [matter.place(fact) for fact in facts if not fact.startswith("visits/")]
    several = [matter.visit_numbers(visits)] if len(visits) > 1 else [matter.visit(visit) for visit in visits]
    return matter.listed([*several, *others])


def problems_of(matter: Matter, fact: str) -> list[str]:
    """The problems that a fact is about."""
    head, *rest = fact.split("/")
    if head == "exemptions":
        return list(matter.facts.exemptions[int(rest[0])].problems)
    items = {f"visits/{visit.id}": visit.items for visit in matter.facts.visits}
    items["demand"] = matter.facts.demand.items if matter.facts.demand else ()
    where, _items, place = fact.rpartition("/")[0].partition("/items/")
    return [items[where][int(place)].problem] if where in items else []


def _follows(matter: Matter, one: OpenQuestion, *, yes: bool) -> str:
    """What follows for each finding that turns on it, once each, when it is answered so for every repair it is about."""
    sentences = {
        MET: _("可以要求{wanted}。"),
        NOT_MET: _("不能{basis}要求{wanted}。"),
        UNDETERMINED: _("能不能{basis}要求{wanted}，还要看其他事实。"),
    }
    told = [
        sentences[outcome].format(wanted=wanted_of(matter, judged), basis=_basis(matter, judged))
        for judged, outcome in sorted(
            _answered(matter, one, yes=yes), key=lambda row: (MET, UNDETERMINED, NOT_MET).index(row[1])
        )
    ]
    return matter.run_on(*dict.fromkeys(told))


def _answered(matter: Matter, one: OpenQuestion, *, yes: bool) -> list[tuple[Judged, str]]:
    """The findings that ask it, each with its outcome after the answer."""
    after = judgement_of(all_answered(matter.facts, one.facts, yes=yes))
    outcomes = {judged.finding.rule: judged.finding.outcome for judged in after.judged} if after else {}
    asking = [
        judged
        for judged in matter.judged(UNDETERMINED)
        if not set(one.facts).isdisjoint(question.fact for question in judged.finding.questions)
    ]
    return [(judged, outcomes.get(judged.finding.rule, NOT_MET)) for judged in asking]


def _basis(matter: Matter, judged: Judged) -> str:
    """On which of several grounds."""
    law = matter.law
    if law is None or judged.rule.topic not in matter.words.BASES:
        return ""
    return basis(judged.rule.topic, (law.early_replacement_days or 0, law.early_days), (), matter.lang)


def _burden(matter: Matter, question: Question) -> str:
    """The notice, where the problem of this very question showed early enough."""
    judgement = matter.judgement
    if judgement is None or matter.sentences is None or question.asks not in _PROVED_BY_BUSINESS:
        return ""
    problems = problems_of(matter, question.fact)
    return matter.sentences.notice(BURDEN_ON_BUSINESS) if _showed_early(judgement.case, problems) else ""


def _showed_early(case: Case, problems: list[str]) -> bool:
    vehicle = case.facts.vehicle
    handover = vehicle.replacement_handover_on or vehicle.handover_on or vehicle.invoiced_on
    last_day = months_after(handover, burden_months(case))
    return any(showing.item.problem in problems and showing.day <= last_day for showing in case.showings)
