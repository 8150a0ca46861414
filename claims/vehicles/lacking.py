"""What keeps the voucher of a sale from being printed, in plain words, told before the handover and not at its end."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.filings.terms import FiledTerms
from claims.vehicles import frozen_terms
from claims.vehicles.models import Sale
from claims.vehicles.voucher import NotFiledError, voucher_of
from documents.issuing.numbering import SAMPLE
from documents.issuing.register import kind_of
from documents.papers.checking import ContextError, Problem
from documents.papers.printing import VOUCHER

# Fields of the voucher that the producer files, as he knows them; of several with one name it is said once.
_FILED = {
    "main_components": _("主要零部件的清单"),
    "special_parts": _("特殊零部件的清单"),
    "wear_parts": _("易损耗零部件的清单和质量保证期"),
    "capacity_fade": _("动力蓄电池容量衰减的限值和检测方法"),
    "use_compensation_coefficient": _("使用补偿系数"),
    "terms": pgettext_lazy("within a sentence", "三包条款"),
    "repair_warranty": pgettext_lazy("within a sentence", "包修期"),
    "three_guarantees": pgettext_lazy("within a sentence", "三包有效期"),
    "repairers": _("修理者信息的查询方式"),
    "producer": _("生产者的名称、地址、邮政编码和电话"),
    "vehicle_type": _("车型的车辆类型"),
    "specification": _("车型的规格"),
    "seller": _("约定本店销售这个品牌，写明本店的地址、邮政编码和电话"),
}


@dataclass(frozen=True)
class Lacking:
    """`nothing_filed`: the car may be handed over, its voucher follows. Otherwise what the producer has still to file,
    and whatever else is wrong, keep the handover from being completed."""

    nothing_filed: bool = False
    by_producer: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nothing_filed or self.by_producer or self.others)


def lacking(sale: Sale, fresh: FiledTerms | None) -> Lacking:
    """With the frozen terms, completed by `fresh`: what is filed for that day by now."""
    asked = copy(sale)
    asked.terms_json = completed(sale, fresh)
    asked.handover_on = sale.handover_on or timezone.localdate()
    try:
        kind = kind_of(VOUCHER)
        kind.check(kind.numbered(voucher_of(asked), SAMPLE))
    except NotFiledError:
        return Lacking(nothing_filed=True)
    except ContextError as refused:
        return _told(refused.problems)
    return Lacking()


def completed(sale: Sale, fresh: FiledTerms | None) -> dict[str, object] | None:
    """What was frozen stays; what it lacks comes from a later filing for the same day."""
    kept = sale.terms
    if kept is None:
        return None if fresh is None else frozen_terms.frozen(fresh)
    if fresh is None:
        return sale.terms_json
    whole = replace(
        kept,
        coefficient=fresh.coefficient if kept.coefficient is None else kept.coefficient,
        wear_parts=kept.wear_parts or fresh.wear_parts,
        special_parts=kept.special_parts or fresh.special_parts,
        capacity_limits=kept.capacity_limits or fresh.capacity_limits,
    )
    return frozen_terms.frozen(whole)


def _told(problems: Iterable[Problem]) -> Lacking:
    rows = [(_FILED.get(one.field.partition(".")[0]), one.says) for one in problems]
    return Lacking(
        by_producer=tuple(dict.fromkeys(str(name) for name, _says in rows if name)),
        others=tuple(dict.fromkeys(str(says) for name, says in rows if not name)),
    )
