"""Of whom it can be asked: the seller for the car as a whole, a repairer for what is repaired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.cases.asking.draft import Draft
from claims.cases.services.opening import Respondent
from claims.filings.models import Appointment
from claims.record.facts import sale_known
from claims.repairs.models import Visit
from sanbao.accounts.models import Organisation
from sanbao.web import says

OTHER = "other"
MOST_APPOINTED = 8


@dataclass(frozen=True)
class Option:
    """`value` stands for it in the form."""

    value: str
    name: str
    hint: str
    respondent: Respondent


def options_for(draft: Draft) -> list[Option]:
    """Each once: the likeliest first."""
    owed_by_seller = draft.claim.about.owed_by_seller
    found = [*_seller(draft)] if owed_by_seller else [*_repairers(draft), *_seller(draft), *_appointed(draft)]
    first: dict[str, Option] = {}
    for option in found:
        first.setdefault(option.name, option)
    return list(first.values())


def _seller(draft: Draft) -> Iterator[Option]:
    sale = sale_known(draft.claim.vehicle)
    if sale is None:
        return
    if sale.seller is not None:
        yield _of(sale.seller, _("卖车的经销店"))
    elif sale.seller_name:
        yield _named(sale.seller_name, _("卖车的经销店，没有使用本网站"))


def _repairers(draft: Draft) -> Iterator[Option]:
    for visit in reversed(draft.visits):
        yield _of_visit(visit.row, visit.began_at)


def _of_visit(visit: Visit, began_at: datetime) -> Option:
    hint = _("修过这辆车，最近一次是{day}").format(day=says.day(began_at))
    return _of(visit.outlet, hint) if visit.outlet else _named(visit.outlet_name, hint)


def _appointed(draft: Draft) -> Sequence[Option]:
    """Other outlets that the producer has appointed to repair, by name."""
    line = draft.claim.vehicle.model_line
    if line is None:
        return ()
    today = timezone.localdate(draft.now)
    runs = Q(valid_from__lte=today) & (Q(valid_until=None) | Q(valid_until__gte=today))
    rows = Appointment.objects.filter(runs, producer=line.producer, repairs=True).select_related("outlet")
    hint = _("生产者约定的修理者")
    return [_of(one.outlet, hint) for one in rows.order_by("outlet__name")[:MOST_APPOINTED]]


def _of(organisation: Organisation, hint: str) -> Option:
    return Option(str(organisation.public_id), organisation.name, hint, Respondent(organisation=organisation))


def _named(name: str, hint: str) -> Option:
    return Option(f"name:{name}", name, hint, Respondent(name=name))
