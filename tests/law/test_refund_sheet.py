"""The money of a return, told line by line; figures worked out by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from sanbao.law import refund_sheet as sheets
from sanbao.law.engine import assess
from sanbao.law.parsing import facts_from_json
from sanbao.law.refund_sheet import TaxPaid, refund_sheet, refund_sheet_of
from sanbao.law.regulations import Citation
from tests.law.building import case, day, demand, visit

PUBLIC = yaml.safe_load((Path(__file__).parent / "cases" / "public.yaml").read_text("utf-8"))
LOSSES = {"registration": "125.00", "accessories_net": "3000.00", "services": "800.00"}
FIVE_REPAIRS = [(30 * n, 1000 * n) for n in range(1, 6)]


def facts_of(order="samr-43", repairs=FIVE_REPAIRS, coefficient="0.005", price="186800.00", **asked):
    """Repairs of one problem, one a month; by Order 43 five are one too many."""
    raw = case(
        *[visit(day(order, number), days=1, km=km) for number, km in repairs],
        order=order,
        demand=demand(day(order, 400), **{"km": 15000, "losses_yuan": LOSSES, **asked}),
        voucher={"use_compensation_coefficient": coefficient},
        price_yuan=price,
    )
    return facts_from_json(raw)


def sheet_of(facts, **more):
    return refund_sheet_of(facts, assess(facts, texts=False), **more)


def told(sheet):
    """The lines as sign, code, yuan and the article."""
    return [(line.sign, line.code, line.yuan and str(line.yuan), line.citation) for line in sheet.lines]


def test_every_figure_of_a_paid_return_under_order_43():
    """186,800 × 15 × 0.5 % = 14,010; 186,800 + 125 + 3,000 + 800 − 14,010 = 176,715."""
    sheet = sheet_of(facts_of())
    assert told(sheet) == [
        ("+", "price", "186800.00", Citation("samr-43", 28, 2)),
        ("+", "registration", "125.00", Citation("samr-43", 26, 1, 1)),
        ("+", "accessories_net", "3000.00", Citation("samr-43", 26, 1, 2)),
        ("+", "services", "800.00", Citation("samr-43", 26, 1, 3)),
        ("-", "use_compensation", "14010.00", Citation("samr-43", 27)),
        ("=", "refund", "176715.00", Citation("samr-43", 28, 2)),
    ]
    assert (sheet.regulation, sheet.grounds) == ("samr-43", ("samr-43/24-1-4-count",))
    steps = sheet.steps
    assert (steps.km, steps.km_from, steps.distance_km, steps.thousands) == (15000, "mileage_km", 1000, Decimal(15))
    assert (steps.stated, steps.most, steps.coefficient) == (Decimal("0.005"), Decimal("0.005"), Decimal("0.005"))
    assert (steps.price_yuan, steps.yuan, steps.is_capped) == (Decimal(186800), Decimal(14010), False)
    assert (sheet.refund_yuan, sheet.missing, sheet.is_floored, sheet.tax) == (Decimal(176715), (), False, None)


def test_the_reading_when_the_car_was_handed_back_counts_and_a_coefficient_above_the_limit_is_cut():
    """186,800 × 12.345 × 0.5 % = 11,530.23; what is not stated is not lost."""
    sheet = sheet_of(facts_of(coefficient="0.006", returned_mileage_km=12345, losses_yuan={"services": "800.00"}))
    assert (sheet.steps.km, sheet.steps.km_from, sheet.steps.thousands) == (
        12345,
        "returned_mileage_km",
        Decimal("12.345"),
    )
    assert (sheet.steps.stated, sheet.steps.coefficient, sheet.steps.is_capped) == (
        Decimal("0.006"),
        Decimal("0.005"),
        True,
    )
    assert [line.yuan for line in sheet.lines] == [
        Decimal(186800), Decimal(0), Decimal(0), Decimal(800), Decimal("11530.23"), Decimal("176069.77"),
    ]  # fmt: skip


def test_without_a_coefficient_on_the_voucher_order_43_takes_nothing_for_use():
    steps = sheet_of(facts_of(coefficient=None)).steps
    assert (steps.stated, steps.coefficient, steps.yuan, steps.is_capped) == (None, Decimal(0), Decimal(0), False)


def test_a_free_return_has_no_line_for_use():
    facts = facts_from_json(
        case(visit("2024-03-20", event="fuel_leak", km=500), demand=demand("2024-03-22", km=500), price_yuan="100000")
    )
    sheet = sheet_of(facts)
    assert [line.code for line in sheet.lines] == ["price", "registration", "accessories_net", "services", "refund"]
    assert (sheet.steps, sheet.refund_yuan, sheet.grounds) == (None, Decimal(100000), ("samr-43/23",))


def test_order_150_compensates_no_losses_and_has_its_own_articles():
    """80,000 × 20 × 0.8 % = 12,800; 80,000 − 12,800 = 67,200."""
    facts = facts_of("aqsiq-150", coefficient="0.009", price="80000", km=20000)
    sheet = refund_sheet(facts, compensation_due=True)
    assert told(sheet) == [
        ("+", "price", "80000.00", Citation("aqsiq-150", 24)),
        ("-", "use_compensation", "12800.00", Citation("aqsiq-150", 25, 1)),
        ("=", "refund", "67200.00", Citation("aqsiq-150", 24)),
    ]
    assert (sheet.grounds, sheet.steps.coefficient) == ((), Decimal("0.008"))
    open_coefficient = refund_sheet(facts_of("aqsiq-150", coefficient=None), compensation_due=True)
    assert (open_coefficient.missing, open_coefficient.refund_yuan) == (("coefficient",), None)


def test_what_is_missing_is_named_and_no_sum_is_guessed():
    facts = facts_from_json(case())
    sheet = refund_sheet(facts, compensation_due=None)
    assert sheet.missing == ("price", "compensation_due", "mileage_km")
    assert [line.yuan for line in sheet.lines if line.code in ("price", "use_compensation", "refund")] == [None] * 3
    assert (sheet.steps.yuan, sheet.steps.thousands, sheet.is_floored) == (None, None, False)
    unsure = refund_sheet(facts_of(), compensation_due=None)
    assert (unsure.missing, unsure.refund_yuan, unsure.steps.yuan) == (("compensation_due",), None, Decimal(14010))


def test_more_owed_for_use_than_paid_back_leaves_nothing_and_is_said():
    """1,000 × 300 × 0.5 % = 1,500, more than the price."""
    sheet = refund_sheet(facts_of(price="1000", km=300000, losses_yuan={}), compensation_due=True)
    assert (sheet.refund_yuan, sheet.is_floored) == (Decimal(0), True)


def test_no_sheet_where_the_law_gives_no_return_or_no_order_governs():
    facts = facts_of(repairs=FIVE_REPAIRS[:4])
    assert sheet_of(facts) is None
    before = facts_from_json(case(invoiced_on="2013-09-30"))
    assert refund_sheet(before, compensation_due=False) is None


@pytest.mark.parametrize("public", PUBLIC[::4], ids=[public["id"] for public in PUBLIC[::4]])
def test_the_sheet_comes_to_what_the_assessment_says(public):
    facts = facts_from_json(public["case"])
    money = assess(facts, texts=False).money
    sheet = sheet_of(facts)
    if sheet is None:
        assert money.refund_yuan is None
    else:
        assert sheet.refund_yuan == money.refund_yuan
        assert (sheet.steps and sheet.steps.yuan) == money.use_compensation.yuan or money.refund_yuan is None


@pytest.mark.parametrize(
    ("paid_on", "asked_on", "years", "estimate"),
    [
        ("2024-03-01", "2025-02-28", 0, "16530.97"),
        ("2024-03-01", "2025-03-01", 1, "14877.87"),
        ("2024-03-01", "2026-06-30", 2, "13224.78"),
        ("2024-02-29", "2025-02-28", 1, "14877.87"),
        ("2010-03-01", "2026-06-30", 16, "0.00"),
        ("2026-07-01", "2026-06-30", 0, "16530.97"),
    ],
)
def test_purchase_tax_is_an_estimate_beside_the_sum(paid_on, asked_on, years, estimate):
    """16,530.97 less a tenth for each full year: 14,877.873, then 13,224.776."""
    tax = TaxPaid(Decimal("16530.97"), date.fromisoformat(paid_on), date.fromisoformat(asked_on))
    sheet = sheet_of(facts_of(), tax=tax)
    assert (sheet.tax.full_years, str(sheet.tax.estimate_yuan)) == (years, estimate)
    assert (sheet.tax.reduction_per_year, sheet.tax.paid_yuan) == (Decimal("0.10"), Decimal("16530.97"))
    assert sheet.tax.citation == Citation("purchase_tax_law", 15)
    assert sheet.refund_yuan == Decimal(176715)


def test_before_the_purchase_tax_law_there_is_no_hint():
    assert sheets.tax_hint(TaxPaid(Decimal(100), date(2018, 1, 1), date(2019, 6, 30))) is None
