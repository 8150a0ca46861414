"""One thing that was wrong: where, what, which parts, whose fault."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.repairs.models import Item, State, Visit
from claims.repairs.parts_list import ListedPart, PartsList
from claims.repairs.permissions import can_open_item, can_work_on
from claims.repairs.services.working import item_complete, item_save
from claims.workshop.forms.item import CompletionForm, ItemForm
from claims.workshop.parts import parts_elsewhere, parts_of
from claims.workshop.views.access import items, posted, to_visit, visits
from claims.workshop.views.seeing import problems_for
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_work_on, visits)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    initial = {"problem": "new", "planned_work": "repair", "quality_problem": "yes", "serious_safety": "no"}
    return _page(request, visit, None, initial | {"key": uuid.uuid4()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_open_item, items)
def edit(request: HttpRequest, item: Item) -> HttpResponse:
    """All of it while the car is in the shop; afterwards parts and costs, until the visit is closed."""
    if item.visit.state == State.OPEN:
        return _page(request, item.visit, item, ItemForm.initial_of(item))
    form = CompletionForm(posted(request), initial=CompletionForm.parts_and_costs_of(item))
    if request.method == "POST" and form.is_valid():
        person, now = signed_in(request), timezone.now()
        try:
            item_complete(item=item, values=form.parts_and_costs(), lock=item.visit.lock, by=person, at=now)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return to_visit(item.visit)
    note = _("车已经修好：这里补记零部件编号和费用，别的用“更正”。")
    context = {"visit": item.visit, "form": form, "title": str(item.problem), "note": note}
    return render(request, "workshop/form.html", context)


def _page(request: HttpRequest, visit: Visit, item: Item | None, initial: dict[str, Any]) -> HttpResponse:
    listed, asked = parts_of(visit.vehicle), request.POST.get("find", "").strip()
    looks = bool(asked) and "look" in request.POST
    found = listed.search(asked) if looks else []
    offered = _offered(listed, found, initial.get("part", "")) if looks else listed.parts
    form = ItemForm(problems_for(request, visit), offered, None if looks else posted(request), initial=initial)
    if looks:
        form.keep(request.POST.dict() | ({"part": found[0].code} if found else {}))
    elif request.method == "POST" and form.is_valid():
        try:
            _save(request, visit, item, form)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return to_visit(visit)
    elsewhere = parts_elsewhere(visit.vehicle, asked) if looks and not found else ()
    search = {"asked": asked, "looks": looks, "found": found, "elsewhere": elsewhere}
    return render(request, "workshop/item.html", {"visit": visit, "item": item, "form": form} | search)


def _offered(listed: PartsList, found: Sequence[ListedPart], chosen: str) -> Sequence[ListedPart]:
    """What was found, and what stood there; all where nothing was found."""
    now = listed.get(chosen)
    return [*found, *([now] if now and now not in found else [])] if found else listed.parts


def _save(request: HttpRequest, visit: Visit, item: Item | None, form: ItemForm) -> None:
    item_save(
        visit=visit,
        item=item,
        values=form.values(),
        problem=form.problem_chosen,
        problem_name=form.cleaned_data["problem_name"],
        public_id=form.cleaned_data["key"],
        lock=visit.lock,
        by=signed_in(request),
        at=timezone.now(),
    )
