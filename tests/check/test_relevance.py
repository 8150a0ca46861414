"""The heart of the check: what is not asked cannot change the result, whatever the answer would have been."""

import random
from datetime import date

import pytest
from hypothesis import given, settings

from sanbao.check.case import NEVER_A_PROBLEM, items_of, parts_edition, raw_case
from sanbao.check.state import Answers
from sanbao.check.steps import SECTIONS
from sanbao.law import assess
from sanbao.law.assessment import REMEDIES
from sanbao.law.parsing import facts_from_json
from tests.check.expressible import expressible, sound_car
from tests.check.telling import Teller
from tests.check.walking import Walk
from tests.law.reference.generate import random_case
from tests.law.strategies import cases


def told(case: dict) -> dict:
    """The case as the check can tell it, of a sound case of the contract."""
    case = sound_car(case)
    return expressible(case, parts_edition(Answers(case)))


def outcome(facts, places_asked) -> dict:
    """Remedies, counters, deadlines and money; counts of parts whose place was not asked without the place."""
    found = assess(facts, texts=False)
    return {
        "remedies": found.remedies,
        "alternative": found.alternative and found.alternative.remedies,
        "counters": found.counters and _counts(found.counters, places_asked),
        "deadlines": found.deadlines,
        "applies": found.money.use_compensation.applies,
        "yuan": found.money.use_compensation.yuan,
        "refund": found.money.refund_yuan,
    }


def _counts(counters, places_asked):
    return {
        "days": [(visit.id, visit.days) for visit in counters.repair_days.visits],
        "problems": {key: count.visits for key, count in counters.same_problem.items()},
        "safety": counters.serious_safety_repairs.visits,
        "assemblies": _by_place(counters.assembly_replacements, places_asked),
        "components": _by_place(counters.component_replacements, places_asked),
    }


def _by_place(rows, places_asked):
    found: dict[str, set[str]] = {}
    for key, count in rows.items():
        code = key.partition("@")[0]
        found.setdefault(key if code in places_asked else code, set()).update(count.visits)
    return found


def places_asked(walk) -> set[str]:
    return {step.partition(":")[2] for step in walk.asked if step.startswith("place:")}


def assert_nothing_unasked_matters(case: dict) -> None:
    """The whole case, with its answers to everything, gives what the check gives with the answers it asked for."""
    walk = Walk(Teller(case), date.fromisoformat(case["as_of"]))
    places = places_asked(walk)
    whole, asked = outcome(facts_from_json(case), places), outcome(walk.facts, places)
    if walk.ended_at_once:
        assert grants_nothing(whole["remedies"])
        assert whole["alternative"] is None or grants_nothing(whole["alternative"])
    else:
        assert asked == whole
    assert_never_back(walk)


def assert_never_back(walk) -> None:
    """The line above the question that says how far one is."""
    parts = [list(SECTIONS).index(section) for section in walk.sections]
    assert parts == sorted(parts), list(zip(walk.asked, walk.sections, strict=True))


def grants_nothing(remedies) -> bool:
    return all(getattr(remedies, remedy).outcome == "not_met" for remedy in REMEDIES)


@settings(max_examples=40)
@given(cases(most_visits=7))
def test_what_is_not_asked_changes_nothing(case):
    assert_nothing_unasked_matters(told(case))


@pytest.mark.parametrize("seed", range(80))
def test_what_is_not_asked_changes_nothing_around_the_thresholds(seed):
    case = random_case(random.Random(seed), max_open=6)
    assert_nothing_unasked_matters(told(case))


FACTS = {
    "quality_problem": ("yes", "no", "disputed", "unknown"),
    "serious_safety": ("yes", "no", "disputed", "unknown"),
    "event_established": ("yes", "no", "disputed", "unknown"),
    "needs_replacement": ("yes", "no", "disputed", "unknown"),
    "main_component": ("yes", "no", "disputed", "unknown"),
    "resolved": ("yes", "no", "unknown"),
}
STEP_OF_FACT = {"quality_problem": "quality:{problem}", "serious_safety": "safety:{problem}"}


def is_asked(asked, path, key, problem) -> bool:
    return STEP_OF_FACT.get(key, f"fact:{path}/{key}").format(problem=problem) in asked


def answered_otherwise(walk, draw) -> dict:
    """The case as asked, with answers drawn for every fact, event, promise and ground that was not asked."""
    case = raw_case(walk.answers, walk.today)
    for path, item in items_of(case):
        _answer_item(walk.asked, path, item, draw)
    if "periods" not in walk.asked:
        for period in ("repair_warranty", "three_guarantees"):
            case.setdefault("voucher", {})[period] = {"months": draw((1, 60)), "km": draw((1, 200000))}
    if "price" not in walk.asked:
        case["vehicle"]["price_yuan"] = draw((None, "99999.99"))
    if "refused" not in walk.asked and (problems := sorted({item["problem"] for _, item in items_of(case)})):
        caused = draw(FACTS["quality_problem"])
        case["exemptions"] = [{"ground": "improper_use", "problems": problems, "caused_damage": caused}]
    return case


def _answer_item(asked, path, item, draw) -> None:
    if f"event:{path}" not in asked:
        item["event"] = draw((None, "fuel_leak", "steering_failure", "traction_battery_fire"))
    for key, values in FACTS.items():
        told_as_none = key == "quality_problem" and item["work"] in NEVER_A_PROBLEM
        if not told_as_none and not is_asked(asked, path, key, item["problem"]):
            item[key] = draw(values)


@pytest.mark.parametrize("seed", range(60))
def test_no_answer_to_what_was_not_asked_changes_the_result(seed):
    """Draws of all the answers together."""
    rng = random.Random(f"other {seed}")
    case = told(random_case(random.Random(1000 + seed), max_open=6))
    walk = Walk(Teller(case), date.fromisoformat(case["as_of"]))
    if walk.ended_at_once:
        return
    places = places_asked(walk)
    expected = outcome(walk.facts, places)
    for _ in range(5):
        assert outcome(facts_from_json(answered_otherwise(walk, rng.choice)), places) == expected
