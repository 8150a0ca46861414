"""What an answer contradicts: worked out by hand on cases of a few lines."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from claims.cases import contradictions as found
from claims.cases.contradictions import Contradiction, Denial, Filed, Refused, of_refusal
from claims.cases.grants_compared import Granted, of_grant
from sanbao.law.facts import PeriodTerms, Voucher
from sanbao.law.parsing import facts_from_json
from tests.law import building as law

COUNT, TIME = law.SAME_PROBLEM["samr-43"], law.REPAIR_DAYS["samr-43"]
EARLY = law.EARLY_EVENT["samr-43"]


def facts(*visits, order="samr-43", exemptions=(), **told):
    """Five repairs of one problem, and it is there again: Order 43 gives a return (more than four)."""
    visits = visits or [law.visit(law.day(order, 30 * number)) for number in range(1, 6)]
    asked = law.demand(law.day(order, 200), law.trouble(), km=told.pop("km", 9_000), **told)
    return facts_from_json(law.case(*visits, order=order, demand=asked, exemptions=exemptions))


def codes(case, *denials, **told):
    return [one.code for one in of_refusal(Refused(case, denials, "vehicle_return", **told))]


def test_a_finding_that_is_met_is_denied_or_passed_over_in_silence():
    case = facts()
    assert of_refusal(Refused(case, [Denial(COUNT)], "vehicle_return")) == (Contradiction("finding_met", rule=COUNT),)
    assert of_refusal(Refused(case, [Denial(TIME)], "vehicle_return")) == (
        Contradiction("finding_unanswered", rule=COUNT),
    )
    four = facts(*[law.visit(law.day("samr-43", 30 * number)) for number in range(1, 5)])
    assert codes(four, Denial(COUNT)) == []


def test_a_ground_that_is_disputed_opens_the_right_and_one_that_changes_nothing_does_not():
    cause = law.exemption("improper_use", "P1", caused_damage="disputed")
    assert codes(facts(exemptions=[cause]), Denial(COUNT)) == []
    other = law.exemption("improper_use", "P9", caused_damage="disputed")
    elsewhere = law.visit(law.day("samr-43", 190), law.item("P9"))
    five = [law.visit(law.day("samr-43", 30 * number)) for number in range(1, 6)]
    assert codes(facts(*five, elsewhere, exemptions=[other]), Denial(COUNT)) == [
        "finding_met",
        "ground_changes_nothing",
    ]


def test_grounds_of_the_older_order_and_missing_papers_are_none_under_the_newer():
    wear = law.exemption("wear_part_expired", "P1", established="disputed")
    assert "ground_unknown" in codes(facts(exemptions=[wear]), Denial(COUNT))
    assert codes(facts(), Denial(COUNT, found.PAPERS_FACT))[-1] == "missing_paper"
    older = facts(order="aqsiq-150", exemptions=[law.exemption("no_invoice_and_voucher", established="disputed")])
    assert codes(older, Denial(law.SAME_PROBLEM["aqsiq-150"], found.PAPERS_FACT)) == []
    has_invoice = replace(older, demand=replace(older.demand, papers=("invoice",)))
    assert "missing_paper" in codes(has_invoice, Denial(COUNT, found.PAPERS_FACT))


def test_what_stands_in_the_record_is_denied_only_by_who_says_what_is_so_instead():
    four = facts(*[law.visit(law.day("samr-43", 30 * number)) for number in range(1, 5)])
    key = four.visits[0].id
    path = f"visits/{key}/items/0/work"
    assert of_refusal(Refused(four, [Denial(COUNT, path)], "vehicle_return")) == (
        Contradiction("record_undisputed", fact=path),
    )
    assert codes(four, Denial(COUNT, path), stated={path}) == []
    assert codes(four, Denial(COUNT, f"visits/{key}/items/0/serious_safety")) == []  # the record says nothing of it
    assert codes(four, Denial(COUNT, "visits/R99/items/0/work")) == []


def test_a_period_that_runs_and_one_that_runs_by_the_filing_alone():
    over = "voucher/three_guarantees"
    assert "period_running" in codes(facts(), Denial(COUNT, over))
    late = facts(km=60_000)
    assert "period_running" not in codes(late, Denial(COUNT, over))
    filed = Filed(Voucher(three_guarantees=PeriodTerms(36, 80_000)), frozenset())
    assert "filed_periods" in codes(late, Denial(COUNT, over), filed=filed)


def test_the_filing_makes_a_finding_better_or_lists_the_part_that_is_denied():
    """By the law's minimum a fault at 60,001 km is beyond the free repair; the producer filed 100,000 km."""
    repair = law.FREE_REPAIR["samr-43"]
    case = facts(law.visit(law.day("samr-43", 30)), km=60_001)
    filed = Filed(Voucher(repair_warranty=PeriodTerms(36, 100_000)), frozenset({"gearbox_bearing"}))
    assert Contradiction("filed_periods", rule=repair) in of_refusal(
        Refused(case, [Denial(repair)], "repair", filed=filed)
    )
    part = facts(law.visit(law.day("samr-43", 30), component="gearbox_bearing", group="gearbox"))
    path = f"visits/{part.visits[0].id}/items/0/main_component"
    assert codes(part, Denial(COUNT, path), filed=filed) == ["filed_parts"]
    assert codes(part, Denial(COUNT, path)) == []


def test_a_flaw_is_disclosed_where_the_handover_says_so():
    flaw = law.exemption("disclosed_flaw", "P1", established="disputed")
    assert codes(facts(exemptions=[flaw]), Denial(COUNT)) == ["flaw_not_disclosed"]
    assert codes(facts(exemptions=[flaw]), Denial(COUNT), is_flaw_told=True) == []


def test_a_grant_of_less_money_or_later_than_the_law():
    """186,800 less 186,800 x 9,000 / 1,000 x 0.005 = 8,406: 178,394 is due."""
    case = facts()
    voucher = Voucher(use_compensation_coefficient=Decimal("0.005"))
    case = replace(case, vehicle=replace(case.vehicle, price_yuan=Decimal(186_800)), voucher=voucher)
    due = date(2024, 10, 30)

    def granted(amount, day=due, filed=None):
        return [one.code for one in of_grant(Granted(case, Decimal(amount), day, due, filed))]

    assert granted("178394.00") == []
    assert granted("178393.99") == ["amount_below_law"]
    assert granted("178394.00", date(2024, 10, 31)) == ["later_than_due"]
    lower = Filed(Voucher(use_compensation_coefficient=Decimal("0.004")), frozenset())
    assert granted("178394.00", filed=lower) == ["filed_coefficient"]


def test_out_of_scope_nothing_of_the_law_is_contradicted():
    case = facts()
    taxi = replace(case, vehicle=replace(case.vehicle, use="commercial"))
    assert codes(taxi, Denial(COUNT, "voucher/three_guarantees")) == []
