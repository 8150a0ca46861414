"""A clerk of a dispute body writes down what somebody asks on paper or by telephone."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.cases.asking import route
from claims.cases.asking.draft import Draft
from claims.cases.codes import Channel
from claims.cases.forms.asking import EnterForm
from claims.cases.permissions import bodies_entering
from claims.cases.services.entering import claim_enter
from claims.cases.views.access import claims, posted
from claims.vehicles.selectors import vehicle_by_vin
from sanbao.accounts.access import signed_in
from sanbao.accounts.forms import add_errors


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """How it was asked, and which car; then the same pages as for an owner."""
    person, now = signed_in(request), timezone.now()
    bodies = list(bodies_entering(person).order_by("name", "id"))
    if not bodies:
        raise PermissionDenied
    form = EnterForm(bodies, posted(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        vehicle = vehicle_by_vin(told["vin"])
        if vehicle is None:
            form.add_error("vin", _("没有登记过这辆车。请先照购车发票和三包凭证登记，注明是车主填写的。"))
        else:
            try:
                draft = claim_enter(
                    vehicle=vehicle,
                    channel=Channel(told["channel"]),
                    body=form.body,
                    by=person,
                    at=now,
                    key=told["key"],
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                found = claims().select_related("asking").get(pk=draft.pk)
                return redirect(route.first_open(Draft(found, person, now)))
    return render(request, "cases/enter.html", {"form": form, "bodies": bodies})
