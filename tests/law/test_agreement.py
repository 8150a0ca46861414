"""The engine against the plain reference: every field that the contract defines, on random cases."""

import json
import os
import random

import pytest

from sanbao.law import assess
from sanbao.law.errors import FactsError
from sanbao.law.parsing import facts_from_json
from sanbao.law.writing import assessment_to_json
from tests.law.reference.assess import assess as reference_assess
from tests.law.reference.faults import is_faulty
from tests.law.reference.generate import random_broken_case, random_case

CASES = int(os.environ.get("AGREEMENT_CASES", "2000"))
CHUNKS = 8
ROWS = ("same_problem", "assembly_replacements", "component_replacements")


def defined(assessment: dict) -> dict:
    """What the contract defines: no sentences, no rows with count 0, the coefficient as a number."""
    assessment = json.loads(json.dumps(assessment))
    for told in [*assessment["findings"], *assessment["notices"]]:
        told.pop("text_zh", None)
    for name in ROWS:
        if name in assessment["counters"]:
            assessment["counters"][name] = {
                key: row for key, row in assessment["counters"][name].items() if row["count"]
            }
    compensation = assessment["money"]["use_compensation"]
    if compensation["coefficient"] is not None:
        compensation["coefficient"] = float(compensation["coefficient"])
    return assessment


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("open_facts", [9, 12])
def test_the_engine_agrees_with_the_reference(chunk: int, open_facts: int) -> None:
    for seed in range(chunk, CASES // (1 if open_facts == 9 else 10), CHUNKS):
        case = random_case(random.Random(seed), open_facts)
        assert defined(assessment_to_json(assess(facts_from_json(case)))) == defined(reference_assess(case)), seed


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_engine_refuses_what_the_reference_calls_faulty(chunk: int) -> None:
    for seed in range(chunk, CASES, CHUNKS):
        case = random_broken_case(random.Random(seed))
        assert is_faulty(case), seed
        with pytest.raises(FactsError):
            facts_from_json(case)
