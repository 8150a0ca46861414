"""The two orders: their numbers, their rules in the order of the articles, and which of them governs (reading 1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

PARTS = yaml.safe_load((Path(__file__).parent / "parts.yaml").read_text(encoding="utf-8"))
REPLACE_OR_RETURN = ("vehicle_replacement", "vehicle_return")


@dataclass(frozen=True)
class Rule:
    """One rule. `kind` names the test, `price` says whether a met ground is free or paid (reading 15)."""

    id: str
    kind: str
    grants: tuple[str, ...]
    owed_by: str
    price: str | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Order:
    """The numbers of one order and its rules."""

    id: str
    edition: str
    assemblies: tuple[str, ...]
    repair_days: int
    same_problem: int
    highest_coefficient: Decimal
    rules: tuple[Rule, ...]

    @property
    def main_components(self) -> dict[str, list[str]]:
        """The edition's table: group, then its main components."""
        return PARTS[self.edition]["main_components"]

    @property
    def wear_parts(self) -> list[str]:
        return PARTS[self.edition]["wear_parts"]


SAMR_43 = Order(
    id="samr-43",
    edition="2021",
    assemblies=("engine", "gearbox", "traction_battery", "drive_motor"),
    repair_days=30,
    same_problem=4,
    highest_coefficient=Decimal("0.005"),
    rules=(
        Rule("samr-43/19-1", "free_repair", ("repair",), "repairer"),
        Rule("samr-43/20", "assembly_at_fault_early", ("assembly_replacement",), "repairer"),
        Rule("samr-43/21", "long_visit", ("loaner_or_transport",), "repairer"),
        Rule("samr-43/22", "seven_days", REPLACE_OR_RETURN, "seller", "free"),
        Rule("samr-43/23", "event_early", REPLACE_OR_RETURN, "seller", "free"),
        Rule("samr-43/24-1-1", "serious_safety", REPLACE_OR_RETURN, "seller", "paid"),
        Rule("samr-43/24-1-2", "assemblies", REPLACE_OR_RETURN, "seller", "paid"),
        Rule(
            "samr-43/24-1-3",
            "components",
            REPLACE_OR_RETURN,
            "seller",
            "paid",
            groups=tuple(PARTS["2021"]["main_components"]),
        ),
        Rule("samr-43/24-1-4-time", "repair_days", REPLACE_OR_RETURN, "seller", "paid"),
        Rule("samr-43/24-1-4-count", "same_problem", REPLACE_OR_RETURN, "seller", "paid"),
    ),
)

AQSIQ_150 = Order(
    id="aqsiq-150",
    edition="2013",
    assemblies=("engine", "gearbox"),
    repair_days=35,
    same_problem=5,
    highest_coefficient=Decimal("0.008"),
    rules=(
        Rule("aqsiq-150/18-1", "free_repair", ("repair",), "repairer"),
        Rule("aqsiq-150/18-2", "assembly_at_fault_early", ("assembly_replacement",), "repairer"),
        Rule("aqsiq-150/19-1", "long_visit", ("loaner_or_transport",), "repairer"),
        Rule("aqsiq-150/20-2", "event_early", REPLACE_OR_RETURN, "seller", "free"),
        Rule("aqsiq-150/20-3-1", "serious_safety", REPLACE_OR_RETURN, "seller", "paid"),
        Rule("aqsiq-150/20-3-2-assembly", "assemblies", REPLACE_OR_RETURN, "seller", "paid"),
        Rule(
            "aqsiq-150/20-3-2-component",
            "components",
            REPLACE_OR_RETURN,
            "seller",
            "paid",
            groups=("engine", "gearbox"),
        ),
        Rule(
            "aqsiq-150/20-3-3",
            "components",
            REPLACE_OR_RETURN,
            "seller",
            "paid",
            groups=("steering_system", "braking_system", "suspension_system", "axle", "vehicle_body"),
        ),
        Rule("aqsiq-150/21-1-time", "repair_days", ("vehicle_replacement",), "seller", "paid"),
        Rule("aqsiq-150/21-1-count", "same_problem", ("vehicle_replacement",), "seller", "paid"),
    ),
)


def governing(vehicle: dict) -> tuple[Order | None, str]:
    """Reading 1: the order that governs (None: neither) and why."""
    replaced_on = vehicle.get("replacement_handover_on")
    day = date.fromisoformat(replaced_on or vehicle["invoiced_on"])
    word = "replacement" if replaced_on else "invoiced"
    if day < date(2013, 10, 1):
        return None, "sold_before_2013_10_01"
    if day <= date(2021, 12, 31):
        return AQSIQ_150, f"{word}_before_2022_01_01"
    return SAMR_43, f"{word}_on_or_after_2022_01_01"
