"""The owner's pages, and what is done from the page of a car."""

from __future__ import annotations

from functools import partial

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.vehicles import permissions, selectors, vin
from claims.vehicles.forms import AskForm, BindForm, ReadingForm, ResaleForm
from claims.vehicles.models import OdometerReading, Vehicle
from claims.vehicles.services.binding import binding_ask, car_bind, transfer_offer, transfer_withdraw
from claims.vehicles.services.odometer import Reading, odometer_record
from claims.vehicles.services.owners import owner_reveal
from claims.vehicles.services.resale import Offer, car_resell
from claims.vehicles.services.selling import Buyer
from claims.vehicles.services.vouchers import reissue_ask
from claims.vehicles.views.asking import attempt, keep_to_show, posted, shown_once
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.models import Organisation

TOO_MANY = gettext_lazy("试得太频繁了，请过一会儿再试。")


def _vehicles() -> QuerySet[Vehicle]:
    return Vehicle.objects.select_related("model_line__producer")


@never_cache
@login_required
@require_safe
def cars(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    context = {
        "cars": selectors.cars_listed_for(person),
        "requests": selectors.requests_of(person),
        "may_bind": permissions.can_bind(person),
    }
    return render(request, "vehicles/cars.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bind(request: HttpRequest) -> HttpResponse:
    """By the code of the handover, or of the former owner."""
    person, form = signed_in(request), BindForm(posted(request))
    if request.method == "POST" and form.is_valid() and _allowed(request, form, "vin_end", "code"):
        told = form.cleaned_data
        vehicle = attempt(
            form, lambda: car_bind(vin_end=told["vin_end"], code=told["code"], by=person, at=timezone.now())
        )
        if vehicle is not None:
            messages.success(request, _("已经登记为您的车。"))
            return redirect(vehicle)
    return render(request, "vehicles/bind.html", {"form": form, "may_bind": permissions.can_bind(person)})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """By the invoice, for the seller to confirm."""
    person, form = signed_in(request), AskForm(posted(request))
    if request.method == "POST" and form.is_valid() and _allowed(request, form, "vin", "invoice_number"):
        told = form.cleaned_data
        asked = attempt(
            form,
            lambda: binding_ask(
                typed_vin=told["vin"], invoice_number=told["invoice_number"], by=person, at=timezone.now()
            ),
        )
        if asked is not None:
            messages.success(request, _("已经请销售者核实。核实以后，车会出现在这里。"))
            return redirect("vehicles:cars")
    return render(request, "vehicles/ask.html", {"form": form, "may_bind": permissions.can_bind(person)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_transfer, _vehicles)
def transfer(request: HttpRequest, vehicle: Vehicle) -> HttpResponse:
    """The code is shown once, on the page after the button."""
    if request.method == "POST":
        keep_to_show(request, vehicle, transfer_offer(vehicle=vehicle, by=signed_in(request), at=timezone.now()))
        return redirect("vehicles:transfer", vehicle.public_id)
    code = shown_once(request, vehicle)
    is_open = vehicle.binding_codes.filter(used_at=None, ended_at=None, purpose="transfer").exists()
    return render(request, "vehicles/transfer.html", {"vehicle": vehicle, "code": code, "is_open": is_open})


@never_cache
@require_POST
@requires(permissions.can_transfer, _vehicles)
def withdraw_transfer(request: HttpRequest, vehicle: Vehicle) -> HttpResponse:
    transfer_withdraw(vehicle=vehicle, by=signed_in(request), at=timezone.now())
    messages.success(request, _("已经作废：原来的过户码不能再用。"))
    return redirect(vehicle)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_record_reading, _vehicles)
def reading(request: HttpRequest, vehicle: Vehicle) -> HttpResponse:
    """Why it is lower is asked only where it is."""
    person, now = signed_in(request), timezone.now()
    asks_why = "lower_because" in request.POST or _contradicts(vehicle, request)
    form = ReadingForm(posted(request), asks_why=asks_why, initial={"read_at": timezone.localtime(now)})
    if request.method == "POST" and form.is_valid():
        outlet = None if permissions.is_owner(person, vehicle) else selectors.outlet_of(person, vehicle)
        told = Reading(source=_source(outlet, form), **form.cleaned_data)
        record = partial(odometer_record, vehicle=vehicle, reading=told, outlet=outlet, by=person, at=timezone.now())
        if attempt(form, record):
            messages.success(request, _("里程已经记下。"))
            return redirect(vehicle)
    context = {"vehicle": vehicle, "form": form, "latest": selectors.latest_reading(vehicle)}
    return render(request, "vehicles/reading.html", context)


@never_cache
@require_POST
@requires(permissions.is_owner, _vehicles)
def lost_voucher(request: HttpRequest, vehicle: Vehicle) -> HttpResponse:
    sale = selectors.sale_of(vehicle)
    if sale is None or not permissions.can_ask_for_reissue(signed_in(request), sale):
        raise Http404
    reissue_ask(sale=sale, by=signed_in(request), at=timezone.now())
    messages.success(request, _("已经请销售者补办。补办不收费，三包权利不受影响。"))
    return redirect(vehicle)


@never_cache
@require_POST
@requires(permissions.can_reveal_owner, _vehicles)
def owner(request: HttpRequest, vehicle: Vehicle) -> HttpResponse:
    shown = owner_reveal(vehicle=vehicle, by=signed_in(request), at=timezone.now())
    return render(request, "vehicles/owner.html", {"vehicle": vehicle, "owner": shown})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_resell_somewhere, _vehicles)
def resell(request: HttpRequest, vehicle: Vehicle) -> HttpResponse:
    person = signed_in(request)
    outlet = permissions.outlet_reselling(person, vehicle)
    if outlet is None:
        raise PermissionDenied
    form = ResaleForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        key, buyer = told.pop("key"), Buyer(name=told.pop("name"), phone=told.pop("phone"))
        sell = partial(car_resell, vehicle=vehicle, outlet=outlet, offer=Offer(**told), buyer=buyer, key=key)
        if attempt(form, partial(sell, by=person, at=timezone.now())):
            messages.success(request, _("再次销售已经登记，告知书正在生成PDF。请双方签字盖章，各留一份。"))
            return redirect(vehicle)
    return render(request, "vehicles/resell.html", {"vehicle": vehicle, "form": form})


def _source(outlet: Organisation | None, form: ReadingForm) -> str:
    """An outlet that changed the meter says so by why the reading is lower."""
    source = OdometerReading.Source
    if outlet is None:
        return source.OWNER
    is_new_meter = form.cleaned_data.get("lower_because") == OdometerReading.Lower.METER_CHANGED
    return source.METER_CHANGE if is_new_meter else source.OUTLET


def _contradicts(vehicle: Vehicle, request: HttpRequest) -> bool:
    form = ReadingForm(posted(request), asks_why=False)
    if request.method != "POST" or not form.is_valid():
        return False
    told = form.cleaned_data
    return selectors.contradicted_by(vehicle, told["km"], told["read_at"]) is not None


def _allowed(request: HttpRequest, form: forms.Form, told: str, field: str) -> bool:
    """Counted by address, by account, and by the car that is tried."""
    end = vin.compact(form.cleaned_data[told])[-vin.SHORTEST_TAIL :]
    if ratelimit.consume(request, action="bind_car", key=end or "-"):
        return True
    form.add_error(field, TOO_MANY)
    return False
