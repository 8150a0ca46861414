"""Question panels: each open fact on which an outcome turns, what follows from yes and from no, who must prove."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanbao.check.results.grounds import wanted_of
from sanbao.check.results.matter import Matter
from sanbao.law.assessment import Question
from sanbao.law.case import Case
from sanbao.law.notices import BURDEN_ON_BUSINESS, burden_months
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.periods import months_after
from sanbao.law.phrases import basis
from sanbao.law.rules import Judged
from sanbao.web.components import QuestionPanel

_PROVED_BY_BUSINESS = ("did_it_cause_the_damage", "is_quality_problem")


@dataclass(frozen=True)
class OpenQuestion:
    """A panel with the path of its fact, for machines and for "what if"."""

    fact: str
    short: str
    panel: QuestionPanel


def open_questions(matter: Matter) -> tuple[OpenQuestion, ...]:
    asked: dict[str, list[tuple[Judged, Question]]] = {}
    for judged in matter.judged(UNDETERMINED):
        for question in judged.finding.questions:
            asked.setdefault(question.fact, []).append((judged, question))
    return tuple(_open_question(matter, fact, uses) for fact, uses in asked.items())


def _open_question(matter: Matter, fact: str, uses: list[tuple[Judged, Question]]) -> OpenQuestion:
    text = question_text(matter, uses[0][1])
    panel = QuestionPanel(
        question=text,
        if_yes=_follows(matter, [(judged, question.if_yes) for judged, question in uses]),
        if_no=_follows(matter, [(judged, question.if_no) for judged, question in uses]),
        burden=_burden(matter, uses[0][1]),
    )
    return OpenQuestion(fact, text, panel)


def question_text(matter: Matter, question: Question) -> str:
    """What is asked, of which problem, from which visit."""
    asked = matter.sentences.question(question) if matter.sentences else ""
    where = matter.place(question.fact)
    problems = problems_of(matter, question.fact)
    if problems:
        where = _("{where}，{problem}").format(where=where, problem=matter.listed(map(matter.quoted, problems)))
    return _("{where}：{question}？").format(where=where[:1].upper() + where[1:], question=asked)


def problems_of(matter: Matter, fact: str) -> list[str]:
    """The problems that a fact is about."""
    head, *rest = fact.split("/")
    if head == "exemptions":
        return list(matter.facts.exemptions[int(rest[0])].problems)
    items = {f"visits/{visit.id}": visit.items for visit in matter.facts.visits}
    items["demand"] = matter.facts.demand.items if matter.facts.demand else ()
    where, _items, place = fact.rpartition("/")[0].partition("/items/")
    return [items[where][int(place)].problem] if where in items else []


def _follows(matter: Matter, outcomes: list[tuple[Judged, str]]) -> str:
    """What follows for each finding that turns on the fact, once each."""
    sentences = {
        MET: _("可以要求{wanted}。"),
        NOT_MET: _("不能{basis}要求{wanted}。"),
        UNDETERMINED: _("能不能{basis}要求{wanted}，还要看其他事实。"),
    }
    told = [
        sentences[outcome].format(wanted=wanted_of(matter, judged), basis=_basis(matter, judged))
        for judged, outcome in sorted(outcomes, key=lambda one: (MET, UNDETERMINED, NOT_MET).index(one[1]))
    ]
    return matter.run_on(*dict.fromkeys(told))


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
