"""What eight differences cost: all 256 combinations of two versions, beside 256 bare assessments of the same facts."""

import json
from collections.abc import Callable
from functools import partial

from benchmarks.measuring import TEN_VISITS, machine, measure, print_ratios
from claims.cases.versions.combining import MOST_COMBINED, outlook
from claims.cases.versions.differences import Version
from sanbao.law.engine import assess
from sanbao.law.facts import CaseFacts
from sanbao.law.parsing import facts_from_json

BASELINE, COMBINED = "256 assessments of one case of ten visits", "256 combinations, told apart"
TARGET = 4.0


def assessed_as_often(facts: CaseFacts) -> None:
    for _ in range(1 << MOST_COMBINED):
        assess(facts, texts=False)


def main() -> None:
    facts = facts_from_json(json.loads(TEN_VISITS.read_text(encoding="utf-8")))
    denied = {f"visits/{visit.id}/items/0/work": "inspection_only" for visit in facts.visits[:MOST_COMBINED]}
    calls: dict[str, Callable[[], object]] = {
        BASELINE: partial(assessed_as_often, facts),
        COMBINED: partial(outlook, facts, Version("consumer"), Version("business", denied)),
    }
    print(machine())
    print_ratios(measure(calls, rounds=7), BASELINE, {COMBINED: TARGET})


if __name__ == "__main__":
    main()
