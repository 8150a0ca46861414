"""Which regulation governs a car, and whether the car is in its scope (readings 1 and 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanbao.law.facts import CaseFacts, Vehicle
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.regulations import Law, Regulation, regulation_in_force


@dataclass(frozen=True, slots=True)
class RegulationChoice:
    """The governing regulation (None: sold before either) and why."""

    id: str | None
    because: str


@dataclass(frozen=True, slots=True)
class Scope:
    outcome: str
    because: str


_BECAUSE_INVOICED = {"aqsiq-150": "invoiced_before_2022_01_01", "samr-43": "invoiced_on_or_after_2022_01_01"}
_BECAUSE_REPLACED = {"aqsiq-150": "replacement_before_2022_01_01", "samr-43": "replacement_on_or_after_2022_01_01"}


def selecting_day(vehicle: Vehicle) -> date:
    """The day that selects the text: the invoice, for a replacement car its handover as the replacement."""
    return vehicle.replacement_handover_on or vehicle.invoiced_on


def governing_regulation(vehicle: Vehicle) -> tuple[Regulation | None, RegulationChoice]:
    regulation = regulation_in_force(selecting_day(vehicle))
    if regulation is None:
        return None, RegulationChoice(None, "sold_before_2013_10_01")
    reasons = _BECAUSE_REPLACED if vehicle.replacement_handover_on else _BECAUSE_INVOICED
    return regulation, RegulationChoice(regulation.id, reasons[regulation.id])


def scope_of(facts: CaseFacts, law: Law) -> Scope:
    """Is the car a household automobile of this regulation? The first reason that applies."""
    vehicle = facts.vehicle
    use = vehicle.use or "unknown"
    if vehicle.kind not in law.covered_kinds:
        return Scope(NOT_MET, "not_a_covered_vehicle")
    if vehicle.resold_after_return:
        return Scope(NOT_MET, "resold_after_return_is_contractual")
    if use == "commercial" and law.commercial_use == "out_of_scope":
        return Scope(NOT_MET, "not_household")
    excluded = excluded_by_commercial_use(facts, law)
    if use == "unknown":
        return Scope(UNDETERMINED, "commercial_use_is_a_ground" if excluded else "use_unknown")
    if excluded:
        return Scope(MET, "commercial_use_is_a_ground")
    return Scope(MET, "household_pickup" if vehicle.kind == "pickup" else "household_passenger_car")


def excluded_by_commercial_use(facts: CaseFacts, law: Law) -> bool:
    """Is commercial use, where it is a ground and not a question of scope, established (Order 150, article 30)?"""
    if law.commercial_use != "ground":
        return False
    return facts.vehicle.use == "commercial" or any(
        exemption.ground == "commercial_use" and exemption.established == "yes" for exemption in facts.exemptions
    )
