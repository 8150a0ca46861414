"""What the business tells when it has done what was granted: what each remedy has to say, and what becomes of the cars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Remedy
from claims.cases.figures import Figures, figures_of
from claims.cases.models import Claim, Fulfilment
from claims.record.facts import sale_known
from claims.repairs.models import Visit
from claims.repairs.selectors import whole_visits
from claims.repairs.told import told
from claims.vehicles.models import Sale
from claims.vehicles.services.exchanging import Given
from sanbao.accounts.models import User

LATER_THAN_TODAY = _("日期不能晚于今天。")
BEFORE_MADE = _("办好的日期不能早于提出要求的日期。")
BEFORE_OWNED = _("交还车辆的日期不能早于交车日期。")
SAY_WHICH_VISIT = _("请选择是哪一次送修，或者写明在哪里、怎样办好的。")
NOT_THIS_CAR = _("这次送修是另一辆车的，或者还没有修好。")
NO_ASSEMBLY = _("这次送修的记录里没有更换总成。请先在送修记录里更正，或者选择另一次。")
SAY_NEW_CAR = _("请填写换来的车。")
SAY_RETURNED = _("请填写车辆交还的日期。")
SAY_KM = _("请填写交还时的里程。")
SAY_PAID = _("请填写付款的金额。")
SAY_PAID_ON = _("请填写付款的日期。")
SAY_DAYS = _("请填写天数。")
SAY_WORDS = _("请写明是怎样办的。")
WHOLE_CAR = (Remedy.VEHICLE_REPLACEMENT, Remedy.VEHICLE_RETURN)
OF_A_VISIT = (Remedy.REPAIR, Remedy.ASSEMBLY_REPLACEMENT)
MONEY = (Remedy.VEHICLE_RETURN, Remedy.LOANER_OR_TRANSPORT, Remedy.MONEY)

MILLION = 1_000_000

Faults = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Done:
    """Money in fen. `given`: the new car of a replacement. `visit`: of a repair or a new assembly."""

    fulfilled_on: date
    words: str = ""
    visit: Visit | None = None
    given: Given | None = None
    returned_on: date | None = None
    returned_mileage_km: int | None = None
    days: int | None = None
    per_day_fen: int | None = None
    paid_fen: int | None = None
    paid_on: date | None = None


def sold_by_respondent(claim: Claim) -> Sale | None:
    """The sale of the claim's car, where the respondent has sold it: then it also gives the new one and the papers."""
    sale = sale_known(claim.vehicle)
    return sale if sale is not None and sale.seller_id is not None and sale.seller_id == claim.respondent_id else None


def check(claim: Claim, done: Done, at: datetime) -> None:
    """Raises ValidationError at the fields that say too little, or what cannot be so."""
    today, faults = timezone.localdate(at), Faults()
    for name in ("fulfilled_on", "returned_on", "paid_on"):
        day = getattr(done, name)
        if day is not None and day > today:
            faults[name] = LATER_THAN_TODAY
    if done.fulfilled_on < claim.demand.made_on:
        faults["fulfilled_on"] = BEFORE_MADE
    if done.returned_on is not None and done.returned_on < claim.ownership.since:
        faults["returned_on"] = BEFORE_OWNED
    faults |= _CHECKS.get(claim.remedy, _check_words)(claim, done)
    if done.paid_fen is not None and done.paid_on is None:
        faults["paid_on"] = SAY_PAID_ON
    if faults:
        raise ValidationError(faults)


def _check_visit(claim: Claim, done: Done) -> Faults:
    if done.visit is None:
        return {} if done.words.strip() else {"visit": SAY_WHICH_VISIT}
    if done.visit.vehicle_id != claim.vehicle_id or done.visit.finished_at is None:
        return {"visit": NOT_THIS_CAR}
    if claim.remedy == Remedy.ASSEMBLY_REPLACEMENT and not _has_new_assembly(done.visit):
        return {"visit": NO_ASSEMBLY}
    return {}


def _has_new_assembly(visit: Visit) -> bool:
    """As it stands with all corrections."""
    items = told(whole_visits().get(pk=visit.pk)).items
    return any(item.work(finished=True) == Remedy.ASSEMBLY_REPLACEMENT for item in items)


def _check_exchange(claim: Claim, done: Done) -> Faults:
    faults = _check_returned(done)
    if done.given is None and (sold_by_respondent(claim) is not None or not done.words.strip()):
        faults["vin"] = SAY_NEW_CAR
    return faults


