"""Waits told afterwards, or put right: reason, from, to, proof."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.repairs.models import State, Visit, Wait
from claims.repairs.permissions import can_change_wait, can_tell_wait
from claims.repairs.services.waiting import wait_tell
from claims.workshop.forms.ending import WaitedForm
from claims.workshop.views.access import bare_visits, posted, to_visit, waits
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_tell_wait, bare_visits)
def tell(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _page(request, visit, None, {}, _("补记等待"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_change_wait, waits)
def change(request: HttpRequest, wait: Wait) -> HttpResponse:
    initial = {name: getattr(wait, name) for name in ("reason", "begins_at", "ends_at", "proof")}
    return _page(request, wait.visit, wait, initial, _("改动等待"))


def _page(request: HttpRequest, visit: Visit, wait: Wait | None, initial: dict[str, Any], title: str) -> HttpResponse:
    is_open = visit.state == State.OPEN
    form = WaitedForm(posted(request), initial=initial, is_open=is_open)
    if request.method == "POST" and form.is_valid():
        try:
            wait_tell(
                visit=visit,
                wait=wait,
                waited=form.waited(),
                key=form.cleaned_data["key"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            return to_visit(visit)
    note = "" if is_open else _("原来的内容保留，更正的内容、原因和时间写在后面，双方都看得到。")
    return render(request, "workshop/form.html", {"visit": visit, "form": form, "title": title, "note": note})
