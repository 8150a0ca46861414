"""The seller's duties at the handover, as the law's data has them for a day, in the language in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from claims.filings.terms import regulation_on
from documents.papers.checking import cited
from sanbao.law.regulations import Parameter

ALL = "handover_duties"
_TOLD = {
    "conformity_certificate": _("合格证明"),
    "consistency_certificate": _("一致性证书"),
    "owner_manual": pgettext_lazy("within a sentence", "使用说明书"),
    "voucher": pgettext_lazy("within a sentence", "三包凭证"),
    "maintenance_manual": pgettext_lazy("within a sentence", "维修保养手册"),
    "item_list": _("随车工具和附件的清单"),
    "terms": pgettext_lazy("within a sentence", "三包条款"),
    "repair_warranty": pgettext_lazy("within a sentence", "包修期"),
    "three_guarantees": pgettext_lazy("within a sentence", "三包有效期"),
    "use_compensation_coefficient": _("使用补偿系数"),
    "repair_outlets": _("修理网点怎样查询"),
}
# Of which other entry a duty hands over the things.
_LISTED_IN = {"handover_papers": "papers_with_car", "told_at_handover": "told_at_handover"}


@dataclass(frozen=True, slots=True)
class Duty:
    """`details`: what in particular, where the law counts it up."""

    key: str
    label: str
    says: str
    citation: str
    details: tuple[str, ...] = ()


def duties_on(day: date) -> tuple[Duty, ...]:
    """For a car sold on this day, in the order of the article. Raises LookupError before the first regulation."""
    rules = regulation_on(day)
    return tuple(_duty(rules.parameters[key], day) for key in rules.parameters[ALL].on(day))


def keys_on(day: date) -> tuple[str, ...]:
    return tuple(regulation_on(day).parameters[ALL].on(day))


def _duty(parameter: Parameter, day: date) -> Duty:
    is_english = get_language() == "en"
    return Duty(
        key=parameter.key,
        label=parameter.label_en if is_english else parameter.label_zh,
        says=parameter.paraphrase_en if is_english else parameter.paraphrase_zh,
        citation=cited(parameter.citation),
        details=_details(parameter.key, day),
    )


def _details(key: str, day: date) -> tuple[str, ...]:
    listed = _LISTED_IN.get(key)
    if listed is None:
        return ()
    codes = regulation_on(day).parameters[listed].on(day)
    return tuple(str(_TOLD[code]) for code in codes if code in _TOLD)