def _check_return(_claim: Claim, done: Done) -> Faults:
    return _check_returned(done) | ({} if done.paid_fen is not None else {"paid_fen": SAY_PAID})


def _check_returned(done: Done) -> Faults:
    wanted = {"returned_on": SAY_RETURNED, "returned_mileage_km": SAY_KM}
    return {name: says for name, says in wanted.items() if getattr(done, name) is None}


def _check_loaner(_claim: Claim, done: Done) -> Faults:
    wanted = {"days": SAY_DAYS, "paid_fen": SAY_PAID}
    return {name: says for name, says in wanted.items() if getattr(done, name) is None}


def _check_money(_claim: Claim, done: Done) -> Faults:
    return {} if done.paid_fen is not None else {"paid_fen": SAY_PAID}


def _check_reissue(claim: Claim, done: Done) -> Faults:
    return {} if sold_by_respondent(claim) is not None else _check_words(claim, done)


def _check_words(_claim: Claim, done: Done) -> Faults:
    return {} if done.words.strip() else {"words": SAY_WORDS}


_CHECKS: Mapping[str, Callable[[Claim, Done], Faults]] = {
    Remedy.REPAIR: _check_visit,
    Remedy.ASSEMBLY_REPLACEMENT: _check_visit,
    Remedy.VEHICLE_REPLACEMENT: _check_exchange,
    Remedy.VEHICLE_RETURN: _check_return,
    Remedy.LOANER_OR_TRANSPORT: _check_loaner,
    Remedy.MONEY: _check_money,
    Remedy.VOUCHER_REISSUE: _check_reissue,
}


def row_of(claim: Claim, done: Done, by: User, at: datetime) -> Fulfilment:
    """Not yet saved; with what the law gives in money on this day."""
    row = Fulfilment(
        claim=claim,
        number=claim.fulfilments.count() + 1,
        remedy=claim.remedy,
        fulfilled_on=done.fulfilled_on,
        words=done.words.strip(),
        said_by=by,
        said_at=at,
    )
    for name in _TOLD_OF.get(claim.remedy, ()):
        setattr(row, name, getattr(done, name))
    _put_money(row, claim, done, at)
    return row


_PAID = ("paid_fen", "paid_on")
_TOLD_OF: Mapping[str, tuple[str, ...]] = {
    Remedy.REPAIR: ("visit",),
    Remedy.ASSEMBLY_REPLACEMENT: ("visit",),
    Remedy.VEHICLE_REPLACEMENT: ("returned_on", "returned_mileage_km", *_PAID),
    Remedy.VEHICLE_RETURN: ("returned_on", "returned_mileage_km", *_PAID),
    Remedy.LOANER_OR_TRANSPORT: ("days", "per_day_fen", *_PAID),
    Remedy.MONEY: _PAID,
}


def _put_money(row: Fulfilment, claim: Claim, done: Done, at: datetime) -> None:
    if claim.remedy in WHOLE_CAR:
        figures = figures_of(claim, at, returned_on=done.returned_on, returned_mileage_km=done.returned_mileage_km)
        row.price_fen, row.compensation_fen = figures.price_fen, figures.compensation_fen
        if figures.coefficient is not None:
            row.coefficient_millionths = int(figures.coefficient * MILLION)
        row.losses_fen, row.due_fen = figures.losses_fen, due_fen(claim.remedy, figures)
    elif claim.remedy == Remedy.LOANER_OR_TRANSPORT and done.days is not None and done.per_day_fen is not None:
        row.due_fen = done.days * done.per_day_fen
    elif claim.remedy in MONEY:
        row.due_fen = promised(claim).amount_fen


def due_fen(remedy: str, figures: Figures) -> int | None:
    """Of a return the refund; of a replacement the losses, less what the consumer owes for having used the old car."""
    if remedy == Remedy.VEHICLE_RETURN:
        return figures.refund_fen
    if figures.losses_fen is None or figures.compensation_fen is None:
        return None
    return figures.losses_fen - figures.compensation_fen


@dataclass(frozen=True)
class Promised:
    """What was granted, or what both have signed."""

    remedy: str = ""
    vehicle_offered: str = ""
    amount_fen: int | None = None


def promised(claim: Claim) -> Promised:
    signed = claim.settlements.filter(signed_at__isnull=False, lapsed_at=None).select_related("offer").last()
    row = signed.offer if signed else claim.replies.filter(grants=True).order_by("number").last()
    return Promised() if row is None else Promised(row.remedy, row.vehicle_offered, row.amount_fen)
