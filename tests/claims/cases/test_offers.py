"""Offers, counter-offers, the settlement signed by both; who may, until when, once."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.cases.codes import Party, State
from claims.cases.models import Claim, Offer, Settlement
from claims.cases.services import offering, settling
from claims.cases.services.offering import Terms, offer_decline, offer_make, offer_withdraw
from documents.signatures.models import Signature
from documents.signatures.permissions import hand_of
from documents.signatures.services import signature_draw
from sanbao.ledger.models import Event
from tests.claims.cases import world
from tests.claims.cases.counting import queries_of
from tests.claims.vehicles import world as cars

DAY = timedelta(days=1)
MOST_QUERIES = 25
EXPIRY = date(2026, 11, 10)


def terms(**fields):
    told = {"remedy": "money", "amount_fen": 500_000, "fulfil_on": date(2026, 11, 20), "expires_on": EXPIRY}
    return Terms(**told | fields)


def made(claim, side, by, at=world.AT, **fields):
    answers = fields.pop("answers", None)
    return offer_make(claim=claim, side=side, terms=terms(**fields), doing=world.doing(by, at), answers=answers)


def sign(settlement, *people):
    settling.signatures_ask(settlement=settlement, by=people[0][1], at=world.AT + 2 * DAY)
    for role, person in people:
        signature = Signature.objects.get(signable=settlement.signable_name, role=role)
        shown = settling.signable_for(settlement).content_hash
        signature_draw(
            signature=signature, path=cars.PATH, shown=shown, hand=hand_of(person, signature), at=world.AT + 3 * DAY
        )


def test_an_offer_is_countered_accepted_signed_by_both_and_carried_out(case):
    claim = world.refused(case)
    first = made(claim, Party.BUSINESS, case.seller, world.AT + DAY)
    second = made(claim, Party.CONSUMER, case.owner, world.AT + DAY, amount_fen=900_000, answers=first)
    states = dict(claim.offers.values_list("number", "state"))
    assert (states, second.answers) == ({1: "countered", 2: "open"}, first)
    with pytest.raises(ValidationError, match=str(offering.SETTLED_ALREADY)):
        settling.offer_accept(offer=first, doing=world.doing(case.owner, world.AT + 2 * DAY))
    with pytest.raises(PermissionDenied):  # nobody accepts his own
        settling.offer_accept(offer=second, doing=world.doing(case.owner, world.AT + 2 * DAY))
    once = world.doing(case.seller, world.AT + 2 * DAY)
    assert queries_of(lambda: settling.offer_accept(offer=second, doing=once)) <= MOST_QUERIES
    again = settling.offer_accept(offer=second, doing=once)
    assert (again.state, again.remedy) == (State.SETTLED, "money")
    settlement = Settlement.objects.get(claim=claim)
    sign(settlement, ("consumer", case.owner))
    assert Claim.objects.get(pk=claim.pk).state == State.SETTLED
    sign(settlement, ("business", case.seller))
    current = Claim.objects.get(pk=claim.pk)
    due = current.deadlines.get(duty="complete")
    assert (current.state, due.due_on, due.start_event, due.law) == (
        State.FULFILLING,
        date(2026, 11, 20),
        "agreement",
        "",
    )
    assert current.deadlines.get(duty="sign").met_on == (world.AT + 3 * DAY).date()
    assert Settlement.objects.get(pk=settlement.pk).signed_at == world.AT + 3 * DAY
    bodies = Event.objects.filter(subject=claim.ledger_subject).order_by("sequence").values_list("body", flat=True)
    told = [json.loads(body)["action"] for body in bodies]
    assert told[2:] == ["claim.offer_made", "claim.offer_made", "claim.agree", "claim.take_up"]


def test_an_offer_expires_by_itself_is_declined_or_taken_back(case):
    claim = world.submitted(case)
    offer = made(claim, Party.BUSINESS, case.seller)
    last, late = (world.AT.replace(day=day, hour=0, minute=1) for day in (10, 11))
    assert (offer.is_open(last), offer.is_open(late), offer.is_expired(late)) == (True, False, True)
    with pytest.raises(ValidationError, match=str(offering.EXPIRED)):
        settling.offer_accept(offer=offer, doing=world.doing(case.owner, late))
    replaced = made(claim, Party.BUSINESS, case.seller, late, expires_on=date(2026, 11, 30))
    assert Offer.objects.get(pk=offer.pk).state == "withdrawn"  # one open offer a side
    offer_withdraw(offer=replaced, doing=world.doing(case.seller, late))
    third = made(claim, Party.BUSINESS, case.seller, late, expires_on=date(2026, 11, 30))
    declined = offer_decline(offer=third, words="太少了。", doing=world.doing(case.owner, late))
    assert (declined.state, declined.settled_words) == ("declined", "太少了。")
    assert Claim.objects.get(pk=claim.pk).state == State.SUBMITTED


def test_an_offer_says_what_how_much_and_until_when(case):
    claim = world.submitted(case)
    for fields, wrong in (
        ({"remedy": "gift", "fulfil_on": None, "expires_on": None}, {"remedy", "fulfil_on", "expires_on"}),
        ({"remedy": "vehicle_replacement"}, {"vehicle_offered"}),
        ({"amount_fen": 0, "expires_on": date(2026, 11, 1)}, {"amount_fen", "expires_on"}),
        ({"remedy": "longer_warranty"}, {"months"}),
    ):
        with pytest.raises(ValidationError) as caught:
            made(claim, Party.BUSINESS, case.seller, **fields)
        assert set(caught.value.message_dict) == wrong
    with pytest.raises(PermissionDenied):
        made(claim, Party.BUSINESS, case.owner)
    key = uuid4()
    twice = [
        offer_make(claim=claim, side=Party.CONSUMER, terms=terms(), doing=world.doing(case.owner, key=key))
        for _time in range(2)
    ]
    assert twice[0] == twice[1]


def test_a_settlement_that_is_not_signed_in_time_falls_through(case):
    claim = world.submitted(case)
    claim = settling.offer_accept(
        offer=made(claim, Party.BUSINESS, case.seller), doing=world.doing(case.owner, world.AT + DAY)
    )
    due = claim.deadlines.get(duty="sign").due_on
    with pytest.raises(ValidationError):
        settling.settlement_lapse(claim=claim, body=case.body, doing=world.doing(case.owner, world.AT + DAY))
    late = world.AT.replace(day=due.day) + DAY
    claim = settling.settlement_lapse(claim=claim, body=case.body, doing=world.doing(case.owner, late))
    settlement = Settlement.objects.get(claim=claim)
    assert (claim.state, claim.body, settlement.lapsed_at) == (State.DISPUTED, case.body, late)
    again = made(claim, Party.BUSINESS, case.seller, late, expires_on=late.date())
    assert settling.offer_accept(offer=again, doing=world.doing(case.owner, late)).state == State.SETTLED
