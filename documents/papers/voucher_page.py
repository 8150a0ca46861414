"""The voucher as it is printed: every value a ready text, every number of the law from the law's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from documents.papers.proof import Proof
from documents.papers.voucher import ORDER_43, PartName, VoucherContext, VoucherLaw, percent
from sanbao.law.facts import PeriodTerms
from sanbao.law.words_zh import day, listed

_LINE, _MOST_LINES = 44, 14  # characters in a line of the front; lines of free text that it has room for
# An interval left out by agreement is no term of the law and is not announced on a voucher.
_EXCLUDED = {
    "special_part_transport": "特殊零部件的运输时间",
    "traction_battery_transport": "动力蓄电池的运输时间",
    "rescue_travel": "外出救援的路途时间",
}
_EXCLUDED_EN = {
    "special_part_transport": "transport of special parts",
    "traction_battery_transport": "transport of the traction battery",
    "rescue_travel": "the way to a rescue",
}


@dataclass(frozen=True, slots=True)
class Named:
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    group: Named
    components: tuple[PartName, ...]


@dataclass(frozen=True, slots=True)
class WearRow:
    part: Named
    terms: Named


def period_words(terms: PeriodTerms) -> Named:
    return Named(
        f"{terms.months}个月或者{terms.km:,}公里，先到为准",
        f"{terms.months} months or {terms.km:,} km, whichever comes first",
    )


def wear_words(terms: PeriodTerms) -> Named:
    return Named(f"{terms.months}个月或者{terms.km:,}公里", f"{terms.months} months or {terms.km:,} km")


def law_of(context: VoucherContext) -> VoucherLaw:
    law = context.settle().settled
    assert law is not None  # noqa: S101  says to the type checker what settling does
    return law


def car_values(context: VoucherContext) -> dict[str, str]:
    """The texts that differ from car to car; each stands on one line of its own, so that a form can be filled."""
    law = law_of(context)
    values = {
        "number": context.number,
        "vin": context.vin,
        "produced_on": day(context.produced_on),
        "invoiced_on": day(context.invoiced_on),
        "repair_warranty_until": day(law.repair_warranty_until),
        "three_guarantees_until": day(law.three_guarantees_until),
        "starts_on": day(law.starts_on),
    }
    if context.handover_on is not None:
        values["handover_on"] = day(context.handover_on)
    if context.reissued_on is not None:
        values["reissued_on"] = day(context.reissued_on)
    if context.proof is not None:
        values["check_code"] = context.proof.check_code
    return values


@dataclass(frozen=True, slots=True)
class VoucherPage:
    """What the template prints beside the values of the car."""

    context: VoucherContext

    @property
    def is_order_43(self) -> bool:
        return self.context.regulation == ORDER_43

    @property
    def is_dense(self) -> bool:
        """Whether long names and addresses would push the foot of the front off its page in the usual size."""
        paper = self.context
        businesses = [text for one in (paper.producer, paper.seller) for text in (one.name, one.address)]
        texts = [*businesses, paper.repairers, paper.terms, paper.other]
        return sum(ceil(len(text) / _LINE) for text in texts) > _MOST_LINES

    @property
    def order(self) -> Named:
        law = law_of(self.context)
        return Named(law.order_zh, law.order_en)

    @property
    def proof(self) -> Proof | None:
        return self.context.proof

    @property
    def repair_warranty(self) -> Named:
        return period_words(self.context.repair_warranty)

    @property
    def three_guarantees(self) -> Named:
        return period_words(self.context.three_guarantees)

    @property
    def coefficient(self) -> str:
        coefficient = self.context.use_compensation_coefficient
        return "" if coefficient is None else percent(coefficient)  # none: refused before it comes here

    @property
    def distance(self) -> str:
        return f"{law_of(self.context).compensation_distance_km:,}"

    @property
    def capacity_fade(self) -> Named | None:
        fade = self.context.capacity_fade
        if fade is None:
            return None
        shares = [f"{share.normalize():f}%" for share in (fade.repair_warranty_percent, fade.three_guarantees_percent)]
        return Named(
            f"动力蓄电池的放电容量，在包修期内不低于标称值的{shares[0]}，在三包有效期内不低于标称值的{shares[1]}。"
            f"检测方法：{fade.method}",
            f"Capacity of the traction battery: at least {shares[0]} of the nominal value within the repair warranty,"
            f" at least {shares[1]} within the three-guarantees period.",
        )

    @property
    def groups(self) -> tuple[GroupRow, ...]:
        return tuple(GroupRow(_named(group.name), group.components) for group in self.context.main_components)

    @property
    def has_extra_parts(self) -> bool:
        return any(part.extra for group in self.context.main_components for part in group.components)

    @property
    def wear_rows(self) -> list[tuple[WearRow, ...]]:
        """Two wear parts a row, read down the columns."""
        rows = [WearRow(_named(part.name), wear_words(part.terms)) for part in self.context.wear_parts]
        half = (len(rows) + 1) // 2
        return [(row, *rows[half + place : half + place + 1]) for place, row in enumerate(rows[:half])]

    @property
    def excluded(self) -> Named:
        """What the total of repair days leaves out."""
        law = law_of(self.context).excluded
        return Named(
            listed([words for code, words in _EXCLUDED.items() if code in law]),
            _and([words for code, words in _EXCLUDED_EN.items() if code in law]),
        )

    @property
    def parts_word(self) -> str:
        return "主要零部件" if self.is_order_43 else "主要零件"


def _named(part: PartName) -> Named:
    return Named(part.zh, part.en)


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def voucher_values(context: VoucherContext) -> Mapping[str, object]:
    """What the template is given."""
    settled = context.settle()
    return {"page": VoucherPage(settled), "paper": settled, "car": car_values(settled), "title": title(context)}


def title(context: VoucherContext) -> str:
    return f"家用汽车产品三包凭证 {context.number}"
