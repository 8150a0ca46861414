"""Times that were assumed: what is said of them on the page of a visit, and what the owner contests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.repairs.models import AssumedMoment, Remark
from claims.repairs.told import ToldVisit
from sanbao.web import says


@dataclass(frozen=True)
class Assumption:
    """`moment`: the field of the visit. `is_contested`: as far as the reader may know."""

    moment: str
    says: str
    is_contested: bool


def assumptions(visit: ToldVisit, remarks: Iterable[Remark]) -> tuple[Assumption, ...]:
    contested = {remark.contests for remark in remarks}
    return tuple(Assumption(one, _sentence(visit, one), one in contested) for one in visit.assumed)


def _sentence(visit: ToldVisit, moment: str) -> str:
    return _("{what}只知道日期，{moment}是按店里的营业时间推定的。").format(
        what=AssumedMoment(moment).label, moment=says.moment(getattr(visit, moment))
    )


def choices(visit: ToldVisit) -> Sequence[tuple[str, str]]:
    return [(one, AssumedMoment(one).label + _("：") + says.moment(getattr(visit, one))) for one in visit.assumed]
