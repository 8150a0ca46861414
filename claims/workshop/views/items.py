"""One thing that was wrong: where, what, which parts, whose fault."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.record.facts import sale_known, vehicle_facts
from claims.repairs.models import Item, Visit
from claims.repairs.parts_list import PartsList
from claims.repairs.permissions import can_edit_item, can_work_on
from claims.repairs.selectors import problems_of
from claims.repairs.services.working import item_save
from claims.vehicles.models import Vehicle
from claims.workshop.forms.item import ItemForm
from claims.workshop.views.access import items, posted, to_visit, visits
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors
from sanbao.law.parts import EDITIONS
from sanbao.law.selection import governing_regulation


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_work_on, visits)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    initial = {"problem": "new", "planned_work": "repair", "quality_problem": "yes", "serious_safety": "no"}
    return _page(request, visit, None, initial | {"lock": visit.lock, "key": uuid.uuid4()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_edit_item, items)
def edit(request: HttpRequest, item: Item) -> HttpResponse:
    return _page(request, item.visit, item, ItemForm.initial_of(item))


def _page(request: HttpRequest, visit: Visit, item: Item | None, initial: dict[str, Any]) -> HttpResponse:
    listed = parts_of(visit.vehicle)
    asked = request.GET.get("part", "").strip()
    found = listed.search(asked) if asked else list(listed.parts)
    chosen = listed.get(initial.get("part", ""))
    offered = [*found, *([chosen] if chosen and chosen not in found else [])] or list(listed.parts)
    form = ItemForm(list(problems_of(visit.vehicle)), offered, posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, visit, item, form)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return to_visit(visit)
    context = {"visit": visit, "item": item, "form": form, "asked": asked, "none_found": bool(asked) and not found}
    return render(request, "workshop/item.html", context)


def _save(request: HttpRequest, visit: Visit, item: Item | None, form: ItemForm) -> None:
    item_save(
        visit=visit,
        item=item,
        values=form.values(),
        problem=form.problem_chosen,
        problem_name=form.cleaned_data["problem_name"],
        public_id=form.cleaned_data["key"],
        lock=form.cleaned_data["lock"],
        by=signed_in(request),
        at=timezone.now(),
    )


def parts_of(vehicle: Vehicle) -> PartsList:
    """The list of the car's own order, with what its voucher adds; the newest where the order is not known."""
    sale = sale_known(vehicle)
    governing = governing_regulation(vehicle_facts(vehicle, sale))[0] if sale else None
    terms = sale.terms if sale else None
    name = governing.parts_edition if governing else EDITIONS[-1]
    extra = terms.extra_main_components if terms else ()
    return PartsList.of(name, vehicle.energy, extra, language="en" if get_language() == "en" else "zh")
