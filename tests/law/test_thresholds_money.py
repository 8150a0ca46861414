"""Use compensation and refund (readings 15 and 16): caps, rounding, what is free and what is not known."""

import pytest

from tests.law import building as b
from tests.law.building import ORDERS, assessed, case, demand, exemption, notices, outcome, trouble, visit

LOSSES = {"registration": "125.00", "accessories_net": "3000.00", "services": "800.00"}
NO_CAR = {"same_model_available": False, "equal_or_better_available": False}


def paid(order, *, coefficient="0.005", price="200000.00", km=8000, items=(), exemptions=(), **facts):
    """Five repairs, under Order 150 six, of one problem: a ground for which use is paid; no car to be had instead."""
    visits = [visit(b.day(order, 100 + n)) for n in range(6)]
    asks = demand(b.day(order, 400), *items, km=km, **{**NO_CAR, **facts})
    voucher = {"use_compensation_coefficient": coefficient}
    return case(*visits, order=order, voucher=voucher, price_yuan=price, demand=asks, exemptions=exemptions)


def compensation(raw):
    return assessed(raw).money.use_compensation


@pytest.mark.parametrize(
    ("order", "stated", "used", "yuan", "capped"),
    [
        ("samr-43", "0", "0", "0.00", False),
        ("samr-43", "0.0049", "0.0049", "7840.00", False),
        ("samr-43", "0.005", "0.005", "8000.00", False),
        ("samr-43", "0.0050", "0.005", "8000.00", False),
        ("samr-43", "0.0050000001", "0.005", "8000.00", True),
        ("samr-43", "0.008", "0.005", "8000.00", True),
        ("aqsiq-150", "0.004", "0.004", "6400.00", False),
        ("aqsiq-150", "0.005", "0.005", "8000.00", False),
        ("aqsiq-150", "0.0079", "0.0079", "12640.00", False),
        ("aqsiq-150", "0.008", "0.008", "12800.00", False),
        ("aqsiq-150", "0.0080000001", "0.008", "12800.00", True),
        ("aqsiq-150", "1", "0.008", "12800.00", True),
    ],
)
def test_the_coefficient_is_the_stated_one_up_to_the_legal_maximum(order, stated, used, yuan, capped):
    raw = paid(order, coefficient=stated)
    money = compensation(raw)
    assert (money.applies, str(money.yuan)) == (True, yuan)
    assert money.coefficient.normalize() == type(money.coefficient)(used).normalize()
    assert ("coefficient_capped" in notices(raw)) == capped


def test_without_a_stated_coefficient_nothing_is_charged_under_order_43():
    raw = paid("samr-43", coefficient=None)
    assert (compensation(raw).coefficient, str(compensation(raw).yuan)) == (0, "0.00")
    assert str(assessed(raw).money.refund_yuan) == "200000.00"
    assert "coefficient_missing" in notices(raw)


def test_without_a_stated_coefficient_the_amount_is_not_known_under_order_150():
    raw = paid("aqsiq-150", coefficient=None)
    money = compensation(raw)
    assert (money.applies, money.coefficient, money.yuan) == (True, None, None)
    assert assessed(raw).money.refund_yuan is None
    assert "coefficient_missing" in notices(raw)


@pytest.mark.parametrize("order", ORDERS)
def test_notices_on_the_coefficient_are_given_whenever_in_scope(order):
    assert notices(case(order=order, as_of=b.day(order, 9))) == {"coefficient_missing"}
    high = case(order=order, as_of=b.day(order, 9), voucher={"use_compensation_coefficient": "0.1"})
    assert notices(high) == {"coefficient_capped"}
    assert notices(case(order=order, as_of=b.day(order, 9), kind="other")) == set()


@pytest.mark.parametrize(
    ("price", "km", "yuan"),
    [
        ("100000.00", 0, "0.00"),
        ("100000.00", 1, "0.50"),
        ("1000.00", 1, "0.01"),
        ("999.99", 1, "0.00"),
        ("1000.00", 3, "0.02"),
        ("2999.99", 1, "0.01"),
        ("186800.00", 15000, "14010.00"),
        ("123456.78", 12345, "7620.37"),
    ],
)
def test_compensation_is_rounded_half_up_to_the_fen(price, km, yuan):
    assert str(compensation(paid("samr-43", price=price, km=km)).yuan) == yuan


