"""What was granted is done: said by the seller, confirmed or contested by the owner; cars, papers and money follow."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.cases.codes import Kind, Outcome, State, VehicleOffered
from claims.cases.kinds import KINDS
from claims.cases.services import answering, deciding, fulfilling
from claims.cases.services.acting import NOT_NOW
from claims.cases.services.done import NO_ASSEMBLY, Done
from claims.filings.models import Appointment
from claims.record.facts import facts_of
from claims.vehicles.models import Sale, Vehicle
from claims.vehicles.services.exchanging import Given
from claims.vehicles.services.registering import Identity
from claims.vehicles.services.selling import Invoice, frozen_for
from sanbao.law import assess
from tests.claims.cases import world
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars

DONE_AT = world.AT + timedelta(days=8)  # Tuesday, 10 November 2026
DONE_ON = DONE_AT.date()


def taken(of: world.Case, kind: Kind, **granted):
    """Asked for, granted, accepted."""
    claim = world.submitted(of, kind)
    grant = world.grant(KINDS[kind].remedy, **granted)
    claim = answering.claim_grant(claim=claim, grant=grant, doing=world.doing(of.seller))
    return deciding.claim_accept(claim=claim, doing=world.doing(of.owner))


def file(of: world.Case) -> None:
    """What a voucher says of the car, its line and its seller."""
    cars.version(of.vehicle.model_line)
    Vehicle.objects.filter(pk=of.vehicle.pk).update(built_on=date(2026, 2, 1))
    terms = frozen_for(of.vehicle.model_line, repairs.HANDOVER)
    Sale.objects.filter(vehicle=of.vehicle).update(handed_over_at=cars.AT, terms_json=terms)
    Appointment.objects.update(address="示例省示例市示例路88号", postcode="310013", phone="0571-50000000")


def given(of: world.Case, **fields) -> Given:
    identity = Identity(
        vin=cars.OTHER_VIN, model_line=of.vehicle.model_line, built_on=date(2026, 10, 1), use="household"
    )
    invoice = Invoice(number="88880001", invoiced_on=DONE_ON, price_yuan=Decimal(186_800))
    told = {"handover_on": DONE_ON, "km": 9, "reason": "三包换车", "proof": "换车协议2026-7", "key": uuid4()}
    return Given(**{"identity": identity, "invoice": invoice} | told | fields)


def exchanged(of: world.Case, **fields) -> Done:
    told = {"fulfilled_on": DONE_ON, "given": given(of), "returned_on": DONE_ON, "returned_mileage_km": 12_300}
    return Done(**told | fields)


def say(of: world.Case, claim, done: Done, at: datetime = DONE_AT, **fields):
    return fulfilling.fulfilment_say(claim=claim, done=done, doing=world.doing(of.seller, at, **fields))


def test_a_replaced_car_comes_with_periods_of_its_own_and_the_old_one_goes_back_when_the_owner_has_confirmed(case):
    file(case)
    claim, doing = taken(case, Kind.VEHICLE_REPLACEMENT), world.doing(case.seller, DONE_AT)
    said = fulfilling.fulfilment_say(claim=claim, done=exchanged(case), doing=doing)
    again = fulfilling.fulfilment_say(claim=claim, done=exchanged(case), doing=doing)
    assert again == said
    new = Sale.objects.select_related("vehicle").get(vehicle__vin=cars.OTHER_VIN)
    owner = new.vehicle.ownerships.get(until=None)
    assert (said.new_sale, owner.consumer, owner.since) == (new, case.owner, DONE_ON)
    assert (new.replacement_handover_on, new.voucher is not None) == (DONE_ON, True)
    periods = assess(facts_of(new.vehicle, DONE_AT)).periods
    # Three and two years from the day of the exchange, that of the same name included.
    last_days = periods.repair_warranty.last_day, periods.three_guarantees.last_day
    assert last_days == (date(2029, 11, 10), date(2028, 11, 10))
    old = Vehicle.objects.get(pk=case.vehicle.pk)
    assert (old.brought_back_on, old.ownerships.get().until) == (None, None)
    due = {one.duty: (one.due_on, one.met_on) for one in claim.deadlines.all()}
    assert due["complete"] == (date(2026, 11, 30), DONE_ON)
    assert due["confirm"] == (date(2026, 11, 25), None)  # fifteen days of the setting, from the day it was said
    closed = fulfilling.fulfilment_confirm(claim=claim, doing=world.doing(case.owner, DONE_AT))
    old.refresh_from_db()
    assert (closed.state, closed.outcome) == (State.CLOSED, Outcome.FULFILLED)
    assert (old.brought_back_on, old.brought_back_by) == (DONE_ON, "vehicle_replacement")
    assert (old.ownerships.get().until, old.readings.order_by("-id").first().km) == (DONE_ON, 12_300)
    assert closed.deadlines.get(duty="confirm").met_on == DONE_ON


def test_a_car_of_another_or_the_same_car_is_not_given(case):
    claim = taken(case, Kind.VEHICLE_REPLACEMENT)
    sold_on = repairs.sold_car(case.shop, cars.consumer("孙某", "+8613800001777"), vin=cars.OTHER_VIN)
    for vin in (case.vehicle.vin, sold_on.vin):
        with pytest.raises(ValidationError) as refused:
            say(case, claim, exchanged(case, given=given(case, identity=Identity(vin=vin))))
        assert set(refused.value.message_dict) == {"vin"}
    with pytest.raises(ValidationError) as refused:
        say(case, claim, Done(fulfilled_on=DONE_ON + timedelta(days=1)))
    assert set(refused.value.message_dict) == {"fulfilled_on", "returned_on", "returned_mileage_km", "vin"}
    with pytest.raises(PermissionDenied):
        fulfilling.fulfilment_say(claim=claim, done=exchanged(case), doing=world.doing(case.owner, DONE_AT))
    assert not claim.fulfilments.exists()


def test_what_is_contested_runs_on_as_if_nothing_had_been_said_and_may_be_disputed_or_said_again(case):
    claim = taken(case, Kind.VEHICLE_RETURN)
    done = Done(
        fulfilled_on=DONE_ON,
        returned_on=DONE_ON,
        returned_mileage_km=12_000,
        paid_fen=18_000_000,
        paid_on=DONE_ON,
    )
    say(case, claim, done)
    with pytest.raises(ValidationError):
        say(case, claim, done)  # it waits for the owner's word
    contest = {"claim": claim, "words": "钱还没有到。"}
    contested = fulfilling.fulfilment_contest(**contest, doing=world.doing(case.owner, DONE_AT))
    assert contested.is_contested
    assert contested.deadlines.get(duty="complete").met_on is None
    assert contested.next_due_on == date(2026, 11, 30)
    late = world.AT.replace(day=28)
    with pytest.raises(ValidationError, match=str(NOT_NOW)):
        fulfilling.claim_close_unconfirmed(claim=claim, doing=world.doing(None, late))
    row = say(case, claim, done, DONE_AT + timedelta(days=1))
    assert (row.number, claim.fulfilments.get(number=1).contested_words) == (2, "钱还没有到。")
    fulfilling.fulfilment_contest(**contest, doing=world.doing(case.owner, DONE_AT + timedelta(days=2)))
    disputed = deciding.claim_dispute(
        claim=claim, body=case.body, doing=world.doing(case.owner, DONE_AT + timedelta(days=2))
    )
    assert disputed.state == State.DISPUTED
    assert Vehicle.objects.get(pk=case.vehicle.pk).brought_back_on is None


def test_of_silence_the_site_closes_after_the_days_of_the_setting_and_the_car_is_back(case):
    claim = taken(case, Kind.VEHICLE_RETURN)
    done = Done(fulfilled_on=DONE_ON, returned_on=DONE_ON, returned_mileage_km=12_000, paid_fen=1, paid_on=DONE_ON)
    say(case, claim, done)
    last, over = (datetime(2026, 11, day, 12, 0, tzinfo=cars.SHANGHAI) for day in (25, 26))
    with pytest.raises(ValidationError, match=str(NOT_NOW)):
        fulfilling.claim_close_unconfirmed(claim=claim, doing=world.doing(None, last))
    closed = fulfilling.claim_close_unconfirmed(claim=claim, doing=world.doing(None, over))
    assert (closed.state, closed.outcome) == (State.CLOSED, Outcome.FULFILLED_UNCONFIRMED)
    assert Vehicle.objects.get(pk=case.vehicle.pk).brought_back_by == "vehicle_return"


def test_the_money_of_a_return_is_what_the_formula_gives_for_the_kilometres_at_the_return(case):
    file(case)
    for number in range(5):  # the same problem five times: more than four
        repairs.repaired(case.vehicle, case.shop, repairs.MARCH + timedelta(days=20 * number), 1_000 * (number + 1))
    claim = world.submitted(case, Kind.VEHICLE_RETURN, registration_fen=50_000)
    claim = answering.claim_grant(claim=claim, grant=world.grant(), doing=world.doing(case.seller))
    claim = deciding.claim_accept(claim=claim, doing=world.doing(case.owner))
    done = Done(
        fulfilled_on=DONE_ON,
        returned_on=DONE_ON,
        returned_mileage_km=12_500,
        paid_fen=17_000_000,
        paid_on=DONE_ON,
    )
    row = say(case, claim, done)
    # ¥186,800 × 12,500 ÷ 1,000 × 0.5% = ¥11,675; ¥186,800 + ¥500 − ¥11,675 = ¥175,625; ¥5,625 more than was paid.
    assert (row.price_fen, row.losses_fen, row.compensation_fen) == (18_680_000, 50_000, 1_167_500)
    assert (row.due_fen, row.short_fen) == (17_562_500, 562_500)


def test_each_other_remedy_tells_what_it_has_to(case):
    visit = repairs.repaired(case.vehicle, case.shop, world.AT + timedelta(days=1), 12_100)
    assembly = taken(case, Kind.ASSEMBLY_REPLACEMENT)
    with pytest.raises(ValidationError, match=str(NO_ASSEMBLY)):
        say(case, assembly, Done(fulfilled_on=DONE_ON, visit=visit))
    changed = repairs.repaired(
        case.vehicle, case.shop, world.AT + timedelta(days=4), 12_200, work="assembly_replacement"
    )
    assert say(case, assembly, Done(fulfilled_on=DONE_ON, visit=changed)).visit == changed
    loaner = taken(case, Kind.LOANER_OR_TRANSPORT)
    told = Done(fulfilled_on=DONE_ON, days=3, per_day_fen=20_000, paid_fen=60_000, paid_on=DONE_ON)
    assert say(case, loaner, told).due_fen == 60_000
    money = taken(case, Kind.REIMBURSEMENT, amount_fen=38_000)
    row = say(case, money, Done(fulfilled_on=DONE_ON, paid_fen=30_000, paid_on=DONE_ON))
    assert (row.due_fen, row.short_fen) == (38_000, 8_000)
    with pytest.raises(ValidationError) as refused:
        say(case, taken(case, Kind.FREE_REPAIR), Done(fulfilled_on=DONE_ON))
    assert set(refused.value.message_dict) == {"visit"}


def test_a_lost_voucher_is_issued_anew(case):
    file(case)
    sale = case.vehicle.sale
    claim = taken(case, Kind.VOUCHER_REISSUE)
    row = say(case, claim, Done(fulfilled_on=DONE_ON))
    assert row.paper == Sale.objects.get(pk=sale.pk).voucher


def test_without_any_car_to_give_or_too_late_the_owner_has_his_money_back_instead(case):
    claim = taken(case, Kind.VEHICLE_REPLACEMENT, vehicle_offered=VehicleOffered.NONE)
    turned = fulfilling.replacement_turn_into_return(claim=claim, doing=world.doing(case.owner, DONE_AT))
    assert (turned.remedy, turned.state) == ("vehicle_return", State.FULFILLING)
    assert fulfilling.replacement_turn_into_return(claim=claim, doing=world.doing(case.owner, DONE_AT)) == turned
    other = taken(case, Kind.VEHICLE_REPLACEMENT)
    with pytest.raises(ValidationError, match=str(NOT_NOW)):
        fulfilling.replacement_turn_into_return(claim=other, doing=world.doing(case.owner, DONE_AT))
    late = datetime(2026, 12, 1, 9, 0, tzinfo=cars.SHANGHAI)  # the first day after 30 November
    assert fulfilling.replacement_turn_into_return(claim=other, doing=world.doing(case.owner, late)).remedy == (
        "vehicle_return"
    )
