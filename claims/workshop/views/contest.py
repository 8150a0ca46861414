"""The owner says that a time which was assumed is not right."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.repairs.models import Visit
from claims.repairs.permissions import can_remark
from claims.repairs.services.contesting import moment_contest
from claims.repairs.told import told
from claims.workshop.contest_form import ContestForm
from claims.workshop.views.access import posted, to_visit, visits
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_remark, visits)
def contest(request: HttpRequest, visit: Visit) -> HttpResponse:
    now = told(visit)
    if not now.assumed:
        return to_visit(visit)
    form = ContestForm(now, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            moment_contest(visit=visit, **form.cleaned_data, by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("已经记下，修理者看得到。修理者更正以后，按更正的时间重新计算。"))
            return to_visit(visit)
    note = _("只知道日期的，送修按开始营业、修好按结束营业推定。您知道实际时间的，请写下来。")
    context = {"visit": visit, "form": form, "title": _("推定的时间不对"), "note": note}
    return render(request, "workshop/form.html", context)
