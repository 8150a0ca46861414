"""The three-guarantees voucher: what stands on it, and which article asks for what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from documents.papers.proof import Proof
from sanbao.law.facts import PeriodTerms, Vehicle, Voucher
from sanbao.law.parts import edition
from sanbao.law.periods import Periods, periods_of
from sanbao.law.regulations import Citation, Law, regulation
from sanbao.law.sources import law_data_version

ORDER_43, ORDER_150 = "samr-43", "aqsiq-150"
POSTCODE = re.compile(r"[0-9]{6}")
# What a car of this energy has not: its groups stay off the default list.
ABSENT_GROUPS = {
    "ice": ("traction_battery", "drive_motor"),
    "bev": ("engine", "pollution_control_device"),
    "fcev": ("engine", "pollution_control_device"),
}
WITH_CAPACITY_FADE = ("bev", "phev", "erev")  # driven by a battery that is charged from outside, or by it alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """A producer or a seller as the voucher names it."""

    name: str
    address: str
    postcode: str
    phone: str


@dataclass(frozen=True, slots=True)
class PartName:
    """A part in both languages; `extra`: listed by the producer beyond the standard."""

    zh: str
    en: str = ""
    extra: bool = False


@dataclass(frozen=True, slots=True)
class PartGroup:
    """An assembly or system with its main components."""

    name: PartName
    components: tuple[PartName, ...]


@dataclass(frozen=True, slots=True)
class WearPart:
    name: PartName
    terms: PeriodTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityFade:
    """The least capacity of the traction battery, in per cent of the nominal one, and how it is measured."""

    repair_warranty_percent: Decimal
    three_guarantees_percent: Decimal
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherLaw:
    """What the law's data say of a voucher when it is issued; frozen with it, so that it prints whatever they say later.

    `excluded`: what the total of repair days leaves out.
    """

    version: str
    order_zh: str
    order_en: str
    starts_on: date
    repair_warranty_until: date
    three_guarantees_until: date
    compensation_distance_km: int
    excluded: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherContext:
    """One voucher. Fields of the car and its sale first, then what is the same for a whole version of the voucher."""

    number: str
    vin: str
    produced_on: date
    invoiced_on: date
    handover_on: date | None
    replacement_handover_on: date | None = None
    reissued_on: date | None = None
    proof: Proof | None = None
    settled: VoucherLaw | None = None

    regulation: str
    energy: str
    kind: str = "passenger_car"
    brand: str
    model: str
    vehicle_type: str
    specification: str = ""
    producer: Business
    seller: Business
    repairers: str
    terms: str
    repair_warranty: PeriodTerms
    three_guarantees: PeriodTerms
    use_compensation_coefficient: Decimal | None
    main_components: tuple[PartGroup, ...]
    wear_parts: tuple[WearPart, ...]
    special_parts: tuple[PartName, ...]
    capacity_fade: CapacityFade | None = None
    other: str = ""
    bilingual: bool = False

    @property
    def law(self) -> Law:
        return regulation(self.regulation).law_on(self.invoiced_on)

    def settle(self) -> VoucherContext:
        """With what the law's data say now, unless that was settled before."""
        return self if self.settled is not None else replace(self, settled=self._settled())

    def _settled(self) -> VoucherLaw:
        law, governing, periods = self.law, regulation(self.regulation), self._periods()
        return VoucherLaw(
            version=law_data_version(),
            order_zh=f"{governing.title_zh}（{governing.number_zh}）",
            order_en=f"{governing.title_en} ({governing.short_en})",
            starts_on=periods.starts_on,
            repair_warranty_until=periods.repair_warranty.last_day,
            three_guarantees_until=periods.three_guarantees.last_day,
            compensation_distance_km=law.compensation_distance_km,
            excluded=tuple(sorted(law.excluded_from_repair_days)),
        )

    def _periods(self) -> Periods:
        """As the law counts them for these terms."""
        vehicle = Vehicle(
            self.kind,
            self.invoiced_on,
            handover_on=self.handover_on,
            replacement_handover_on=self.replacement_handover_on,
        )
        return periods_of(vehicle, Voucher(self.repair_warranty, self.three_guarantees), self.law)


