"""The heart of the check: what is not asked cannot change the result, whatever the answer would have been."""

import random
from datetime import date

import pytest
from hypothesis import given, settings

from sanbao.check.case import parts_edition
from sanbao.check.state import Answers
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


def grants_nothing(remedies) -> bool:
    return all(getattr(remedies, remedy).outcome == "not_met" for remedy in REMEDIES)


@settings(max_examples=60)
@given(cases(most_visits=7))
def test_what_is_not_asked_changes_nothing(case):
    assert_nothing_unasked_matters(told(case))


@pytest.mark.parametrize("seed", range(80))
def test_what_is_not_asked_changes_nothing_around_the_thresholds(seed):
    case = random_case(random.Random(seed), max_open=6)
    assert_nothing_unasked_matters(told(case))
