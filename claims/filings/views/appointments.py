"""The producer appoints outlets and ends appointments; an outlet sees its own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.filings.appointing import appointment_end, appointment_make
from claims.filings.forms.appointments import AppointForm, EndForm
from claims.filings.models import Appointment
from claims.filings.permissions import (
    appointments_visible_to,
    can_appoint,
    can_end_appointment,
    can_view_producer,
)
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors
from sanbao.accounts.models import Organisation
from sanbao.web.components import Pagination

ROWS_A_PAGE = 20


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(is_producer=True)


def _appointments() -> QuerySet[Appointment]:
    return Appointment.objects.select_related("producer", "outlet")


@never_cache
@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Of all producers and outlets one belongs to."""
    return _listed(request, appointments_visible_to(signed_in(request)), None)


@never_cache
@require_safe
@requires(can_view_producer, _organisations)
def of_producer(request: HttpRequest, producer: Organisation) -> HttpResponse:
    return _listed(request, appointments_visible_to(signed_in(request)).filter(producer=producer), producer)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_appoint, _organisations)
def make(request: HttpRequest, producer: Organisation) -> HttpResponse:
    form = AppointForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = appointment_make(
                producer=producer, outlet=form.outlet, told=form.told, by=signed_in(request), at=timezone.now()
            )
        except ValidationError as refused:
            add_errors(form, refused)
        else:
            messages.success(request, _("已经约定%(outlet)s。") % {"outlet": made.outlet})
            return redirect("filings:appointments_of", producer.public_id)
    return render(request, "filings/appoint.html", {"producer": producer, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_end_appointment, _appointments)
def end(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            appointment_end(
                appointment=appointment,
                valid_until=form.cleaned_data["valid_until"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except ValidationError as refused:
            add_errors(form, refused)
        else:
            messages.success(request, _("%(outlet)s的约定已经定了结束日期。") % {"outlet": appointment.outlet})
            return redirect("filings:appointments_of", appointment.producer.public_id)
    return render(request, "filings/end_appointment.html", {"appointment": appointment, "form": form})


def _listed(request: HttpRequest, found: QuerySet[Appointment], producer: Organisation | None) -> HttpResponse:
    person, today = signed_in(request), timezone.localdate(timezone.now())
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    may_appoint = producer is not None and can_appoint(person, producer)
    context = {
        "producer": producer,
        "page": page,
        "rows": [(one, one.covers(today), one.valid_from > today) for one in page],
        "pagination": Pagination.of(page, request),
        "may_appoint": may_appoint,
        "today": today,
    }
    return render(request, "filings/appointments.html", context)
