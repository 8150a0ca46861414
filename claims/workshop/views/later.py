"""Later entries: corrections by the workshop, remarks by the owner."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.repairs.models import Item, Visit
from claims.repairs.permissions import can_correct, can_remark, can_remark_item
from claims.repairs.services.later import correction_add, remark_add
from claims.repairs.told import told, written
from claims.repairs.words import kept
from claims.workshop.forms.later import CorrectionForm, RemarkForm, correctable
from claims.workshop.parts import parts_of
from claims.workshop.views.access import items, posted, to_visit, visits
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_correct, visits)
def correct(request: HttpRequest, visit: Visit) -> HttpResponse:
    """First which entry, then what it should say and why."""
    options = {name: (label, now) for name, label, now in correctable(told(visit))}
    chosen = request.GET.get("what", "")
    if chosen not in options:
        rows = [
            (name, label, kept(name.rpartition(".")[2], written(now), visit)) for name, (label, now) in options.items()
        ]
        return render(request, "workshop/correct.html", {"visit": visit, "rows": rows})
    label, now = options[chosen]
    number, _point, field = chosen.rpartition(".")
    form = CorrectionForm(field, now, posted(request), parts=parts_of(visit.vehicle).parts)
    if request.method == "POST" and form.is_valid():
        try:
            correction_add(
                visit=visit,
                item=visit.items.get(number=number) if number else None,
                field=field,
                after=form.cleaned_data["after"],
                reason=form.cleaned_data["reason"],
                key=form.cleaned_data["key"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("已经更正，原来的内容保留。"))
            return to_visit(visit)
    note = _("原来的内容保留，更正的内容、原因和时间写在后面，双方都看得到。")
    return render(request, "workshop/form.html", {"visit": visit, "form": form, "title": label, "note": note})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_remark, visits)
def remark(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _remark(request, visit, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_remark_item, items)
def remark_item(request: HttpRequest, item: Item) -> HttpResponse:
    return _remark(request, item.visit, item)


def _remark(request: HttpRequest, visit: Visit, item: Item | None) -> HttpResponse:
    """On the visit as a whole, or on one of its entries."""
    form = RemarkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            remark_add(
                visit=visit, item=item, words=told["words"], key=told["key"], by=signed_in(request), at=timezone.now()
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            return to_visit(visit)
    title = _("写下意见") if item is None else _("对“{problem}”写下意见").format(problem=item.problem)
    note = _("您的意见原样保存，修理者看得到，以后的车主看不到。")
    return render(request, "workshop/form.html", {"visit": visit, "form": form, "title": title, "note": note})
