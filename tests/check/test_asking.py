"""Which steps are put to whom: the order of the tale, and what is left out because it cannot matter."""

from datetime import date

import pytest

from sanbao.check import flow
from sanbao.check.state import Answers, sealed
from sanbao.check.steps import step_of
from sanbao.check.steps.waits import reasons_of
from sanbao.law import assess
from sanbao.law.parsing import facts_from_json
from tests.check.telling import Teller
from tests.check.test_relevance import outcome, places_asked
from tests.check.told_cases import CASES, case, visit
from tests.check.walking import TODAY, Walk, post


def walked(case_id: str) -> Walk:
    return Walk(Teller(CASES[case_id]))


@pytest.mark.parametrize("case_id", CASES)
def test_a_public_case_told_step_by_step_gives_what_the_case_gives(case_id):
    walk = walked(case_id)
    whole = facts_from_json(CASES[case_id])
    assert assess(walk.facts, texts=False).regulation == assess(whole, texts=False).regulation
    assert _by_name(outcome(walk.facts, places_asked(walk)), walk) == _by_name(outcome(whole, places_asked(walk)), None)


def _by_name(found, walk):
    """Counters by the owner's words; whether there are counters at all when the car is out of scope."""
    if found["counters"]:
        names = walk.answers.names if walk else {}
        problems = {names.get(key, key): count for key, count in found["counters"]["problems"].items()}
        found["counters"]["problems"] = problems
    return found


def test_a_car_no_order_covers_is_told_so_at_once():
    assert walked("M26-truck-brakebooster").asked == ["invoiced_on", "car"]


def test_a_car_sold_before_the_first_order_is_told_so_at_once():
    old = case(vehicle={"kind": "passenger_car", "use": "household", "invoiced_on": "2013-09-30"})
    assert Walk(Teller(old)).asked == ["invoiced_on", "rare"]


def test_a_car_that_the_seller_sold_again_ends_the_questions_where_this_is_told():
    car = {"kind": "passenger_car", "invoiced_on": "2024-03-01", "use": "household", "resold_after_return": True}
    assert Walk(Teller(case(vehicle=car))).asked[-1] == "rare"


def test_what_is_rare_is_asked_late_unless_it_decides_which_order_covers_the_car():
    late = Walk(Teller(case(visits=[visit("2025-03-01")])))
    assert late.asked.index("rare") > late.asked.index("wants")
    older = case(vehicle={"kind": "passenger_car", "use": "household", "invoiced_on": "2021-12-31"})
    assert Walk(Teller(older)).asked[:2] == ["invoiced_on", "rare"]


def test_a_car_given_as_a_replacement_later_is_asked_on():
    car = {"kind": "passenger_car", "invoiced_on": "2013-09-30", "replacement_handover_on": "2025-06-01"}
    walk = Walk(Teller(case(vehicle={**car, "use": "household"})))
    assert "wants" in walk.asked


def test_a_pickup_of_2021_is_asked_on_because_the_later_order_covers_it():
    car = {"kind": "pickup", "invoiced_on": "2021-06-01", "use": "household"}
    assert "wants" in Walk(Teller(case(vehicle=car))).asked
    then = {**case(vehicle=car), "as_of": "2021-12-31"}
    assert "wants" not in Walk(Teller(then), date(2021, 12, 31)).asked


@pytest.mark.parametrize("invoiced_on", ["2024-03-01", "2020-03-01"])
def test_a_car_for_hire_ends_the_questions(invoiced_on):
    car = {"kind": "passenger_car", "invoiced_on": invoiced_on, "use": "commercial"}
    assert Walk(Teller(case(vehicle=car))).asked[-1] == "car"


def test_no_event_is_asked_of_what_showed_after_the_early_window():
    assert not [step for step in walked("B06-day-sixty-one").asked if step.startswith("event")]
    assert [step for step in walked("B04-sixty-days-3000km-both-last").asked if step.startswith("event")]


def test_no_event_is_asked_beyond_the_distance_of_the_early_window():
    assert not [step for step in walked("B05-sixty-days-3001km").asked if step.startswith("event")]


def test_need_for_replacing_is_asked_within_seven_days_only():
    asked = "fact:demand/items/0/needs_replacement"
    assert asked in walked("B01-seven-days-last-day").asked
    assert asked not in walked("B02-seven-days-day-after").asked


def test_danger_is_not_asked_when_no_repair_counts():
    assert not [step for step in Walk(Teller(case())).asked if step.startswith("safety")]
    told = Walk(Teller(case(visits=[visit("2025-03-01")])))
    assert "safety:P1" in told.asked
    outside = Walk(Teller(case(visits=[visit("2025-03-01", repairer="outside")])))
    assert not [step for step in outside.asked if step.startswith("safety")]


def test_whether_it_was_cured_is_asked_only_where_a_number_is_reached():
    assert not [step for step in walked("B10-fourth-repair").asked if step.endswith("resolved")]
    assert [step for step in walked("B24-motor-twice-not-cured").asked if step.endswith("resolved")]


