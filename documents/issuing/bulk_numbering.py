"""The first transaction of a batch: one valid voucher a car, whether it was issued here, on a page or at its handover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.issuing.cars import KnownCar, car_register, valid_vouchers
from documents.issuing.freezing import Order, freeze, says_the_same
from documents.issuing.models import Paper
from documents.issuing.numbering import lock_series
from documents.papers.checking import ContextError, Problem
from documents.papers.printing import VOUCHER
from documents.papers.voucher import VoucherContext
from sanbao.accounts.models import Organisation, User

WORKER_STEPS_IN = timedelta(minutes=10)
Fit = tuple[Order, VoucherContext]
Refused = tuple[Order, ContextError]


@dataclass(frozen=True, slots=True)
class Numbered:
    """`issued`: how many of the papers were numbered now; the others were valid before."""

    papers: tuple[Paper, ...]
    issued: int
    refused: tuple[Refused, ...]


@transaction.atomic
def batch_number(fit: Sequence[Fit], *, issuer: Organisation, by: User, at: datetime) -> Numbered:
    """The voucher of each car, and the orders that say something else than it, or that the register of cars refuses.

    Whoever calls has permitted it.
    """
    # Cars first, then the series, as a handover locks them.
    cars = _locked([context for _order, context in fit], issuer)
    series = lock_series(VOUCHER, issuer, timezone.localdate(at).year)
    first = series.last
    cars = _registered_meanwhile([context for _order, context in fit], issuer, cars) | cars
    subjects = {order.subject for order, _context in fit} | {car.subject for car in cars.values()}
    valid, papers, refused = valid_vouchers(subjects, issuer), dict[int, Paper](), []
    for order, context in fit:
        car = cars.get(context.vin, KnownCar(order.subject))
        paper = valid.get(car.subject) or valid.get(order.subject)
        if why := _refusal(paper, car, context):
            refused.append((order, why))
            continue
        if paper is None:
            placed = replace(order, subject=car.subject)
            paper = freeze(placed, context, series, by=by, at=at, print_after=WORKER_STEPS_IN)
            valid[car.subject] = paper
            if context.vin in cars:
                car_register().voucher_given(context.vin, paper, by=by, at=at)
        papers[paper.pk] = paper
    return Numbered(tuple(papers.values()), series.last - first, tuple(refused))


def _locked(vouchers: Sequence[VoucherContext], issuer: Organisation) -> dict[str, KnownCar]:
    register = car_register()
    register.lock([one.vin for one in vouchers])
    return dict(register.known(vouchers, issuer))


def _registered_meanwhile(
    vouchers: Sequence[VoucherContext], issuer: Organisation, locked: Mapping[str, KnownCar]
) -> dict[str, KnownCar]:
    """Cars that came into the register while this waited for its series: not locked, so left to the next run."""
    others = [one for one in vouchers if one.vin not in locked]
    known = car_register().known(others, issuer)
    return {vin: replace(car, refusal=_("这辆车刚刚登记，请再运行一次。")) for vin, car in known.items()}


def _refusal(paper: Paper | None, car: KnownCar, context: VoucherContext) -> ContextError | None:
    if paper is None:
        return ContextError([Problem("vin", car.refusal)]) if car.refusal else None
    if says_the_same(paper, context):
        return None
    says = _("这辆车已有有效凭证%(number)s，内容不同；要改就先作废它，或者在网页上出具新的一份代替它。")
    return ContextError([Problem("vin", says % {"number": paper.number})])
