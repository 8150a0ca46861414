"""The reference against the public cases, and over random ones."""

from pathlib import Path

import pytest
import yaml

from tests.law.expectations import mismatches
from tests.law.reference.assess import assess

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "public.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("public", CASES, ids=[public["id"] for public in CASES])
def test_public_case(public):
    assert mismatches(public["expect"], assess(public["case"])) == []


def test_the_facts_of_the_contract_s_example():
    example = next(public for public in CASES if public["id"] == "K00-contract-example")
    wanted = {finding["rule"]: finding["facts"] for finding in example["expect"]["assessment"]["findings"]}
    assert {finding["rule"]: finding["facts"] for finding in assess(example["case"])["findings"]} == wanted
