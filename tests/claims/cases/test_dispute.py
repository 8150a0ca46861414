"""A dispute: two versions of the facts, the questions that they make, the screening, consultants, other routes."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.cases import consulting
from claims.cases.codes import State
from claims.cases.consulting import answers_taken_back, changes_of, ended_without_answers, questions_handed
from claims.cases.disputes import disputes_of, step_to_screen
from claims.cases.eligibility import hints, years_on
from claims.cases.models import Claim, Consultation, DisputeQuestion, DutyTask, Side, Statement
from claims.cases.pages.follows import impossible_says
from claims.cases.pages.shown import Shown
from claims.cases.services import agreeing
from claims.cases.services.agreeing import fact_agree, version_state
from claims.cases.services.routes import Begun, Progress, route_begin, route_update
from claims.cases.services.screening import dispute_accept, dispute_turn_away
from claims.cases.sides import sides_of
from claims.repairs.models import Item
from sanbao.ledger.models import Event
from tests.claims.cases import world
from tests.claims.cases.disputing import LATER, UPDATE
from tests.claims.repairs import world as repairs


def outcome(claim, remedy="vehicle_return", at=LATER):
    return sides_of(claim, at).outlook.remedies[remedy]


def test_an_update_that_counts_or_not_is_asked_and_agreement_closes_it(dispute):
    assert outcome(dispute.claim) == "met"  # five times by the record
    dispute.state()
    sides = sides_of(dispute.claim, LATER)
    (question,) = sides.outlook.questions
    assert (question.fact, question.answers) == (UPDATE, ("software_update", "inspection_only"))
    turned = {turn.of: (turn.with_first, turn.with_second) for turn in question.remedies}
    assert turned["vehicle_return"] == ("met", "not_met")
    dispute.accept()
    task = DutyTask.objects.get(claim=dispute.claim, work="screen")
    assert (task.status, task.owner) == ("DONE", dispute.clerk)
    row = DisputeQuestion.objects.get()
    assert (row.state, row.round, row.consumer_value, dispute.fresh().has_open_questions) == (
        "open", 1, '"software_update"', True,
    )  # fmt: skip
    with pytest.raises(ValidationError):  # not what the seller says
        fact_agree(
            claim=dispute.claim,
            side=Side.CONSUMER,
            fact=UPDATE,
            value="repair",
            doing=world.doing(dispute.owner, LATER),
        )
    for _time in range(2):
        fact_agree(
            claim=dispute.claim,
            side=Side.CONSUMER,
            fact=UPDATE,
            value="inspection_only",
            doing=world.doing(dispute.owner, LATER),
        )
    assert Statement.objects.filter(side=Side.AGREED).count() == 1
    row.refresh_from_db()
    assert (row.state, row.answer_value, dispute.fresh().has_open_questions) == ("agreed", "inspection_only", False)
    assert outcome(dispute.claim) == "not_met"
    with pytest.raises(ValidationError, match=str(agreeing.IS_SETTLED)):
        dispute.state(value="repair")
    actions = list(Event.objects.filter(subject=dispute.claim.ledger_subject).order_by("sequence"))
    assert [one.content["action"] for one in actions[-3:]] == [
        "claim.fact_stated", "claim.dispute_accepted", "claim.fact_agreed",
    ]  # fmt: skip


def test_nobody_speaks_for_the_other_side_or_agrees_with_himself(dispute):
    for person, side in ((dispute.owner, Side.BUSINESS), (dispute.clerk, Side.CONSUMER), (dispute.seller, Side.PANEL)):
        with pytest.raises(PermissionDenied):
            version_state(
                claim=dispute.claim, side=side, fact=UPDATE, value="repair", words="x", doing=world.doing(person, LATER)
            )
    dispute.state()
    with pytest.raises(ValidationError):  # the seller would take over the owner's value; this is the seller's own
        fact_agree(
            claim=dispute.claim, side="business", fact=UPDATE, value="inspection_only",
            doing=world.doing(dispute.seller, LATER),
        )  # fmt: skip
    Claim.objects.filter(pk=dispute.claim.pk).update(respondent=None, respondent_name="外地经销店")
    for side in ("business",):
        with pytest.raises(PermissionDenied):
            fact_agree(
                claim=dispute.claim, side=side, fact=UPDATE, value="software_update",
                doing=world.doing(dispute.owner, LATER),
            )  # fmt: skip


def test_a_dispute_is_screened_once_and_one_turned_away_is_told_the_other_routes(dispute):
    step = step_to_screen(dispute.claim)
    assert step is not None
    with pytest.raises(PermissionDenied):
        dispute_accept(claim=dispute.claim, words="", doing=world.doing(dispute.owner, LATER))
    with pytest.raises(ValidationError) as caught:
        dispute_turn_away(claim=dispute.claim, reason="", words=" ", doing=world.doing(dispute.clerk, LATER))
    assert set(caught.value.message_dict) == {"reason", "words"}
    assert list(disputes_of(dispute.clerk)) == [dispute.claim]
    shop = repairs.Shop(dispute.claim.respondent, dispute.seller)
    case = world.Case(shop, dispute.owner, dispute.claim.vehicle)
    case.__dict__["body"] = dispute.claim.body
    urgent = world.disputed(case, at=LATER)
    Claim.objects.filter(pk=urgent.pk).update(is_priority=True)
    assert list(disputes_of(dispute.clerk)) == [urgent, dispute.claim]  # later, and first
    assert not disputes_of(dispute.seller).exists()
    once = world.doing(dispute.clerk, LATER)
    for _time in range(2):
        claim = dispute_turn_away(claim=dispute.claim, reason="before_a_court", words="法院已经受理。", doing=once)
    assert (claim.state, claim.steps.last().party, step_to_screen(claim)) == (State.REFERRED_OUTSIDE, "clerk", None)
    assert claim.screenings.get().reason == "before_a_court"
    assert claim.deadlines.get(duty="screen").met_on == LATER.date()


def test_consultants_answer_in_another_version_and_what_changed_is_told_line_by_line(dispute):
    dispute.state()
    dispute.accept()
    with pytest.raises(PermissionDenied):
        questions_handed(claim=dispute.claim, doing=world.doing(dispute.owner, LATER))
    once = world.doing(dispute.clerk, LATER)
    for _time in range(2):
        consultation = questions_handed(claim=dispute.claim, doing=once)
    assert (Consultation.objects.count(), dispute.fresh().state) == (1, State.IN_CONSULTATION)
    with pytest.raises(ValidationError, match=str(agreeing.IS_HANDED_OVER)):
        dispute.state(value="repair")
    (asked,) = consulting.open_questions(dispute.claim)
    panel = world.doing(None, LATER + timedelta(days=5))  # a panel of whoever; the site takes its answers in
    for wrong in ({}, {asked.fact: None}, {asked.fact: "magic"}, {asked.fact: "repair", "vehicle/use": "household"}):
        with pytest.raises(ValidationError):
            answers_taken_back(claim=dispute.claim, answers=wrong, doing=panel)
    for _time in range(2):
        claim = answers_taken_back(claim=dispute.claim, answers={asked.fact: "inspection_only"}, doing=panel)
    consultation.refresh_from_db()
    assert (claim.state, claim.has_open_questions, consultation.outcome) == (State.DISPUTED, False, "answered")
    changes = {(one.of, one.before, one.after) for one in changes_of(consultation)}
    assert {
        ("vehicle_return", "undetermined", "not_met"),
        ("samr-43/24-1-4-count", "undetermined", "not_met"),
    } <= changes
    assert claim.statements.get(side=Side.PANEL).value == '"inspection_only"'
    assert step_to_screen(claim) is None  # it came back to the same dispute
    assert '"assessment"' in Event.objects.filter(subject=claim.ledger_subject).order_by("sequence").last().body


def test_what_the_record_leaves_open_is_asked_with_yes_and_no_and_a_denied_visit_with_the_visit(dispute):
    Item.objects.filter(visit__number=1).update(quality_problem="disputed")
    dispute.state("visits/R5", None, "那天没有来过。")
    dispute.accept()
    first, whole = consulting.open_questions(dispute.claim)
    assert (first.fact, first.asks, first.consumer_value) == (
        "visits/R1/items/0/quality_problem",
        "is_quality_problem",
        '"yes"',
    )
    assert (whole.fact, whole.business_value) == ("visits/R5", "null")
    questions_handed(claim=dispute.claim, doing=world.doing(dispute.clerk, LATER))
    visit = json.loads(whole.consumer_value)
    answers = {first.fact: "yes", whole.fact: visit}
    claim = answers_taken_back(claim=dispute.claim, answers=answers, doing=world.doing(None, LATER))
    assert [one.value for one in claim.statements.filter(side=Side.PANEL).order_by("fact")] == [
        '"yes"',
        whole.consumer_value,
    ]
    assert outcome(claim) == "met"  # five repairs


def test_without_an_answer_the_question_stays_open_until_somebody_says_something_new(dispute):
    dispute.state()
    dispute.accept()
    questions_handed(claim=dispute.claim, doing=world.doing(dispute.clerk, LATER))
    end = world.doing(dispute.clerk, LATER)
    with pytest.raises(ValidationError):
        ended_without_answers(claim=dispute.claim, outcome="answered", doing=end)
    claim = ended_without_answers(claim=dispute.claim, outcome="no_panel", doing=end)
    assert (claim.state, claim.has_open_questions) == (State.DISPUTED, False)
    assert [one.state for one in claim.questions.all()] == ["left_open"]
    with pytest.raises(ValidationError):
        questions_handed(claim=claim, doing=world.doing(dispute.clerk, LATER))
    dispute.state(value="maintenance", words="那天是保养。", at=LATER + timedelta(hours=1))
    assert [(one.round, one.state) for one in claim.questions.order_by("round")] == [(1, "left_open"), (2, "open")]
    dispute.state(value="software_update", words="查过了，是升级。", at=LATER + timedelta(hours=2))
    assert claim.questions.get(round=2).state == "moot"
    assert not dispute.fresh().has_open_questions


def test_too_many_differences_and_impossible_ones_are_said(dispute):
    outlook = sides_of(dispute.claim, LATER).outlook
    assert impossible_says(outlook) == []
    dispute.state("visits/R2/finished_at", "2026-03-01T09:00:00+08:00", "搞错了。")  # before it came
    outlook = sides_of(dispute.claim, LATER).outlook
    assert outlook.business is None
    assert "1种组合" in impossible_says(outlook)[0]
    assert "不一致的事实太多" in impossible_says(replace(outlook, is_exhaustive=False))[-1]


def test_hints_say_what_speaks_against_taking_it(dispute):
    shown = Shown(dispute.claim, dispute.clerk, LATER)
    told = {one.reason: one.is_obstacle for one in hints(shown)}
    assert told == {
        "not_covered": False, "not_the_owner": False, "not_asked_first": False, "too_old": False,
        "no_dispute_of_fact": True,
    }  # fmt: skip
    begun = Begun(route="court", body_name="示例市人民法院", begun_on=LATER.date())
    route_begin(claim=dispute.claim, begun=begun, known=frozenset({"court"}), doing=world.doing(dispute.owner, LATER))
    dispute.claim.vehicle.sale.vehicle.use = "commercial"
    dispute.claim.vehicle.use = "commercial"
    told = {one.reason: one.is_obstacle for one in hints(Shown(dispute.claim, dispute.clerk, LATER))}
    assert (told["before_a_court"], told["not_household"]) == (True, True)
    far = LATER.replace(year=2030)
    assert {one.reason for one in hints(Shown(dispute.claim, dispute.clerk, far)) if one.is_obstacle} >= {"too_old"}
    assert (years_on(date(2019, 1, 1)), years_on(date(2026, 11, 5))) == (None, 3)


def test_a_route_that_was_taken_is_recorded_once_and_followed(dispute):
    told = Begun(route="market_regulator", body_name="示例区市场监督管理局", begun_on=date(2026, 11, 4), number="A-1")
    known, once = frozenset({"market_regulator"}), world.doing(dispute.owner, LATER)
    rows = [route_begin(claim=dispute.claim, begun=told, known=known, doing=once) for _time in range(2)]
    assert rows[0] == rows[1]
    for wrong in (
        Begun(route="magic", body_name="x", begun_on=date(2026, 11, 4)),
        Begun(route="market_regulator", body_name="x", begun_on=date(2026, 11, 6)),
        Begun(route="market_regulator", body_name="", begun_on=date(2026, 11, 4)),
    ):
        with pytest.raises(ValidationError):
            route_begin(claim=dispute.claim, begun=wrong, known=known, doing=world.doing(dispute.owner, LATER))
    with pytest.raises(PermissionDenied):
        route_begin(claim=dispute.claim, begun=told, known=known, doing=world.doing(dispute.seller, LATER))
    ended = Progress(accepted_on=date(2026, 11, 5), ended_on=date(2026, 11, 4), result="不同意调解")
    with pytest.raises(ValidationError, match="早于受理"):
        route_update(route=rows[0], progress=ended, doing=world.doing(dispute.clerk, LATER))
    row = route_update(
        route=rows[0], progress=Progress(accepted_on=date(2026, 11, 5)), doing=world.doing(dispute.clerk, LATER)
    )
    assert (row.accepted_on, row.number) == (date(2026, 11, 5), "")
    assert dispute.fresh().state == State.DISPUTED  # a mediation is beside the state
