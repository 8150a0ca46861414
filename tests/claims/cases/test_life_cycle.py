"""The life cycle: who, from where, on what guard; each step once, recorded, in order."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from claims.cases.chart import PLACE, chart, moves, names
from claims.cases.codes import Kind, Outcome, State
from claims.cases.models import Claim, Deadline, Step
from claims.cases.permissions import can_see_claim, claims_visible_to, parties_of
from claims.cases.services import answering, deciding
from claims.cases.services.acting import CHANGED_MEANWHILE, NOT_NOW
from claims.cases.services.opening import Respondent, claim_open, demand_put
from claims.cases.services.submitting import claim_submit, receipt_record
from claims.record.models import Reliance
from sanbao.ledger.models import Event
from sanbao.work.testing import run_all
from tests.claims.cases import world
from tests.claims.vehicles import world as cars


def test_the_chart_is_what_the_machine_says():
    assert Path(settings.BASE_DIR, PLACE).read_text() == chart(), "run: manage.py claim_chart"


def test_every_transition_says_who_takes_it_and_every_state_is_reached_and_left():
    rows = list(moves())
    assert {one.name for one in rows} == set(names())
    assert all(one.rule.who for one in rows)
    assert {one.target for one in rows} == set(State) - {State.DRAFT}
    assert {one.source for one in rows} == set(State) - {State.WITHDRAWN, State.CLOSED}


def test_a_return_is_asked_for_granted_and_accepted(case):
    claim = world.submitted(case)
    assert (claim.state, claim.number) == (State.SUBMITTED, "QQ-2026-000001")
    due = {one.duty: (one.start_event, one.due_on, one.law) for one in claim.deadlines.all()}
    # Ten and twenty working days after Monday, 2 November 2026, no holiday between: counted on the calendar by hand.
    assert due == {
        "reply": ("receipt", date(2026, 11, 16), "samr-43/reply"),
        "complete": ("demand", date(2026, 11, 30), "samr-43/complete"),
    }
    assert claim.next_due_on == date(2026, 11, 16)
    day = world.AT + timedelta(days=1)
    claim = answering.claim_grant(claim=claim, grant=world.grant(), doing=world.doing(case.seller, day))
    assert (claim.state, claim.remedy, claim.next_due_on) == (State.GRANTED, "vehicle_return", date(2026, 11, 30))
    assert Deadline.objects.get(claim=claim, duty="reply").met_on == day.date()
    claim = deciding.claim_accept(claim=claim, doing=world.doing(case.owner, day))
    assert claim.state == State.FULFILLING
    assert [one.name for one in claim.steps.order_by("number")] == ["submit", "grant", "accept"]
    told = Event.objects.filter(subject=claim.ledger_subject).order_by("sequence")
    assert ['"action":"claim.submit"' in told[0].body, '"action":"claim.accept"' in told[2].body] == [True, True]
    run_all(day)
    assert set(Reliance.objects.filter(subject=claim.ledger_subject).values_list("act", flat=True)) == {
        "claim.submit",
        "claim.grant",
    }


def test_a_step_sent_twice_is_taken_once_and_one_shown_before_another_is_told(case):
    claim, once = world.submitted(case), world.doing(case.seller)
    first = answering.claim_refuse(claim=claim, refusal=world.refusal(), doing=once)
    again = answering.claim_refuse(claim=claim, refusal=world.refusal(), doing=once)
    assert (first.state, again.state, Step.objects.filter(name="refuse").count()) == ("refused", "refused", 1)
    assert claim.replies.count() == 1
    with pytest.raises(ValidationError, match=str(CHANGED_MEANWHILE)):
        answering.claim_grant(claim=claim, grant=world.grant(), doing=world.doing(case.seller))
    with pytest.raises(ValidationError, match=str(CHANGED_MEANWHILE)):
        deciding.refusal_accept(claim=claim, doing=world.doing(case.owner, lock=0))
    closed = deciding.refusal_accept(claim=claim, doing=world.doing(case.owner, lock=first.lock))
    assert (closed.state, closed.outcome) == (State.CLOSED, Outcome.REFUSAL_ACCEPTED)


def test_nobody_takes_the_step_of_another(case):
    claim = world.submitted(case)
    stranger = cars.consumer("王五", "+8613800001499")
    for person in (case.owner, case.clerk, stranger):
        with pytest.raises(PermissionDenied):
            answering.claim_grant(claim=claim, grant=world.grant(), doing=world.doing(person))
    with pytest.raises(PermissionDenied):
        deciding.claim_withdraw(claim=claim, doing=world.doing(case.seller))
    assert not can_see_claim(stranger, claim)
    assert set(claims_visible_to(case.seller)) == {claim}
    assert parties_of(case.clerk, claim) == frozenset()  # no dispute yet: it is none of the body's business
    assert parties_of(case.owner, claim) == {"consumer"}


def test_a_draft_is_nobody_elses(case):
    claim = world.draft(case)
    assert set(claims_visible_to(case.owner)) == {claim}
    assert not claims_visible_to(case.seller).exists()
    withdrawn = deciding.claim_withdraw(claim=claim, doing=world.doing(case.owner))
    assert withdrawn.state == State.WITHDRAWN
    assert not claims_visible_to(case.seller).exists()


def test_the_silence_of_a_seller_is_disputed_from_the_first_late_day_without_any_worker(case):
    claim = world.submitted(case)
    last, late = (world.AT.replace(day=day, hour=0, minute=1) for day in (16, 17))
    with pytest.raises(ValidationError, match=str(NOT_NOW)):
        deciding.claim_dispute(claim=claim, body=case.body, doing=world.doing(case.owner, last))
    assert claim.steps.count() == 1
    claim = deciding.claim_dispute(claim=claim, body=case.body, doing=world.doing(case.owner, late))
    assert (claim.state, claim.body) == (State.DISPUTED, case.body)
    assert parties_of(case.clerk, claim) == {"clerk"}


def test_a_clock_set_back_does_not_turn_the_order_round(case):
    claim = world.submitted(case)
    before = world.AT - timedelta(days=3)
    claim = answering.claim_refuse(claim=claim, refusal=world.refusal(), doing=world.doing(case.seller, before))
    assert [one.at for one in claim.steps.order_by("number")] == [world.AT, world.AT]


def test_a_refusal_says_fact_article_and_evidence_or_is_none(case):
    claim = world.submitted(case)
    empty = answering.Reason(fact_words=" ", rule="")
    for refusal, fields in (
        (answering.Refusal(reasons=[]), {"reasons"}),
        (answering.Refusal(reasons=[empty]), {"fact_words", "rule", "evidence"}),
    ):
        with pytest.raises(ValidationError) as caught:
            answering.claim_refuse(claim=claim, refusal=refusal, doing=world.doing(case.seller))
        assert set(caught.value.message_dict) == fields
    assert Claim.objects.get(pk=claim.pk).state == State.SUBMITTED


def test_of_a_seller_without_an_account_the_owner_records_receipt_and_answer(case):
    respondent = Respondent(name="外地汽车销售有限公司", address="示例市示例路9号")
    claim = claim_open(
        vehicle=case.vehicle, kind=Kind.VEHICLE_RETURN, respondent=respondent, by=case.owner, at=world.AT, key=uuid4()
    )
    demand_put(claim=claim, asked=world.asked(), by=case.owner, at=world.AT)
    claim = claim_submit(claim=claim, doing=world.doing(case.owner))
    assert {one.duty for one in claim.deadlines.all()} == {"complete"}  # the reply is due from the day it arrives
    arrived, later = world.TODAY + timedelta(days=2), world.AT + timedelta(days=3)
    claim = receipt_record(claim=claim, received_on=arrived, words="快递签收", doing=world.doing(case.owner, later))
    assert claim.deadlines.get(duty="reply").due_on == date(2026, 11, 18)
    told = world.refusal(replied_on=later.date())
    claim = answering.claim_refuse(claim=claim, refusal=told, doing=world.doing(case.owner, later))
    assert (claim.state, claim.steps.last().party) == (State.REFUSED, "business")


def test_a_due_day_in_a_year_whose_calendar_is_not_published_is_not_guessed(case):
    at = world.AT.replace(month=12, day=28)
    claim = world.submitted(case, at=at)
    assert set(claim.deadlines.values_list("due_on", flat=True)) == {None}
    assert claim.next_due_on is None
    assert not claim.is_overdue("reply", at + timedelta(days=400))


def test_a_car_sold_on_is_asked_for_by_its_new_owner_alone(case):
    claim = world.draft(case)
    type(claim.ownership).objects.filter(pk=claim.ownership_id).update(until=world.TODAY)
    with pytest.raises(ValidationError, match="车现在是您的"):
        claim_submit(claim=claim, doing=world.doing(case.owner))


def test_the_ledger_tells_the_story_to_a_stranger(case, capsys):
    claim = world.disputed(case)
    call_command("ledger", "tell", claim.ledger_subject)
    lines = capsys.readouterr().out.splitlines()
    assert ["提出要求" in lines[0], "拒绝" in lines[1], "提出争议" in lines[2], len(lines)] == [True, True, True, 3]
    assert "from=submitted" in lines[1]
    assert "to=refused" in lines[1]
    assert case.owner.name not in "".join(lines)
    with pytest.raises(CommandError):
        call_command("ledger", "tell", "claim/00000000-0000-0000-0000-000000000000")
