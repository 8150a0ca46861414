"""A car that its owner, or a clerk for him, tells from his papers: page by page, the summary, and what he stated."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.garage.stating.car_pages import GUIDE, summary, told
from claims.garage.stating.guide import frozen
from claims.garage.stating.stated import stated_car_page
from claims.garage.stating.telling import telling_page
from claims.repairs.permissions import can_state_visit
from claims.repairs.services.stating import car_and_visits_withdraw
from claims.vehicles import vin
from claims.vehicles.models import CarStatement, Vehicle
from claims.vehicles.permissions import (
    can_bind,
    can_correct_car,
    can_state_for_owners,
    can_use_statement,
    has_withdrawn,
)
from claims.vehicles.selectors import written_down_at
from claims.vehicles.services.stating import (
    car_correct_begin,
    car_state,
    car_statement_answer,
    car_statement_begin,
)
from claims.vehicles.views.asking import attempt, posted
from claims.vehicles.views.cars import TOO_MANY
from sanbao.accounts.access import refuse, requires, signed_in
from sanbao.accounts.models import Organisation


def _statements() -> QuerySet[CarStatement]:
    return CarStatement.objects.select_related("vehicle__model_line", "organisation")


def _vehicles() -> QuerySet[Vehicle]:
    return Vehicle.objects.select_related("model_line__producer", "sale__seller")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """What is wanted at hand; the button begins. `for`: the dispute body whose clerk writes it down."""
    person, body = signed_in(request), _body(request)
    if request.method == "POST":
        statement = car_statement_begin(organisation=body, by=person, at=timezone.now())
        return redirect("garage:car_statement", statement.public_id)
    begun, cars = written_down_at(body) if body else ([], [])
    context = {"body": body, "may_state": body or can_bind(person), "begun": begun, "cars": cars}
    return render(request, "garage/stating/begin.html", context)


def _body(request: HttpRequest) -> Organisation | None:
    named = request.GET.get("for", "")
    if not named:
        return None
    try:
        body = Organisation.objects.filter(public_id=UUID(named)).first()
    except ValueError:
        raise Http404 from None
    if body is None or not can_state_for_owners(signed_in(request), body):
        refuse(request, exists=body is not None)
    return body


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_use_statement, _statements)
def statement(request: HttpRequest, statement: CarStatement) -> HttpResponse:
    """The next page that is asked, or the summary; from there the car is registered, once."""
    if statement.stated_at is not None and statement.vehicle is not None:
        return redirect("garage:stated_car", statement.vehicle.public_id)
    page = GUIDE.next(statement)
    if page is not None:
        return redirect("garage:car_statement_page", statement.public_id, page.name)
    faults: list[str] = []
    if request.method == "POST":
        try:
            vehicle = car_state(statement=statement, told=told(statement), by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            faults = error.messages
        else:
            messages.success(request, _("已经登记。请给发票和凭证拍照，再填修过几次。"))
            return redirect("garage:stated_car", vehicle.public_id)
    return render(request, "garage/stating/summary.html", _summary(statement, faults))


def _summary(statement: CarStatement, faults: list[str]) -> dict[str, Any]:
    page = reverse("garage:car_statement_page", args=[statement.public_id, "page"])
    return {
        "title": _("核对以后登记"),
        "crumb": _("登记我的车"),
        "says": _("登记以后，车辆页面会写明是车主填写的，还没有销售者确认。填错了可以再改。"),
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
        return redirect("garage:car_statement", statement.public_id)
    form = asked.bound(statement, posted(request))
    if request.method == "POST" and form.is_valid() and _allowed(request, form):
        answers = {name: frozen(form.cleaned_data)}
        person, now = signed_in(request), timezone.now()
        if attempt(form, lambda: car_statement_answer(statement=statement, answers=answers, by=person, at=now)):
            return redirect("garage:car_statement", statement.public_id)
    back = reverse("garage:car_statement", args=[statement.public_id])
    return render(request, "garage/stating/page.html", telling_page(GUIDE, asked, statement, form, back))


def _allowed(request: HttpRequest, form: Any) -> bool:
    """Which cars are here is told to nobody who tries: counted by address, by account, and by the car."""
    typed = form.cleaned_data.get("vin")
    if not typed or ratelimit.consume(request, action="bind_car", key=vin.compact(typed)[-vin.SHORTEST_TAIL :]):
        return True
    form.add_error("vin", TOO_MANY)
    return False


@never_cache
@require_safe
@requires(can_state_visit, _vehicles)
def stated_car(request: HttpRequest, vehicle: Vehicle) -> HttpResponse:
    """What was stated, its photos, and what a seller has registered otherwise since."""
    found = stated_car_page(vehicle, signed_in(request))
    if found is None:
        return redirect(vehicle)
    return render(request, "garage/stating/stated_car.html", {"it": found})


@never_cache
@require_POST
@requires(can_correct_car, _vehicles)
def correct(request: HttpRequest, vehicle: Vehicle) -> HttpResponse:
    begun = car_correct_begin(vehicle=vehicle, by=signed_in(request), at=timezone.now())
    return redirect("garage:car_statement", begun.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(lambda user, vehicle: can_correct_car(user, vehicle) or has_withdrawn(user, vehicle), _vehicles)
def withdraw(request: HttpRequest, vehicle: Vehicle) -> HttpResponse:
    """Pressed once too often, it leads to his cars."""
    if not can_correct_car(signed_in(request), vehicle):
        return redirect("vehicles:cars")
    if request.method == "POST":
        car_and_visits_withdraw(vehicle=vehicle, by=signed_in(request), at=timezone.now())
        messages.success(request, _("已经撤回。"))
        return redirect("vehicles:cars")
    context = {
        "title": _("撤回这辆车的登记"),
        "crumb": str(vehicle),
        "back": reverse("garage:stated_car", args=[vehicle.public_id]),
        "says": _("这辆车不再登记在您名下，您填写的送修也一起撤回。撤回的内容仍然保存，以后可以重新登记。"),
    }
    return render(request, "garage/stating/withdraw.html", context)
