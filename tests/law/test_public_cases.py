"""The published disputes and boundary cases, against the engine."""

from pathlib import Path

import pytest
import yaml

from sanbao.law import assess
from sanbao.law.parsing import facts_from_json
from sanbao.law.writing import assessment_from_json, assessment_to_json
from tests.law.expectations import mismatches

PUBLIC = yaml.safe_load((Path(__file__).parent / "cases" / "public.yaml").read_text("utf-8"))
CASES = pytest.mark.parametrize("public", PUBLIC, ids=[public["id"] for public in PUBLIC])


@CASES
def test_the_engine_gives_what_is_expected(public):
    assert mismatches(public["expect"], assessment_to_json(assess(facts_from_json(public["case"])))) == []


@CASES
def test_an_assessment_read_back_is_equal(public):
    assessment = assess(facts_from_json(public["case"]))
    assert assessment_from_json(assessment_to_json(assessment)) == assessment
