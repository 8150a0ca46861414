"""Each implemented article met once and failed once, by cases that a lawyer can read: cases/articles.yaml."""

from pathlib import Path

import pytest
import yaml

from sanbao.law import aqsiq_150, samr_43
from sanbao.law.sources import SHIPPED
from sanbao.law.writing import assessment_to_json
from tests.law.building import assessed
from tests.law.expectations import mismatches

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "articles.yaml").read_text(encoding="utf-8"))
COVERAGE = yaml.safe_load((SHIPPED / "coverage.yaml").read_text(encoding="utf-8"))
RULES = {f"{row['law']}/{row['article']}": row["rules"] for row in COVERAGE}
IMPLEMENTED = {f"{row['law']}/{row['article']}" for row in COVERAGE if row["status"] == "implemented" or row["rules"]}
"""Articles of which a rule judges at least a part, and those computed whole without a rule of their own."""


def outcomes_expected(one):
    return one["expect"].get("findings", {})


@pytest.mark.parametrize("one", CASES, ids=[one["id"] for one in CASES])
def test_the_case_is_assessed_as_the_article_says(one):
    assert mismatches(one["expect"], assessment_to_json(assessed(one["case"]))) == []


@pytest.mark.parametrize("met", [True, False], ids=["met", "failed"])
def test_no_implemented_article_is_without_a_case(met):
    assert IMPLEMENTED - {one["article"] for one in CASES if one["met"] is met} == set()


@pytest.mark.parametrize("outcome", ["met", "not_met"])
def test_no_rule_is_without_a_case(outcome):
    rules = {rule.id for book in (samr_43, aqsiq_150) for rule in book.RULES}
    decided = {rule for one in CASES for rule in RULES[one["article"]] if outcomes_expected(one).get(rule) == outcome}
    assert rules - decided == set()


def test_a_case_of_an_article_with_rules_meets_one_exactly_when_it_says_so():
    """Article 23 of Order 150 grants the return on the grounds of article 21 and is met by the remedy."""
    for one in CASES:
        rules = RULES[one["article"]]
        if rules and one["article"] != "aqsiq-150/23":
            met = "met" in {outcomes_expected(one).get(rule) for rule in rules}
            assert met is one["met"], one["id"]


def test_cases_are_about_implemented_articles_and_have_their_own_names():
    assert {one["article"] for one in CASES} <= IMPLEMENTED
    names = [one["id"] for one in CASES]
    assert len(names) == len(set(names))
    assert all(set(one) == {"id", "title_zh", "article", "met", "cites", "case", "expect"} for one in CASES)


def test_a_wrong_expectation_would_be_noticed():
    """Each expected outcome turned round is a mismatch."""
    for one in CASES:
        turned = {
            rule: "met" if outcome == "not_met" else "not_met" for rule, outcome in outcomes_expected(one).items()
        }
        assert len(mismatches({"findings": turned}, assessment_to_json(assessed(one["case"])))) == len(turned)
