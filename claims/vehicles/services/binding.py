"""A car becomes that of an account: by a code, or by its invoice number and the seller's word. An owner who is there is told."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.vehicles import vin
from claims.vehicles.binding_codes import new_code, open_code
from claims.vehicles.models import BindingCode, BindingRequest, Ownership, Sale, Vehicle
from claims.vehicles.permissions import can_bind, can_decide_binding, can_renew_code, can_transfer
from claims.vehicles.services.recording import record_vehicle
from claims.vehicles.services.telling import tell_owner
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

NO_SUCH_CODE = gettext_lazy(
    "没有对上。请对照交车记录再看一遍车辆识别代号和绑定码；绑定码只能用一次，过户的14日内有效。"
)
ONES_OWN = gettext_lazy("这已经是您的车，不用再登记。")
ANOTHER_OWNER = gettext_lazy("这辆车已经登记在别人名下。请原车主在他的车辆页面办理过户，或者请销售者核实。")
NO_SUCH_INVOICE = gettext_lazy("没有对上。请对照购车发票再看一遍车辆识别代号和发票号码；都对的，请联系销售者。")
ALREADY_DECIDED = gettext_lazy("这个申请已经处理过。")


@transaction.atomic
def car_bind(*, vin_end: str, code: str, by: User, at: datetime) -> Vehicle:
    """Raises ValidationError at `code`, the same for a wrong code, a used one and a wrong car."""
    demand(can_bind(by))
    found = open_code(vin_end, code, at)
    if found is None:
        raise ValidationError({"code": NO_SUCH_CODE})
    vehicle = _locked(found.vehicle)
    used = BindingCode.objects.select_for_update().get(pk=found.pk)
    if used.used_at is not None or used.ended_at is not None:
        raise ValidationError({"code": NO_SUCH_CODE})
    used.used_at, used.used_by = at, by
    used.save(update_fields=["used_at", "used_by"])
    if used.purpose == BindingCode.Purpose.TRANSFER:
        _pass_on(vehicle, by, at)
    else:
        _bind(vehicle, by, at)
    return vehicle


@transaction.atomic
def binding_ask(*, typed_vin: str, invoice_number: str, by: User, at: datetime) -> BindingRequest:
    """The seller is asked. Asked again while it is open, it is the same request."""
    demand(can_bind(by))
    sale = (
        Sale.objects.select_related("vehicle", "seller")
        .filter(vehicle__vin=vin.compact(typed_vin), invoice_number=invoice_number.strip(), seller__isnull=False)
        .exclude(invoice_number="")
        .first()
    )
    if sale is None or sale.vehicle.brought_back_on is not None:
        raise ValidationError({"invoice_number": NO_SUCH_INVOICE})
    owner = sale.vehicle.ownerships.filter(until=None).select_related("consumer").first()
    if owner is not None and owner.consumer_id == by.pk:
        raise ValidationError({"invoice_number": ONES_OWN})
    request, is_new = BindingRequest.objects.get_or_create(
        vehicle=sale.vehicle, consumer=by, decision="", defaults={"asked_at": at}
    )
    if is_new:
        record_vehicle("binding.asked", sale.vehicle, by=by, at=at, outlet=sale.seller)
        if owner is not None and owner.phone != by.phone:  # the buyer himself needs no warning
            _tell_owner_of_request(owner, request, at)
    return request


@transaction.atomic
def binding_decide(*, request: BindingRequest, confirmed: bool, by: User, at: datetime) -> BindingRequest:
    """The same decision twice is one; another one afterwards is refused."""
    vehicle = _locked(request.vehicle)
    locked = BindingRequest.objects.select_for_update(of=("self",)).select_related("consumer").get(pk=request.pk)
    locked.vehicle = vehicle
    decision = BindingRequest.Decision.CONFIRMED if confirmed else BindingRequest.Decision.REFUSED
    if locked.decision == decision and locked.decided_by_id == by.pk:
        return locked
    if locked.decision:
        raise ValidationError(ALREADY_DECIDED)
    demand(can_decide_binding(by, locked))
    if confirmed:
        locked.ownership = _confirm(vehicle, locked.consumer, at)
    locked.decision, locked.decided_at, locked.decided_by = decision, at, by
    locked.save()
    record_vehicle("binding.decided", vehicle, by=by, at=at, decision=decision.value)
    return locked


@transaction.atomic
def transfer_offer(*, vehicle: Vehicle, by: User, at: datetime) -> str:
    """A code for the next owner, shown once; an earlier one opens nothing any more."""
    locked = _locked(vehicle)
    demand(can_transfer(by, locked))
    record_vehicle("transfer.offered", locked, by=by, at=at)
    return new_code(locked, BindingCode.Purpose.TRANSFER, by=by, at=at)


@transaction.atomic
def transfer_withdraw(*, vehicle: Vehicle, by: User, at: datetime) -> None:
    locked = _locked(vehicle)
    demand(can_transfer(by, locked))
    if locked.binding_codes.filter(used_at=None, ended_at=None).update(ended_at=at):
        record_vehicle("transfer.withdrawn", locked, by=by, at=at)


@transaction.atomic
def handover_code_renew(*, vehicle: Vehicle, by: User, at: datetime) -> str:
    """For a buyer who has lost the paper before he bound the car; shown once."""
    locked = _locked(vehicle)
    demand(can_renew_code(by, locked))
    record_vehicle("binding.code_renewed", locked, by=by, at=at)
    return new_code(locked, BindingCode.Purpose.HANDOVER, by=by, at=at)


def _locked(vehicle: Vehicle) -> Vehicle:
    return Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=vehicle.pk)


def _confirm(vehicle: Vehicle, consumer: User, at: datetime) -> Ownership:
    owner = vehicle.ownerships.filter(until=None).first()
    if owner is not None and owner.consumer_id is None:
        return _bind(vehicle, consumer, at)
    return _pass_on(vehicle, consumer, at)


def _bind(vehicle: Vehicle, consumer: User, at: datetime) -> Ownership:
    """The buyer whom the seller has named, by his account."""
    ownership = vehicle.ownerships.filter(until=None).first()
    if ownership is None or (ownership.consumer_id is not None and ownership.consumer_id != consumer.pk):
        raise ValidationError({"code": ANOTHER_OWNER})
    if ownership.consumer_id == consumer.pk:
        raise ValidationError({"code": ONES_OWN})
    _tell_buyer_of_binding(ownership, consumer, at)
    ownership.consumer, ownership.bound_at = consumer, at
    ownership.save(update_fields=["consumer", "bound_at"])
    _end_codes(vehicle, at)
    record_vehicle("car.bound", vehicle, by=consumer, at=at)
    return ownership


def _pass_on(vehicle: Vehicle, consumer: User, at: datetime) -> Ownership:
    """To the next owner, with all rights and counters of the car; nothing of the former owner goes with it."""
    former = vehicle.ownerships.filter(until=None).select_related("consumer").first()
    if former is not None and former.consumer_id == consumer.pk:
        raise ValidationError({"code": ONES_OWN})
    today = timezone.localdate(at)
    if former is not None:
        former.until = max(today, former.since)
        former.save(update_fields=["until"])
    fresh = Ownership(
        vehicle=vehicle,
        consumer=consumer,
        name=consumer.name,
        phone=consumer.phone or "",
        acquired_by=Ownership.Acquired.TRANSFER,
        since=today,
        bound_at=at,
    )
    fresh.full_clean()
    fresh.save()
    _end_codes(vehicle, at)
    record_vehicle("ownership.transferred", vehicle, by=consumer, at=at)
    _tell_former(former, fresh, at)
    return fresh


def _end_codes(vehicle: Vehicle, at: datetime) -> None:
    """A code given to an owner before is not good against the next one."""
    vehicle.binding_codes.filter(used_at=None, ended_at=None).update(ended_at=at)


def _tell_owner_of_request(owner: Ownership | None, request: BindingRequest, at: datetime) -> None:
    text = _(
        "有人凭发票号码申请登记为您的车（车辆识别代号后六位{last6}）的车主，由销售者核实。您不知道这件事的，请联系销售者。"
    )
    tell_owner(owner, text, f"binding.asked/{request.public_id}", at)


def _tell_buyer_of_binding(ownership: Ownership, consumer: User, at: datetime) -> None:
    """The buyer whom the seller named, where another number has bound his car: somebody may have read his paper."""
    if ownership.phone and ownership.phone != consumer.phone:
        text = _("您的车（车辆识别代号后六位{last6}）已经登记到另一个手机号码的账号。不是您登记的，请联系销售者。")
        tell_owner(ownership, text, f"car.bound/{ownership.public_id}/{consumer.public_id}", at)


def _tell_former(owner: Ownership | None, fresh: Ownership, at: datetime) -> None:
    text = _("您的车（车辆识别代号后六位{last6}）已经登记到新车主名下。您不知道这件事的，请联系销售者。")
    tell_owner(owner, text, f"ownership.transferred/{fresh.public_id}", at)
