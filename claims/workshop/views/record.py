"""The end of a visit: what was done, the rest of the record, the car handed back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.repairs.models import State, Visit
from claims.repairs.moments import told_as
from claims.repairs.permissions import can_complete_record, can_hand_back, can_open_finish
from claims.repairs.services.finishing import record_complete, visit_finish, visit_hand_back
from claims.repairs.told import told
from claims.workshop.forms.ending import FinishForm, HandBackForm, RecordForm
from claims.workshop.views.access import posted, to_visit, visits
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_open_finish, visits)
def finish(request: HttpRequest, visit: Visit) -> HttpResponse:
    if visit.state != State.OPEN:
        return to_visit(visit)
    form = FinishForm(told(visit), posted(request), now=timezone.now())
    if request.method == "POST" and form.is_valid():
        finished_at, precision = told_as(form.cleaned_data["finished_at"])
        try:
            visit_finish(
                visit=visit,
                done=form.done(),
                finished_at=finished_at,
                finished_precision=precision,
                inspection_result=form.cleaned_data["inspection_result"],
                lock=visit.lock,
                by=signed_in(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("已经记下修好的时间，计时停止。"))
            return to_visit(visit)
    return render(request, "workshop/finish.html", {"visit": visit, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_complete_record, visits)
def complete(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = RecordForm(posted(request), initial=RecordForm.initial_of(visit))
    if request.method == "POST" and form.is_valid():
        try:
            record_complete(
                visit=visit,
                values=form.values(),
                lock=visit.lock,
                by=signed_in(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            return to_visit(visit)
    return _form_page(request, visit, form, _("补全修理记录"), "")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_hand_back, visits)
def hand_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = HandBackForm(posted(request), initial={"picked_up_at": visit.picked_up_at or timezone.now()})
    if request.method == "POST" and form.is_valid():
        moment = form.cleaned_data["picked_up_at"]
        try:
            visit_hand_back(visit=visit, picked_up_at=moment, by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        else:
            return to_visit(visit)
    note = _("填好以后，请双方在修理记录上签字。")
    return _form_page(request, visit, form, _("交还车辆"), note)


def _form_page(request: HttpRequest, visit: Visit, form: forms.Form, title: str, note: str) -> HttpResponse:
    context = {"visit": visit, "form": form, "title": title, "note": note}
    return render(request, "workshop/form.html", context)
