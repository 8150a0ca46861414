"""The assessment: what the law gives on the facts, and why (contract version 1). Frozen values, no behaviour.

Written as JSON, and read back, by `sanbao.law.writing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sanbao.law.periods import Periods
from sanbao.law.selection import RegulationChoice, Scope

REPAIR = "repair"
ASSEMBLY_REPLACEMENT = "assembly_replacement"
VEHICLE_REPLACEMENT = "vehicle_replacement"
VEHICLE_RETURN = "vehicle_return"
LOANER_OR_TRANSPORT = "loaner_or_transport"
REMEDIES = (REPAIR, ASSEMBLY_REPLACEMENT, VEHICLE_REPLACEMENT, VEHICLE_RETURN, LOANER_OR_TRANSPORT)


@dataclass(frozen=True, slots=True)
class VisitTime:
    """Repair time of one counted visit; hours before exclusion and after the cut at the period's end."""

    id: str
    hours: Decimal
    excluded_hours: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class RepairDays:
    count: int
    limit: int
    visits: tuple[VisitTime, ...]


@dataclass(frozen=True, slots=True)
class Count:
    count: int
    limit: int
    visits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counters:
    """What is established, every open fact read as `no` (reading 19). Keys as in the contract."""

    repair_days: RepairDays
    same_problem: Mapping[str, Count]
    serious_safety_repairs: Count
    assembly_replacements: Mapping[str, Count]
    component_replacements: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Question:
    """An open fact on which a finding turns, and the finding's outcome with it answered."""

    fact: str
    asks: str
    if_yes: str
    if_no: str


@dataclass(frozen=True, slots=True)
class Finding:
    rule: str
    outcome: str
    grants: tuple[str, ...]
    owed_by: str
    facts: tuple[str, ...]
    short_by: Mapping[str, int]
    questions: tuple[Question, ...]
    text_zh: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    outcome: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remedies:
    """What may be asked for. `assemblies` are the groups to replace, `loaner_days` the days by visit."""

    repair: Remedy
    assembly_replacement: Remedy
    vehicle_replacement: Remedy
    vehicle_return: Remedy
    loaner_or_transport: Remedy
    assemblies: tuple[str, ...]
    loaner_days: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class UseCompensation:
    """Money the consumer owes for use; `applies` is None while a free ground is undetermined."""

    applies: bool | None
    coefficient: Decimal | None
    mileage_km: int | None
    yuan: Decimal | None


@dataclass(frozen=True, slots=True)
class Money:
    use_compensation: UseCompensation
    refund_yuan: Decimal | None


@dataclass(frozen=True, slots=True)
class Deadline:
    duty: str
    due_on: date | None
    rule: str


@dataclass(frozen=True, slots=True)
class Notice:
    code: str
    text_zh: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """The remedies under the other regulation."""

    regulation: str
    scope: Scope
    remedies: Remedies


@dataclass(frozen=True, slots=True)
class Assessment:
    """`periods` and `counters` are None out of scope."""

    as_of: str
    regulation: RegulationChoice
    scope: Scope
    periods: Periods | None
    counters: Counters | None
    findings: tuple[Finding, ...]
    remedies: Remedies
    money: Money
    deadlines: tuple[Deadline, ...]
    notices: tuple[Notice, ...]
    alternative: Alternative | None
