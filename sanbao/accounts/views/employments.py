from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanbao.accounts.access import refuse, requires, signed_in
from sanbao.accounts.employment_forms import EmploymentForm, LeavingForm
from sanbao.accounts.forms import add_errors
from sanbao.accounts.models import Employment, User
from sanbao.accounts.permissions import can_record_employment
from sanbao.accounts.selectors import expert_of
from sanbao.accounts.services import employment_correct, employment_record
from sanbao.accounts.services.employments import ALREADY_CORRECTED

Save = Callable[[EmploymentForm], Employment]


def _employments() -> QuerySet[Employment]:
    return Employment.objects.select_related("expert__user", "employer")


def _may_record(user: User, employment: Employment) -> bool:
    return can_record_employment(user, employment.expert)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    expert = expert_of(person)
    if expert is None or not can_record_employment(person, expert):
        refuse(request, exists=None)

    def save(form: EmploymentForm) -> Employment:
        return employment_record(expert=expert, employed=form.employed(), by=person, at=timezone.now())

    form = EmploymentForm(request.POST if request.method == "POST" else None)
    return _filled_in(request, form, save, {"heading": _("登记工作单位")})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(_may_record, _employments)
def correct(request: HttpRequest, employment: Employment) -> HttpResponse:
    def save(form: EmploymentForm) -> Employment:
        asked = form.employed()
        return employment_correct(employment=employment, employed=asked, by=signed_in(request), at=timezone.now())

    if request.method != "POST" and employment.replaced_by_id is not None:
        return _corrected_before(request)
    form = EmploymentForm(request.POST) if request.method == "POST" else EmploymentForm.of(employment)
    return _filled_in(request, form, save, {"heading": _("更正工作单位"), "employment": employment})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(_may_record, _employments)
def leave(request: HttpRequest, employment: Employment) -> HttpResponse:
    if employment.replaced_by_id is not None:
        return _corrected_before(request)
    form = LeavingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            employed = form.employed(employment)
            employment_record(expert=employment.expert, employed=employed, by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        else:
            return _saved(request)
    return render(request, "accounts/employment_leave.html", {"form": form, "employment": employment})


def _filled_in(request: HttpRequest, form: EmploymentForm, save: Save, context: dict[str, object]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        if form.must_choose:
            return render(request, "accounts/employment.html", {**context, "form": form.asking(), "asks": True})
        try:
            save(form)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return _saved(request)
    return render(request, "accounts/employment.html", {**context, "form": form})


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("工作单位已保存。"))
    return redirect("accounts:me")


def _corrected_before(request: HttpRequest) -> HttpResponse:
    messages.info(request, str(ALREADY_CORRECTED))
    return redirect("accounts:me")
