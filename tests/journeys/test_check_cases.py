"""Public cases told to the check in a browser: the figures on the page are those of the engine.

The quicker ones to tell; `tests/check/test_asking.py` tells every public case without a browser.
"""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from sanbao.law import assess
from sanbao.law.assessment import REMEDIES
from sanbao.law.parsing import facts_from_json
from tests.journeys.check_driver import Driver

CASES = {row["id"]: row["case"] for row in yaml.safe_load(Path("tests/law/cases/public.yaml").read_text("utf-8"))}
TOLD = (
    "K00-contract-example",
    "M05-shenzhen-A07-battery42d",
    "B04-sixty-days-3000km-both-last",
    "B20-serious-disputed",
    "B24-motor-twice-not-cured",
)
FURTHER = (
    "E05-brake-judder",
    "M18-landrover-fuel24d",
    "B01-seven-days-last-day",
    "B22-transition-line",
    "E01-seep-7day-notfound",
    "E02-sand-in-engine",
    "C06-hanyang-adas",
    "E07-engine-27days-loancar",
    "B13-battery-transport-excluded",
    "M26-truck-brakebooster",
    "C03-ninghai-evbattery90days",
)
THOROUGH = [pytest.param(case_id, marks=pytest.mark.thorough) for case_id in FURTHER]


@pytest.mark.parametrize("case_id", [*TOLD, *THOROUGH])
def test_a_case_told_on_a_phone_shows_the_figures_of_the_engine(phone: Page, case_id: str):
    driver = Driver(phone, CASES[case_id])
    driver.run()
    expected = assess(facts_from_json(CASES[case_id]), texts=False)
    assert outcomes(phone, "remedy") == {remedy: getattr(expected.remedies, remedy).outcome for remedy in REMEDIES}
    assert counters(phone, driver.names()) == expected_counters(expected.counters)
    assert due_days(phone) == {row.duty: row.due_on.isoformat() for row in expected.deadlines}
    assert money(phone) == expected_money(expected.money)
    alternative = expected.alternative
    others = {remedy: getattr(alternative.remedies, remedy).outcome for remedy in REMEDIES} if alternative else {}
    assert outcomes(phone, "other-remedy") == others


def attributes(page: Page, selector: str, *names: str) -> list[tuple[str, ...]]:
    return page.eval_on_selector_all(
        selector, "(all, names) => all.map(one => names.map(name => one.getAttribute(name)))", list(names)
    )


def outcomes(page: Page, name: str) -> dict[str, str]:
    return dict(attributes(page, f"[data-{name}]", f"data-{name}", "data-outcome"))


def counters(page: Page, names: dict[str, str]) -> dict[tuple[str, str], int]:
    """Those that have begun, problems by the owner's words."""
    rows = attributes(page, "[data-counter]", "data-counter", "data-key", "data-count")
    return {(counter, names.get(key, key)): int(count) for counter, key, count in rows if int(count)}


def expected_counters(found) -> dict[tuple[str, str], int]:
    if found is None:
        return {}
    rows = {("repair_days", ""): found.repair_days.count}
    rows["serious_safety_repairs", ""] = found.serious_safety_repairs.count
    for counter in ("same_problem", "assembly_replacements", "component_replacements"):
        rows |= {(counter, key): row.count for key, row in getattr(found, counter).items()}
    return {key: count for key, count in rows.items() if count}


def due_days(page: Page) -> dict[str, str]:
    return dict(attributes(page, "[data-duty]", "data-duty", "data-due"))


def money(page: Page) -> dict[str, Decimal]:
    rows = attributes(page, "[data-yuan]", "data-yuan", "data-amount")
    return {code: Decimal(amount) for code, amount in rows if code in ("use_compensation", "refund")}


def expected_money(found) -> dict[str, Decimal]:
    """Use compensation stands in the sum of a refund."""
    if found.refund_yuan is None:
        return {}
    compensation = {"use_compensation": found.use_compensation.yuan} if found.use_compensation.yuan else {}
    return {**compensation, "refund": found.refund_yuan}
