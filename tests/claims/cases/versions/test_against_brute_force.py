"""Small random disputes over published cases: every answer to everything tried, against what is asked."""

from itertools import product
from pathlib import Path
from random import Random

import yaml

from claims.cases.versions import paths
from claims.cases.versions.combining import combined, outlook_of
from claims.cases.versions.differences import Version, compare
from sanbao.law.consistency import check
from sanbao.law.engine import assess
from sanbao.law.parsing import facts_from_json

PUBLIC = yaml.safe_load((Path(__file__).parents[3] / "law" / "cases" / "public.yaml").read_text())
OTHERS = {
    "work": ("inspection_only", "software_update"), "problem": ("P1", "P2"), "quality_problem": ("yes", "no", "disputed"),
    "serious_safety": ("yes", "no", "disputed"), "resolved": ("yes", "no"), "needs_replacement": ("yes", "no"),
    "mileage_km": (2999, 3001, 50001), "repairer": ("network", "outside"), "caused_damage": ("yes", "no", "disputed"),
}  # fmt: skip
STATED_FACTS, MOST_OPEN = 3, 4


def dispute(random, facts):
    """A few facts of the case of which the sides say something, each something else or nothing."""
    places = [f"visits/{one.id}" for one in facts.visits]
    items = [f"{place}/items/0" for place in places]
    known = [f"{place}/{key}" for place in places for key in ("mileage_km", "repairer")]
    known += [f"{item}/{key}" for item in items for key in OTHERS if key in paths.ITEM_KEYS]
    known += [f"exemptions/{n}/caused_damage" for n, one in enumerate(facts.exemptions) if one.established is None]
    stated = random.sample(known, min(STATED_FACTS, len(known)))
    sides = []
    for party in ("consumer", "business"):
        said = {path: random.choice(OTHERS[path.rsplit("/", 1)[1]]) for path in stated if random.random() < 0.7}
        sides.append(Version(party, said))
    denied = random.choice([None, None, *places])
    if denied:
        sides[1] = Version("business", {**sides[1].values, denied: None})
    return sides


def open_facts(document):
    """Everything of the case that may be answered either way."""
    facts = paths.facts_of(document)
    every = [f"visits/{one.id}/items/{n}" for one in facts.visits for n in range(len(one.items))]
    every += [f"demand/items/{n}" for n in range(len(facts.demand.items if facts.demand else ()))]
    keys = ("quality_problem", "serious_safety", "main_component", "event_established", "needs_replacement", "resolved")
    known = [f"{place}/{key}" for place in every for key in keys if place.startswith("visits") or key != "resolved"]
    known += [f"exemptions/{n}/caused_damage" for n, one in enumerate(facts.exemptions) if one.established is None]
    known += [f"exemptions/{n}/established" for n, one in enumerate(facts.exemptions) if one.caused_damage is None]
    return [path for path in known if paths.read(document, path) in ("disputed", "unknown")]


def answered(document, facts, answers):
    for path, answer in zip(facts, answers, strict=True):
        document = paths.written(document, path, answer)
    return {one.rule: one.outcome for one in assess(paths.facts_of(document), texts=False).findings}


def decided(comparison):
    """By the facts that were tried: the outcome of every finding for every combination and every answer; None where
    there is too much to try, or a combination is impossible."""
    found, table = comparison.differences, {}
    for chosen in product((False, True), repeat=len(found)):
        facts = combined(comparison, [one for one, theirs in zip(found, chosen, strict=True) if theirs])
        document = paths.document_of(facts)
        left = open_facts(document)
        if check(facts) or len(left) > MOST_OPEN or facts.vehicle.use != "household":
            return None
        table[chosen] = {
            answers: (left, answered(document, left, answers)) for answers in product(("yes", "no"), repeat=len(left))
        }
    return table


def outcomes_by_facts(row, rule):
    """From the answers of one combination to the outcome of a rule."""
    return {tuple(zip(left, answers, strict=True)): told.get(rule, "not_met") for answers, (left, told) in row.items()}


def depends(row, rule):
    """The open facts that turn the rule in this combination."""
    function = outcomes_by_facts(row, rule)
    turning = set()
    for answers, outcome in function.items():
        for place, (path, answer) in enumerate(answers):
            other = "no" if answer == "yes" else "yes"
            if function[(*answers[:place], (path, other), *answers[place + 1 :])] != outcome:
                turning.add(path)
    return turning


def essence(row, rule):
    """The function on the facts that matter to it."""
    matter = depends(row, rule)
    return {
        frozenset(pair for pair in answers if pair[0] in matter): outcome
        for answers, outcome in outcomes_by_facts(row, rule).items()
    }


def expected(comparison, table):
    rules = {rule for row in table.values() for _, told in row.values() for rule in told}
    asked = {path for row in table.values() for rule in rules for path in depends(row, rule)}
    asked -= {one.path for one in comparison.differences}
    for n, difference in enumerate(comparison.differences):
        for chosen in [one for one in table if not one[n]]:
            flipped = (*chosen[:n], True, *chosen[n + 1 :])
            if any(essence(table[chosen], rule) != essence(table[flipped], rule) for rule in rules):
                asked.add(difference.path)
    return asked


def test_what_is_asked_is_what_trying_everything_finds():
    random = Random(6)
    tried, questions = 0, 0
    for row in random.sample(PUBLIC, 40):
        facts = facts_from_json(row["case"])
        consumer, business = dispute(random, facts)
        comparison = compare(facts, consumer, business)
        found = outlook_of(comparison)
        own = paths.facts_of(comparison.business)
        if not check(own):
            assert found.business == assess(own, texts=False), row["id"]
        if not check(paths.facts_of(comparison.consumer)):
            assert found.consumer == assess(paths.facts_of(comparison.consumer), texts=False), row["id"]
        table = decided(comparison)
        if table is None:
            continue
        assert {question.fact for question in found.questions} == expected(comparison, table), row["id"]
        tried, questions = tried + 1, questions + len(found.questions)
    assert (tried > 10, questions > 10) == (True, True), (tried, questions)
