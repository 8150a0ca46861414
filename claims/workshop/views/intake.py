"""A car arrives: how it stands, before anything is opened; then opened in one press."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.repairs.permissions import RECEIVING_ROLES, can_receive
from claims.repairs.services.opening import visit_open
from claims.vehicles.models import Vehicle
from claims.vehicles.services.registering import Identity, vehicle_register
from claims.workshop.arriving import Arriving, arriving_cars
from claims.workshop.forms.arriving import ArrivalForm, UnknownCarForm
from claims.workshop.views.access import organisations, posted, to_visit
from sanbao.accounts.access import refuse, requires, signed_in
from sanbao.accounts.forms import add_errors
from sanbao.accounts.held import held_by
from sanbao.accounts.models import Organisation


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, public_id: UUID, car_id: UUID) -> HttpResponse:
    """One screen: coverage, counters and the distance to each threshold, history; the form beside them."""
    outlet, vehicle = _found(request, public_id, car_id)
    now = timezone.now()
    arriving = Arriving.of(vehicle, outlet, signed_in(request), now)
    initial = {"received_at": now, "plate": vehicle.plate}
    form = ArrivalForm(arriving.problems, posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = visit_open(
                vehicle=vehicle,
                arrival=form.arrival(),
                outlet=outlet,
                key=form.cleaned_data["key"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("已经开单，开始计时。"))
            return to_visit(made)
    if arriving.odd or form["words"].errors:
        form.ask_why()
    return render(request, "workshop/intake.html", {"outlet": outlet, "it": arriving, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_receive, organisations)
def unknown_car(request: HttpRequest, outlet: Organisation) -> HttpResponse:
    """Whatever arrives can be registered: what is known of it is what stands on it."""
    form = UnknownCarForm(posted(request), initial={"vin": request.GET.get("vin", "")})
    if request.method == "POST" and form.is_valid():
        try:
            vehicle, _is_new = vehicle_register(
                identity=Identity(**form.cleaned_data), outlet=outlet, by=signed_in(request), at=timezone.now()
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("workshop:intake", outlet.public_id, vehicle.public_id)
    return render(request, "workshop/unknown_car.html", {"outlet": outlet, "form": form})


def _found(request: HttpRequest, public_id: UUID, car_id: UUID) -> tuple[Organisation, Vehicle]:
    """Any car may arrive: its opaque name is learnt by its whole VIN, or within the outlet."""
    outlet = Organisation.objects.filter(public_id=public_id, is_repairer=True).first()
    receives = {held.organisation_id for held in held_by(request) if held.role in RECEIVING_ROLES}
    vehicle = arriving_cars().filter(public_id=car_id).first() if outlet else None
    if outlet is None or vehicle is None or outlet.pk not in receives:
        refuse(request, exists=vehicle is not None)
    return outlet, vehicle
