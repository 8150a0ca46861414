"""What a dispute adds to the page of a claim: both versions in short, the screening, consultations, other routes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.cases.codes import State
from claims.cases.consulting import changes_of
from claims.cases.disputes import BEGIN_A_DISPUTE, BETWEEN_THE_SIDES
from claims.cases.fact_words import FactWords
from claims.cases.models import Consultation, DisputeQuestion, Screening, Side
from claims.cases.pages.differing import Differing
from claims.cases.pages.follows import changed, remedy_asked, whole_answer
from claims.cases.pages.registry import Part, add_actions, add_events, add_part, add_step_page, step_pages
from claims.cases.pages.routes import taken_rows
from claims.cases.pages.shown import Shown
from claims.cases.services import questioning
from claims.cases.sides import value_of
from sanbao.law.errors import FactsError
from sanbao.web.components import Action
from sanbao.web.components.timeline import TimelineEvent
from sanbao.web.says import moment

MOST_LINES = 4
WITH_ROUTES = (State.REFUSED, State.DISPUTED, State.IN_CONSULTATION, State.REFERRED_OUTSIDE)
IN_DISPUTE = (State.DISPUTED, State.IN_CONSULTATION)


@dataclass(frozen=True)
class Asked:
    label: str
    answer: str
    state: str


@dataclass(frozen=True)
class Round:
    number: int
    says: str
    questions: list[Asked]
    changes: list[str]
    is_answered: bool


def add() -> None:
    questioning.add()
    add_part("versions", 35, versions)
    add_part("screening", 70, screening)
    add_part("consultations", 71, consultations)
    add_part("routes", 75, other_routes)
    add_actions("screening", screen)
    plain = step_pages()["refer_outside"]
    add_step_page(
        "refer_outside", replace(plain, offered=lambda shown: shown.is_consumer or not waits_for_screening(shown))
    )
    add_events("dispute", events)


def versions(shown: Shown) -> Part | None:
    """In short, as soon as there is something to differ about."""
    if shown.claim.state not in BETWEEN_THE_SIDES:
        return None
    differing = Differing.of(shown)
    if differing is None or not (shown.claim.state in IN_DISPUTE or _is_differed_about(differing)):
        return None
    try:
        return Part("cases/dispute_part.html", _in_short(shown, differing))
    except FactsError:
        return None


def _is_differed_about(differing: Differing) -> bool:
    return any(differing.sides.stated.values()) or bool(differing.sides.record.exemptions)


def _in_short(shown: Shown, differing: Differing) -> dict[str, Any]:
    outlook, remedy = differing.sides.outlook, remedy_asked(shown.claim)
    return {
        "whole": whole_answer(differing.matter, outlook, remedy) if remedy else "",
        "count": len(outlook.questions),
        "lines": [{"label": panel.question, "sides": panel.sides[1:]} for panel in differing.panels[:MOST_LINES]],
    }


def screen(shown: Shown) -> Iterator[Action]:
    """Offered to the clerk while the last dispute has not been looked at."""
    if shown.is_clerk and waits_for_screening(shown):
        yield Action(_("审查争议"), reverse("cases:screen", args=[shown.claim.public_id]))


def waits_for_screening(shown: Shown) -> bool:
    if shown.claim.state != State.DISPUTED:
        return False
    disputes = [step for step in shown.steps if step.name in BEGIN_A_DISPUTE]
    return bool(disputes) and not hasattr(disputes[-1], "screening")


def screening(shown: Shown) -> Part | None:
    rows = shown.screenings
    return Part("cases/screening_part.html", {"rows": rows}, aside=True) if rows else None


def consultations(shown: Shown) -> Part | None:
    if not any(step.name == "consult" for step in shown.steps) or shown.matter is None:
        return None
    rows = shown.claim.consultations.order_by("number")
    questions = list(shown.claim.questions.order_by("round", "fact"))
    rounds = [_round(shown, one, [q for q in questions if q.round == one.number]) for one in rows]
    return Part("cases/consultation_part.html", {"rounds": rounds})


def _round(shown: Shown, one: Consultation, questions: Iterable[DisputeQuestion]) -> Round:
    matter: Any = shown.matter
    return Round(
        one.number,
        str(one.get_outcome_display()) if one.outcome else _("还没有意见"),
        [_asked(matter, question) for question in questions],
        [changed(matter, line.of, line.before, line.after, is_remedy=line.is_remedy) for line in changes_of(one)],
        one.outcome == Consultation.Outcome.ANSWERED,
    )


def _asked(matter: Any, question: DisputeQuestion) -> Asked:
    words = FactWords(matter)
    answer = words.value(question.fact, question.answer_value) if question.answer else ""
    return Asked(words.label(question.fact), answer, str(question.get_state_display()))


def other_routes(shown: Shown) -> Part | None:
    """Once somebody has said no."""
    claim = shown.claim
    if claim.state not in WITH_ROUTES:
        return None
    taken = taken_rows(claim) if claim.state != State.REFUSED else []  # then nobody has gone anywhere yet, as a rule
    return Part("cases/routes_part.html", {"taken": taken}, aside=True)


def events(shown: Shown) -> Iterator[TimelineEvent]:
    """What was said and agreed, and what a clerk decided, between the steps."""
    if not shown.claim.submitted_at:
        return
    yield from (_screened(one) for one in shown.screenings)
    if shown.sides is None or shown.matter is None:
        return
    words = FactWords(shown.matter)
    say = partial(_said, words)
    for side, stated in shown.sides.stated.items():
        yield from (say(Side(side), fact, row) for fact, row in stated.items() if row.side != Side.PANEL)


def _screened(one: Screening) -> TimelineEvent:
    says = _("受理争议") if one.accepted else _("不受理争议：{reason}").format(reason=one.get_reason_display())
    return TimelineEvent(
        when=one.screened_at, shown_when=moment(one.screened_at), says=says, who=str(_("争议处理机构的经办人"))
    )


def _said(words: FactWords, side: Side, fact: str, row: Any) -> TimelineEvent:
    told = _("{label}：{says}").format(label=words.label(fact), says=words.value(fact, value_of(row)))
    return TimelineEvent(
        when=row.stated_at,
        shown_when=moment(row.stated_at),
        says=told,
        who=str(side.label),
        remarks=(row.words,) if row.words else (),
    )
