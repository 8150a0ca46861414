from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sanbao.check import flow
from sanbao.check.carrying import carrying
from sanbao.check.results.response import result_response
from sanbao.check.state import sealed
from sanbao.web.private import private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The whole check: every page posts its sealed answers here."""
    if request.method != "POST":
        topic = flow.begun(request.GET.get("topic", "")).topic
        return render(request, "check/start.html", {"topic": topic})
    shown = flow.turn(request.POST, timezone.localdate())
    token = sealed(shown.answers)
    if shown.template == flow.RESULT:
        return result_response(request, shown.answers, token, is_shared=request.POST.get("go") == flow.RESUME)
    carried = carrying(token, shown.place)
    context = {"state": token, "topic": shown.answers.topic, "carried": carried, **shown.context}
    return render(request, shown.template, context)