@pytest.mark.parametrize(("returned", "km"), [(None, 8000), (9000, 9000), (0, 0), (100, 100)])
def test_the_distance_is_that_of_the_handing_back_or_else_of_the_demand(returned, km):
    assert compensation(paid("samr-43", returned_mileage_km=returned)).mileage_km == km


@pytest.mark.parametrize(
    ("order", "losses", "refund"),
    [
        ("samr-43", LOSSES, "195925.00"),
        ("samr-43", {"registration": "0.5"}, "192000.50"),
        ("samr-43", {}, "192000.00"),
        ("samr-43", None, "192000.00"),
        ("aqsiq-150", LOSSES, "192000.00"),
    ],
)
def test_the_refund_adds_losses_under_order_43_only(order, losses, refund):
    assert str(assessed(paid(order, losses_yuan=losses)).money.refund_yuan) == refund


@pytest.mark.parametrize(("km", "refund"), [(199999, "1.00"), (200000, "0.00"), (200001, "0.00"), (900000, "0.00")])
def test_the_refund_is_never_below_nothing(km, refund):
    assert str(assessed(paid("samr-43", price="200000.00", km=km)).money.refund_yuan) == refund


@pytest.mark.parametrize("order", ORDERS)
def test_without_a_price_nothing_is_known(order):
    money = assessed(paid(order, price=None)).money
    assert (money.use_compensation.applies, money.use_compensation.yuan, money.refund_yuan) == (True, None, None)


def test_without_a_demand_the_distance_is_not_known():
    visits = [visit(b.day("samr-43", 100 + n)) for n in range(5)]
    money = assessed(case(*visits, price_yuan="200000.00", voucher={"use_compensation_coefficient": "0.005"})).money
    assert (money.use_compensation.applies, money.use_compensation.mileage_km) == (True, None)
    assert (money.use_compensation.yuan, money.refund_yuan) == (None, None)


@pytest.mark.parametrize(
    ("established", "applies", "refund"),
    [("yes", False, "200000.00"), ("no", True, "192000.00"), ("disputed", None, None)],
)
@pytest.mark.parametrize("order", ORDERS)
def test_a_free_ground_beside_a_paid_one_leaves_nothing_to_pay(order, established, applies, refund):
    raw = paid(order)
    leak = visit(b.day(order, 20), km=2000, problem="P2", event="fuel_leak", event_established=established, id="R0")
    raw["visits"].append(leak)
    money = assessed(raw).money
    assert money.use_compensation.applies is applies
    assert money.use_compensation.yuan is None or applies
    assert (money.refund_yuan and str(money.refund_yuan)) == refund


def test_nothing_is_due_while_the_paid_ground_itself_is_open():
    misuse = exemption("improper_use", caused_damage="disputed")
    money = assessed(paid("samr-43", exemptions=(misuse,))).money
    assert money.use_compensation.applies is False
    assert (money.use_compensation.yuan, money.refund_yuan) == (None, None)


@pytest.mark.parametrize(
    ("same_model", "better", "returned"),
    [
        (False, False, "met"),
        (True, False, "not_met"),
        (False, True, "not_met"),
        (None, False, "not_met"),
        (False, None, "not_met"),
        (None, None, "not_met"),
        (True, True, "not_met"),
    ],
)
def test_under_order_150_time_and_count_give_a_return_only_when_no_car_can_be_given(same_model, better, returned):
    raw = paid("aqsiq-150", same_model_available=same_model, equal_or_better_available=better)
    remedies = assessed(raw).remedies
    assert remedies.vehicle_replacement.outcome == "met"
    assert remedies.vehicle_return.outcome == returned
    assert (assessed(raw).money.refund_yuan is None) == (returned == "not_met")
    assert compensation(raw).applies is True


def test_under_order_150_the_other_grounds_give_a_return_at_once():
    engine = {"group": "engine", "work": "assembly_replacement"}
    raw = case(
        *[visit(b.day("aqsiq-150", 100 + n), **engine) for n in range(2)],
        order="aqsiq-150",
        demand=demand(b.day("aqsiq-150", 400), trouble(group="engine")),
    )
    assert outcome(raw, "aqsiq-150/20-3-2-assembly") == "met"
    assert assessed(raw).remedies.vehicle_return.rules == ("aqsiq-150/20-3-2-assembly",)