@dataclass(frozen=True, slots=True)
class StatutoryItem:
    """What a regulation wants on the voucher, and the fields that give it."""

    name: Promise
    citation: Citation
    fields: tuple[str, ...]
    energies: tuple[str, ...] | None = None

    def asked_of(self, context: VoucherContext) -> bool:
        return self.energies is None or context.energy in self.energies


_BUSINESS = ("name", "address", "postcode", "phone")
_PRODUCER = tuple(f"producer.{name}" for name in _BUSINESS)
_SELLER = tuple(f"seller.{name}" for name in _BUSINESS)
_PARTS = ("main_components", "special_parts", "wear_parts")


def _article_9(item: int) -> Citation:
    return Citation(ORDER_43, 9, None, item)


_ARTICLE_10 = Citation(ORDER_150, 10, 3)

STATUTORY_ITEMS: dict[str, tuple[StatutoryItem, ...]] = {
    ORDER_43: (
        StatutoryItem(
            gettext_lazy("产品信息"), _article_9(1), ("brand", "model", "vehicle_type", "vin", "produced_on")
        ),
        StatutoryItem(gettext_lazy("生产者信息"), _article_9(2), _PRODUCER),
        StatutoryItem(gettext_lazy("销售者信息"), _article_9(3), (*_SELLER, "invoiced_on", "handover_on")),
        StatutoryItem(gettext_lazy("修理者信息的查询方式"), _article_9(4), ("repairers",)),
        StatutoryItem(
            gettext_lazy("三包条款、包修期、三包有效期、使用补偿系数"),
            _article_9(5),
            ("terms", "repair_warranty", "three_guarantees", "use_compensation_coefficient"),
        ),
        StatutoryItem(gettext_lazy("主要零部件、特殊零部件、易损耗零部件"), _article_9(6), _PARTS),
        StatutoryItem(gettext_lazy("动力蓄电池容量衰减限值"), _article_9(7), ("capacity_fade",), WITH_CAPACITY_FADE),
    ),
    ORDER_150: (
        StatutoryItem(
            gettext_lazy("产品信息"),
            _ARTICLE_10,
            ("brand", "model", "vehicle_type", "specification", "vin", "produced_on"),
        ),
        StatutoryItem(gettext_lazy("生产者信息"), _ARTICLE_10, _PRODUCER),
        StatutoryItem(gettext_lazy("销售者信息"), _ARTICLE_10, (*_SELLER, "invoiced_on")),
        StatutoryItem(gettext_lazy("修理者信息或者查询方式"), _ARTICLE_10, ("repairers",)),
        StatutoryItem(
            gettext_lazy("三包条款、包修期、三包有效期"), _ARTICLE_10, ("terms", "repair_warranty", "three_guarantees")
        ),
        StatutoryItem(gettext_lazy("主要零件、特殊零部件、易损耗零部件"), _ARTICLE_10, _PARTS),
        StatutoryItem(gettext_lazy("使用补偿系数"), Citation(ORDER_150, 25, 1), ("use_compensation_coefficient",)),
    ),
}


def percent(share: Decimal) -> str:
    """0.005 as 0.5%."""
    return f"{(share * 100).normalize():f}%"


def standard_groups(edition_name: str, energy: str) -> tuple[PartGroup, ...]:
    """The main components that the standard lists for a car of this energy: the least a producer's list holds."""
    table = edition(edition_name)
    rows = table.main_components.values()
    return tuple(
        PartGroup(PartName(group.zh, group.en), tuple(PartName(row.zh, row.en) for row in rows if row.group == code))
        for code, group in table.groups.items()
        if code not in ABSENT_GROUPS.get(energy, ())
    )