def test_no_money_is_asked_when_no_car_and_no_return_can_be_met():
    money = {"price", "coefficient", "returned", "losses"}
    assert not money & set(walked("B10-fourth-repair").asked)
    assert money <= set(walked("B14-compensation-43").asked)


def test_losses_are_asked_under_the_later_order_only():
    assert "losses" not in walked("B15-compensation-150").asked


def test_without_use_compensation_no_coefficient_is_asked():
    asked = walked("B01-seven-days-last-day").asked
    assert "price" in asked
    assert "coefficient" not in asked


def test_other_cars_are_asked_about_under_order_150_where_a_return_hangs_on_them():
    assert "same_model" in walked("B15-compensation-150").asked
    assert "same_model" not in walked("B14-compensation-43").asked


def test_waits_are_not_asked_of_a_repair_of_one_day():
    one, two = visit("2025-03-01"), visit("2025-03-01", finished_at="2025-03-03T17:00+08:00")
    assert "stays" not in Walk(Teller(case(visits=[one]))).asked
    assert "stays" in Walk(Teller(case(visits=[two]))).asked


def test_waits_are_asked_once_of_all_repairs_and_then_where_there_was_one():
    wait = {"reason": "rescue_travel", "from": "2025-05-01T09:00+08:00", "to": "2025-05-02T09:00+08:00"}
    stays = [
        visit("2025-03-01", finished_at="2025-03-04T17:00+08:00"),
        visit("2025-05-01", finished_at="2025-05-04T17:00+08:00", excluded=[wait]),
        visit("2025-07-01", finished_at="2025-07-04T17:00+08:00"),
    ]
    walk = Walk(Teller(case(visits=stays)))
    assert walk.asked.count("stays") == 1
    assert [step for step in walk.asked if step.startswith("waits")] == ["waits:R2"]
    assert [len(told.excluded) for told in walk.facts.visits] == [0, 1, 0]


NEW = {"kind": "passenger_car", "use": "household", "invoiced_on": "2025-11-20", "energy": "ice"}


def test_four_repairs_of_one_fault_are_told_on_22_pages():
    """Three of the car, three of the fault, two a repair, two of what is wanted, and what must be cleared up."""
    days = ("2026-03-01", "2026-05-01", "2026-07-01", "2026-09-01")
    stays = [visit(day, finished_at=f"{day[:-1]}3T17:00+08:00") for day in days]
    walk = Walk(Teller(case(vehicle=NEW, visits=stays)))
    repairs = [f"{step}:R{number}{item}" for number in range(1, 5) for step, item in (("visit", ""), ("done", "/0"))]
    assert walk.asked == [
        *("invoiced_on", "car", "energy", "now", "named:P1", "part:demand/items/0", "repaired"),
        *repairs,
        *("wants", "km", "rare", "stays", "quality:P1", "safety:P1", "refused"),
    ]


def test_a_repair_in_the_first_week_is_told_on_16_pages():
    early = case(
        vehicle={**NEW, "invoiced_on": "2026-11-20"}, visits=[visit("2026-11-24", mileage_km=300)], demand=None
    )
    assert len(Walk(Teller(early)).asked) == 16


def test_the_part_is_asked_of_what_was_replaced_and_of_wear_parts_alone():
    def asked(**changes):
        return [step for step in Walk(Teller(case(**changes))).asked if step.startswith("component")]

    item = {"problem": "顿挫", "group": "gearbox", "component": "gearbox_bearing"}
    assert asked(visits=[visit("2025-03-01")]) == []
    replaced = visit("2025-03-01", items=[{**item, "work": "component_replacement"}])
    assert asked(visits=[replaced]) == ["component:visits/R1/items/0"]


def test_whether_it_is_the_same_part_again_is_asked_once_it_was_replaced_twice():
    item = {"problem": "顿挫", "group": "gearbox", "component": "gearbox_bearing", "work": "component_replacement"}
    again = {**case()["demand"], "items": [{**item, "work": "none"}]}
    repairs = [visit(day, items=[item]) for day in ("2025-03-01", "2025-05-01")]
    assert "component:demand/items/0" in Walk(Teller(case(visits=repairs, demand=again))).asked
    assert "component:demand/items/0" not in Walk(Teller(case(visits=repairs[:1], demand=again))).asked


def test_promises_of_the_voucher_are_asked_when_the_least_period_is_over():
    late = case(visits=[visit("2026-06-01")])
    assert "periods" in Walk(Teller(late)).asked
    early = case(visits=[visit("2025-03-01")], demand=None)
    assert "periods" not in Walk(Teller(early)).asked


