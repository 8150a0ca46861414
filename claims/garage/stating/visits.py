"""A visit that the owner, or a clerk for him, tells from its slip: page by page, the summary, and what was stated."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.garage.stating.guide import frozen
from claims.garage.stating.stated import stated_visit_page
from claims.garage.stating.telling import telling_page
from claims.garage.stating.visit_pages import GUIDE, summary, told
from claims.repairs.models import Visit, VisitStatement
from claims.repairs.permissions import can_change_stated, can_see_stated, can_state_visit, can_use_statement
from claims.repairs.services.sameness import sameness_answer
from claims.repairs.services.stating import (
    visit_correct_begin,
    visit_state,
    visit_statement_answer,
    visit_statement_begin,
    visit_withdraw,
)
from claims.vehicles.models import Vehicle
from claims.vehicles.views.asking import attempt, posted
from sanbao.accounts.access import refuse, requires, signed_in


def _vehicles() -> QuerySet[Vehicle]:
    return Vehicle.objects.all()


def _statements() -> QuerySet[VisitStatement]:
    return VisitStatement.objects.select_related("vehicle__sale", "visit", "organisation")


def _visits() -> QuerySet[Visit]:
    return Visit.objects.select_related("vehicle__sale", "ownership", "same_as")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_state_visit, _vehicles)
def begin(request: HttpRequest, vehicle: Vehicle) -> HttpResponse:
    """Read, the address leads back to the car."""
    if request.method != "POST":
        return redirect(vehicle)
    begun = visit_statement_begin(vehicle=vehicle, by=signed_in(request), at=timezone.now())
    return redirect("garage:visit_statement", begun.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_use_statement, _statements)
def statement(request: HttpRequest, statement: VisitStatement) -> HttpResponse:
    """The next page that is asked, or the summary; from there the visit is registered, once."""
    if statement.stated_at is not None and statement.visit is not None:
        return redirect(statement.visit)
    page = GUIDE.next(statement)
    if page is not None:
        return redirect("garage:visit_statement_page", statement.public_id, page.name)
    faults: list[str] = []
    if request.method == "POST":
        try:
            visit = visit_state(statement=statement, told=told(statement), by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            faults = error.messages
        else:
            messages.success(request, _("已经登记。请给维修单拍照，存作证据。"))
            return redirect(visit)
    return render(request, "garage/stating/summary.html", _summary(statement, faults))


def _summary(statement: VisitStatement, faults: list[str]) -> dict[str, Any]:
    page = reverse("garage:visit_statement_page", args=[statement.public_id, "page"])
    return {
        "title": _("核对以后登记"),
        "crumb": str(statement.vehicle),
        "says": _("登记以后，这次送修写明是车主填写的。修理者也登记了同一次的，请您确认，只算一次。"),
        "button": _("改成这样") if statement.is_correction else _("登记"),
        "rows": [(row, page.replace("/page/", f"/{row.page}/")) for row in summary(statement)],
        "faults": faults,
    }


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    statement = _statements().filter(public_id=public_id).first()
    asked = GUIDE.page(name)
    if statement is None or asked is None or not can_use_statement(signed_in(request), statement):
        refuse(request, exists=statement is not None)
    if statement.stated_at is not None:
        return redirect("garage:visit_statement", statement.public_id)
    form = asked.bound(statement, posted(request))
    if request.method == "POST" and form.is_valid():
        answers = {name: frozen(form.cleaned_data)}
        person, now = signed_in(request), timezone.now()
        if attempt(form, lambda: visit_statement_answer(statement=statement, answers=answers, by=person, at=now)):
            return redirect("garage:visit_statement", statement.public_id)
    back = reverse("garage:visit_statement", args=[statement.public_id])
    return render(request, "garage/stating/page.html", telling_page(GUIDE, asked, statement, form, back))


@never_cache
@require_safe
@requires(can_see_stated, _visits)
def stated_visit(request: HttpRequest, visit: Visit) -> HttpResponse:
    it = stated_visit_page(visit, signed_in(request))
    return render(request, "garage/stating/stated_visit.html", {"it": it})


@never_cache
@require_POST
@requires(can_change_stated, _visits)
def correct(request: HttpRequest, visit: Visit) -> HttpResponse:
    begun = visit_correct_begin(visit=visit, by=signed_in(request), at=timezone.now())
    return redirect("garage:visit_statement", begun.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_stated, _visits)
def withdraw(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Pressed once too often, it leads to the car."""
    person = signed_in(request)
    if not can_change_stated(person, visit):
        return redirect(visit.vehicle)
    if request.method == "POST":
        visit_withdraw(visit=visit, by=person, at=timezone.now())
        messages.success(request, _("已经撤回。"))
        return redirect(visit.vehicle)
    context = {
        "title": _("撤回这次送修"),
        "crumb": str(visit.vehicle),
        "back": visit.get_absolute_url(),
        "says": _("撤回以后不再计算，车辆页面也不再显示。您填写过的内容仍然保存。"),
    }
    return render(request, "garage/stating/withdraw.html", context)


@never_cache
@require_POST
@requires(can_see_stated, _visits)
def answer(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Is it the same as the repairer's entry?"""
    other = _other(request, visit)
    if other is None:
        return redirect(visit)
    is_same = request.POST.get("same") == "yes"
    try:
        sameness_answer(visit=visit, other=other, is_same=is_same, by=signed_in(request), at=timezone.now())
    except ValidationError as error:
        for fault in error.messages:
            messages.error(request, fault)
    else:
        same, apart = _("已经记下：是同一次，只算一次。"), _("已经记下：是两次，分别计算。")
        messages.success(request, same if is_same else apart)
    return redirect(visit)


def _other(request: HttpRequest, visit: Visit) -> Visit | None:
    try:
        named = UUID(request.POST.get("other", ""))
    except ValueError:
        return None
    return Visit.objects.select_related("outlet").filter(vehicle=visit.vehicle, public_id=named).first()
