"""The three-guarantees voucher: what stands on it, and which article asks for what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.papers.checking import Problem, cited, unprintable
from documents.papers.proof import Proof
from sanbao.law.facts import PeriodTerms, Vehicle, Voucher
from sanbao.law.parts import edition
from sanbao.law.periods import Periods, period_start, periods_of
from sanbao.law.regulations import Citation, Law, regulation, regulation_in_force

ORDER_43, ORDER_150 = "samr-43", "aqsiq-150"
VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
NUMBER = re.compile(r"[A-Z0-9-]{1,20}")  # one line of its place on the paper, and a file name
CHECK_CODE = re.compile(r"[A-Z0-9-]{1,12}")
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

    def periods(self) -> Periods:
        """The periods as the law counts them for these terms."""
        return periods_of(self._vehicle(), Voucher(self.repair_warranty, self.three_guarantees), self.law)

    def starts_on(self) -> date:
        return period_start(self._vehicle(), self.law)

    def _vehicle(self) -> Vehicle:
        return Vehicle(
            self.kind,
            self.invoiced_on,
            handover_on=self.handover_on,
            replacement_handover_on=self.replacement_handover_on,
        )


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


def problems_of(context: VoucherContext, coverage: frozenset[int]) -> Iterator[Problem]:
    """Everything that keeps this voucher from being issued."""
    yield from _missing(context)
    yield from _misshapen(context)
    yield from _below_the_law(context)
    yield from unprintable(context, coverage)


def _missing(context: VoucherContext) -> Iterator[Problem]:
    for item in STATUTORY_ITEMS[context.regulation]:
        for path in item.fields:
            if item.asked_of(context) and _is_empty(_value(context, path)):
                values = {"item": item.name, "citation": cited(item.citation)}
                yield Problem(path, _("“%(item)s”不完整，不能出具凭证（%(citation)s）。") % values, item.citation)
    if context.capacity_fade is not None and not context.capacity_fade.method.strip():
        yield Problem("capacity_fade.method", _("请写明容量衰减的检测方法。"))


def _value(context: Any, path: str) -> Any:
    for name in path.split("."):
        context = getattr(context, name)
    return context


def _is_empty(value: Any) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def _misshapen(context: VoucherContext) -> Iterator[Problem]:
    if not NUMBER.fullmatch(context.number):
        yield Problem("number", _("凭证编号由大写字母、数字和连字符组成，最多20个。"))
    if context.proof is not None and not CHECK_CODE.fullmatch(context.proof.check_code):
        yield Problem("proof.check_code", _("校验码由大写字母、数字和连字符组成，最多12个。"))
    if context.vin and not VIN.fullmatch(context.vin):
        yield Problem("vin", _("车辆识别代号是17位大写字母和数字，没有字母I、O、Q。"))
    for who in ("producer", "seller"):
        postcode = getattr(context, who).postcode
        if postcode and not POSTCODE.fullmatch(postcode):
            yield Problem(f"{who}.postcode", _("邮政编码是6位数字。"))
    governing = regulation_in_force(context.replacement_handover_on or context.invoiced_on)
    if governing is None or governing.id != context.regulation:
        yield Problem("regulation", _("这辆车的开票日期不归这个规定管。"))
    handed_over = context.handover_on or context.invoiced_on
    if context.produced_on > max(context.invoiced_on, handed_over):
        yield Problem("produced_on", _("生产日期不能晚于开具发票和交付车辆的日期。"))


def _below_the_law(context: VoucherContext) -> Iterator[Problem]:
    """A producer may promise more than the law, never less."""
    law, parameters = context.law, regulation(context.regulation).parameters
    for name in ("repair_warranty", "three_guarantees"):
        for unit, says in (
            ("months", _("不能短于%(least)s个月（%(citation)s）。")),
            ("km", _("不能少于%(least)s公里（%(citation)s）。")),
        ):
            least = getattr(law, f"{name}_{unit}")
            if getattr(getattr(context, name), unit) < least:
                citation = parameters[f"{name}_{unit}"].citation
                values = {"least": f"{least:,}", "citation": cited(citation)}
                yield Problem(f"{name}.{unit}", says % values, citation)
    coefficient, most = context.use_compensation_coefficient, law.compensation_coefficient_max
    if coefficient is not None and not 0 <= coefficient <= most:
        citation = parameters["compensation_coefficient_max"].citation
        values = {"most": percent(most), "citation": cited(citation)}
        yield Problem("use_compensation_coefficient", _("不能高于%(most)s（%(citation)s）。") % values, citation)


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
