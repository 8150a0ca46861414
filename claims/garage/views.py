"""The page of a car, which owner, outlets and producer share."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.garage.car import car_page
from claims.garage.viewing import cars_seen_by
from sanbao.accounts.access import refuse, signed_in
from sanbao.accounts.held import held_by


@never_cache
@login_required
@require_safe
def car(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read and permitted in one query: the page asks many others."""
    person = signed_in(request)
    vehicle = cars_seen_by(person, held_by(request)).filter(public_id=public_id).first()
    if vehicle is None:
        refuse(request, exists=None)
    return render(request, "garage/car.html", {"it": car_page(vehicle, person, request, timezone.now())})