def test_the_place_is_asked_when_a_part_was_replaced_twice():
    item = {
        "problem": "异响",
        "component": "suspension_link",
        "group": "suspension_system",
        "work": "component_replacement",
    }
    once = case(visits=[visit("2025-03-01", items=[item])], demand=None)
    twice = case(visits=[visit("2025-03-01", items=[item]), visit("2025-05-01", items=[item])], demand=None)
    assert "place:suspension_link" not in Walk(Teller(once)).asked
    assert "place:suspension_link" in Walk(Teller(twice)).asked


def test_papers_are_asked_when_their_lack_is_the_ground_of_refusal():
    def refused(ground):
        row = {"ground": ground, "problems": ["顿挫"], "established": "yes"}
        car = {"kind": "passenger_car", "use": "household", "invoiced_on": "2020-03-01"}
        demand = {**case()["demand"], "made_on": "2021-06-01"}
        then = {**case(vehicle=car, demand=demand, exemptions=[row]), "as_of": "2021-06-01"}
        return Walk(Teller(then), date(2021, 6, 1)).asked

    assert "papers" in refused("no_invoice_and_voucher")
    assert "papers" not in refused("disclosed_flaw")


def test_the_period_of_a_wear_part_is_asked():
    worn = {**case()["demand"], "items": [{"problem": "刹车片磨光", "component": "wear_brake_lining", "work": "none"}]}
    assert "wear:wear_brake_lining" in Walk(Teller(case(demand=worn))).asked
    assert not [step for step in Walk(Teller(case())).asked if step.startswith("wear")]


def test_a_fact_a_person_does_not_know_stays_open_in_the_result():
    whole = case(demand={**case()["demand"], "items": [{**case()["demand"]["items"][0], "quality_problem": "unknown"}]})
    assert assess(Walk(Teller(whole)).facts).remedies.repair.outcome == "undetermined"


def test_an_answer_changed_later_asks_what_it_newly_opens():
    """Moving the day of the question before the repeal takes the later order away, moving it back brings it again."""
    walk = walked("C03-ninghai-evbattery90days")
    assert assess(walk.facts).alternative is not None
    state = {"state": sealed(walk.answers), "step": "as_of", "go": "next"}
    shown = flow.turn(post({**state, "day": "2021-12-01"}), TODAY)
    assert shown.context["form"].errors  # the repair of 2022 would lie in the future


@pytest.mark.parametrize(
    ("energy", "offered"),
    [
        ("ice", {"fuel_leak"}),
        ("bev", {"traction_battery_fire"}),
        ("phev", {"fuel_leak", "traction_battery_fire"}),
        (None, {"fuel_leak", "traction_battery_fire"}),
    ],
)
def test_what_a_car_of_this_drive_cannot_have_is_not_offered(energy, offered):
    told = {"vehicle": {**NEW, "energy": energy}, "demand": {"items": [{"problem": "P1"}]}}
    step = step_of("event:demand/items/0", Answers(told, {"P1": "漏"}), TODAY)
    assert {code for code, _label in step.choices()} & {"fuel_leak", "traction_battery_fire"} == offered
    waits = {reason for reason, _words in reasons_of(told)}
    assert ("traction_battery_transport" in waits) is (energy != "ice")


def test_what_was_told_before_the_drive_changed_is_still_offered():
    item = {"problem": "P1", "event": "traction_battery_fire"}
    told = {"vehicle": NEW, "demand": {"items": [item]}}
    step = step_of("event:demand/items/0", Answers(told, {"P1": "起火"}), TODAY)
    assert "traction_battery_fire" in [code for code, _label in step.choices()]


def test_one_more_that_was_begun_by_mistake_can_be_taken_back():
    begun = {"vehicle": NEW, "demand": {"items": [{"problem": "P1"}, {"problem": "P2"}]}, "visits": []}
    answers = Answers(begun, {"P1": "响", "P2": ""}, ("invoiced_on", "car", "energy", "now", "named:P1"))
    state = {"state": sealed(answers), "step": "named:P1", "go": "next"}
    shown = flow.turn(post({**state, "words": "响", "more": "no"}), TODAY)
    assert [item["problem"] for item in shown.answers.case["demand"]["items"]] == ["P1"]
    assert shown.answers.names == {"P1": "响"}
    slip = {**visit("2026-03-01"), "id": "R1"}
    begun = {"vehicle": NEW, "demand": {"items": []}, "visits": [slip, {"id": "R2", "items": [{}]}]}
    answers = Answers(begun, {"顿挫": "顿挫"}, ("invoiced_on", "car", "energy", "now", "repaired", "visit:R1"))
    state = {"state": sealed(answers), "step": "done:R1/0", "go": "next"}
    shown = flow.turn(post({**state, "problem": "顿挫", "work": "repair", "more": "end"}), TODAY)
    assert [told["id"] for told in shown.answers.case["visits"]] == ["R1"]


def test_the_answers_of_a_car_no_order_covers_can_be_changed():
    walk = walked("M26-truck-brakebooster")
    assert flow.turn(post({"state": sealed(walk.answers), "go": "summary"}), TODAY).template == flow.SUMMARY
