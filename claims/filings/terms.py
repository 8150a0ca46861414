"""What a producer promises for a model line, as plain data; and what of it binds when the law asks for more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from documents.papers.voucher import ABSENT_GROUPS
from sanbao.law.facts import PeriodTerms
from sanbao.law.facts import Voucher as VoucherFacts
from sanbao.law.parts import Edition, edition
from sanbao.law.regulations import Law, Regulation, regulation_in_force


@dataclass(frozen=True, slots=True)
class MainComponent:
    """`group`: code of the assembly or system; `extra`: beyond the standard's table."""

    code: str
    name: str
    group: str
    extra: bool = False


@dataclass(frozen=True, slots=True)
class WearPart:
    code: str
    name: str
    period: PeriodTerms


@dataclass(frozen=True, slots=True)
class SpecialPart:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CapacityLimits:
    """The least capacity of the traction battery in per cent of the nominal one. None: not stated."""

    repair_warranty_percent: Decimal | None = None
    three_guarantees_percent: Decimal | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """The producer's, as the voucher prints it."""

    address: str
    postcode: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledTerms:
    """One version's terms as filed. A voucher is printed from `binding_on`, which never gives less than the law."""

    energy: str
    repair_warranty: PeriodTerms
    three_guarantees: PeriodTerms
    coefficient: Decimal | None
    main_components: tuple[MainComponent, ...]
    extra_main_components: tuple[MainComponent, ...] = ()
    wear_parts: tuple[WearPart, ...] = ()
    special_parts: tuple[SpecialPart, ...] = ()
    capacity_limits: CapacityLimits | None = None
    contact: Contact
    repairers: str
    terms: str
    other: str = ""
    version_number: int = 0
    version_id: str = ""

    def binding_on(self, day: date) -> FiledTerms:
        """What holds for a car sold on this day: of filed and statutory the better for its owner.

        The longer periods, months and km each by itself (assessment contract, 4); the coefficient at most the law's,
        0 where the law reads a silent voucher so (16); the standard's main components and the producer's; of the wear
        parts those the standard lists. Raises LookupError for a day before the first regulation.
        """
        rules = regulation_on(day)
        law, table = rules.law_on(day), edition(rules.parts_edition)
        return replace(
            self,
            repair_warranty=_longer(self.repair_warranty, law.repair_warranty_months, law.repair_warranty_km),
            three_guarantees=_longer(self.three_guarantees, law.three_guarantees_months, law.three_guarantees_km),
            coefficient=_coefficient(self.coefficient, law),
            main_components=standard_components(table, self.energy),
            extra_main_components=tuple(
                part for part in self.extra_main_components if part.code not in table.main_components
            ),
            wear_parts=tuple(part for part in self.wear_parts if part.code in table.wear_parts),
        )

    def voucher_facts(self) -> VoucherFacts:
        """For `sanbao.law`."""
        return VoucherFacts(
            repair_warranty=self.repair_warranty,
            three_guarantees=self.three_guarantees,
            use_compensation_coefficient=self.coefficient,
            wear_parts={part.code: part.period for part in self.wear_parts},
            extra_main_components=tuple(part.code for part in self.extra_main_components),
        )


def regulation_on(day: date) -> Regulation:
    """The regulation for cars sold on a day. Raises LookupError before the first one."""
    found = regulation_in_force(day)
    if found is None:
        raise LookupError(f"no regulation was in force on {day}")
    return found


def standard_components(table: Edition, energy: str) -> tuple[MainComponent, ...]:
    """The main components the standard lists for a car of this energy, in the order of its table."""
    absent = ABSENT_GROUPS.get(energy, ())
    return tuple(
        MainComponent(part.code, part.zh, part.group)
        for part in table.main_components.values()
        if part.group is not None and part.group not in absent
    )


def _longer(promised: PeriodTerms, months: int, km: int) -> PeriodTerms:
    return PeriodTerms(max(promised.months, months), max(promised.km, km))


def _coefficient(filed: Decimal | None, law: Law) -> Decimal | None:
    if filed is None:
        return law.compensation_coefficient_when_missing
    return min(filed, law.compensation_coefficient_max)
