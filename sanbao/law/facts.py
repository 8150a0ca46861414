"""The facts of a case: what people have established, stated or left open (contract version 1).

Frozen values, no behaviour. Parsed strictly by `sanbao.law.parsing`; the application builds them from its rows.
`None` means "absent": the default that the contract gives to an absent key is applied by the rules that read it.
Money is `Decimal` yuan, distances are whole km, moments are aware datetimes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

CONTRACT = 1


@dataclass(frozen=True, slots=True)
class PeriodTerms:
    """A promised period: months and km, whichever is reached first."""

    months: int
    km: int


@dataclass(frozen=True, slots=True)
class Vehicle:
    kind: str
    invoiced_on: date
    energy: str | None = None
    use: str | None = None
    handover_on: date | None = None
    replacement_handover_on: date | None = None
    price_yuan: Decimal | None = None
    resold_after_return: bool = False


@dataclass(frozen=True, slots=True)
class Voucher:
    """What the producer promises; an absent term is the statutory minimum."""

    repair_warranty: PeriodTerms | None = None
    three_guarantees: PeriodTerms | None = None
    use_compensation_coefficient: Decimal | None = None
    wear_parts: Mapping[str, PeriodTerms] = field(default_factory=dict)
    extra_main_components: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExcludedInterval:
    """An interval that may not count as repair time."""

    reason: str
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was wrong or was done. Yes/no facts are `yes`, `no`, `disputed` or `unknown`."""

    problem: str
    work: str
    group: str | None = None
    component: str | None = None
    main_component: str | None = None
    position: str | None = None
    quality_problem: str | None = None
    serious_safety: str | None = None
    event: str | None = None
    event_established: str | None = None
    needs_replacement: str | None = None
    resolved: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One repair record; `finished_at` is absent while the car is in the shop."""

    id: str
    repairer: str
    received_at: datetime
    mileage_km: int
    items: tuple[Item, ...]
    finished_at: datetime | None = None
    excluded: tuple[ExcludedInterval, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked for today, and what is wrong with the car now."""

    made_on: date
    mileage_km: int
    wants: str
    items: tuple[Item, ...] = ()
    papers: tuple[str, ...] = ()
    same_model_available: bool | None = None
    equal_or_better_available: bool | None = None
    returned_on: date | None = None
    returned_mileage_km: int | None = None
    losses_yuan: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A ground the business raises, for the problems it names."""

    ground: str
    problems: tuple[str, ...]
    caused_damage: str | None = None
    established: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A whole case. `as_of_given` keeps the spelling of `as_of`, which the assessment echoes."""

    as_of: date | datetime
    vehicle: Vehicle
    voucher: Voucher = field(default_factory=Voucher)
    visits: tuple[Visit, ...] = ()
    demand: Demand | None = None
    exemptions: tuple[Exemption, ...] = ()
    as_of_given: str | None = None
