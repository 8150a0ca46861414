"""Objects that addresses of the workshop name, and how a refused act is told."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from claims.repairs.models import Item, Visit, Wait
from claims.repairs.selectors import whole_visits
from sanbao.accounts.models import Organisation


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.all()


def visits() -> QuerySet[Visit]:
    return whole_visits().select_related("vehicle__model_line", "vehicle__sale", "ownership", "technician")


def bare_visits() -> QuerySet[Visit]:
    """For a page that reads all visits of the car anyway."""
    return Visit.objects.select_related("outlet", "vehicle__model_line", "vehicle__sale", "ownership", "technician")


def items() -> QuerySet[Item]:
    return Item.objects.select_related("problem", "visit__outlet", "visit__vehicle__model_line", "visit__vehicle__sale")


def waits() -> QuerySet[Wait]:
    return Wait.objects.select_related("visit__outlet", "visit__vehicle")


def posted(request: HttpRequest) -> QueryDict | None:
    """An empty form that was sent is wrong, not unsent."""
    return request.POST if request.method == "POST" else None


def tell(request: HttpRequest, error: ValidationError) -> None:
    for says in error.messages:
        messages.error(request, says)


def to_visit(visit: Visit) -> HttpResponse:
    return redirect("workshop:visit", visit.public_id)
