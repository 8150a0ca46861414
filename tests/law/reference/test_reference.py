"""The reference against the public cases, and against itself over random ones."""

import copy
import json
import random
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
import yaml

from tests.law.expectations import mismatches
from tests.law.reference.assess import assess
from tests.law.reference.facts import read_facts
from tests.law.reference.faults import is_faulty
from tests.law.reference.generate import random_broken_case, random_case
from tests.law.reference.logic import Decided, Truth
from tests.law.reference.orders import AQSIQ_150, SAMR_43, governing
from tests.law.reference.rules import finding_test
from tests.law.reference.settle import open_facts

PUBLIC = yaml.safe_load((Path(__file__).parents[1] / "cases" / "public.yaml").read_text(encoding="utf-8"))
EXAMPLE = next(public for public in PUBLIC if public["id"] == "K00-contract-example")
RANDOM_CASES = 1500


def random_cases(count: int, max_open: int = 9) -> list[dict]:
    """Seeded one by one, so that a failure names the case by its number."""
    return [random_case(random.Random(seed), max_open) for seed in range(count)]


# --- the public cases ---


@pytest.mark.parametrize("public", PUBLIC, ids=[public["id"] for public in PUBLIC])
def test_public_case(public):
    assert not is_faulty(public["case"])
    assert mismatches(public["expect"], assess(public["case"])) == []


def test_the_facts_of_the_contract_s_example():
    wanted = {finding["rule"]: finding["facts"] for finding in EXAMPLE["expect"]["assessment"]["findings"]}
    assert {finding["rule"]: finding["facts"] for finding in assess(EXAMPLE["case"])["findings"]} == wanted


# --- the comparer ---


def leaves(value: object, path: tuple = ()) -> list[tuple]:
    """Paths to every plain value."""
    if isinstance(value, dict):
        return [leaf for key, one in value.items() for leaf in leaves(one, (*path, key))]
    if isinstance(value, list):
        return [leaf for key, one in enumerate(value) for leaf in leaves(one, (*path, key))]
    return [path]


def test_the_comparer_sees_every_changed_value():
    wanted = EXAMPLE["expect"]["assessment"]
    for path in leaves(wanted):
        changed = copy.deepcopy(wanted)
        place = changed
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = "changed"
        seen = mismatches({"assessment": wanted}, changed)
        assert bool(seen) == (not {"text_zh", "facts"} & set(path)), path


def test_the_comparer_allows_what_the_head_of_the_file_allows():
    given = assess(EXAMPLE["case"])
    given["findings"].reverse()
    given["deadlines"].reverse()
    given["counters"]["assembly_replacements"]["engine"] = {"count": 0, "limit": 2, "visits": []}
    given["money"]["use_compensation"]["coefficient"] = "0.0050"
    assert mismatches(EXAMPLE["expect"], given) == []


# --- random cases ---


def test_random_cases_are_valid_and_broken_ones_are_not():
    for seed, case in enumerate(random_cases(RANDOM_CASES)):
        assert not is_faulty(json.loads(json.dumps(case))), seed
    for seed in range(RANDOM_CASES):
        assert is_faulty(random_broken_case(random.Random(seed))), seed


def test_random_cases_reach_every_outcome_of_every_rule():
    seen = Counter()
    for case in random_cases(RANDOM_CASES):
        before = json.dumps(case)
        assessment = assess(case)
        json.dumps(assessment)
        assert json.dumps(case) == before
        seen.update((finding["rule"], finding["outcome"]) for finding in assessment["findings"])
    rules = [rule.id for order in (AQSIQ_150, SAMR_43) for rule in order.rules]
    rare = [key for key in product(rules, ("met", "not_met", "undetermined")) if seen[key] < 3]
    assert rare == []


def test_no_fact_that_matters_is_left_out_of_the_brute_force():
    """`Truth` answers only the facts that a rule reads; here every open fact of the case is answered."""
    compared = 0
    for case in random_cases(250, max_open=6):
        order, _ = governing(case["vehicle"])
        if order is None:
            continue
        facts, paths = read_facts(case, order), open_facts(case)
        for rule in order.rules:
            test = finding_test(rule)
            results = {
                values: test(Decided(facts, dict(zip(paths, values, strict=True))))
                for values in product((True, False), repeat=len(paths))
            }
            truth = Truth(facts, test)
            assert (True in results.values(), False in results.values()) == (
                truth.outcome() != "not_met",
                truth.outcome() != "met",
            )
            turning = [
                path
                for i, path in enumerate(paths)
                if any(
                    met != results[(*values[:i], not values[i], *values[i + 1 :])] for values, met in results.items()
                )
            ]
            assert turning == truth.deciding()
            compared += len(turning)
    assert compared > 100
