"""What the buttons of a result page post to. Nothing is stored: the sealed answers come with every request."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from sanbao.check import flow
from sanbao.check.carrying import carrying
from sanbao.check.case import case_of, is_only_asking, raw_case
from sanbao.check.outcome import printed
from sanbao.check.result import page_of
from sanbao.check.results import explanation
from sanbao.check.results.ics import calendar_file
from sanbao.check.results.matter import Matter
from sanbao.check.results.sheets import due_says
from sanbao.check.results.supposed import Supposed, SuppositionError, supposed
from sanbao.check.state import Answers, StateError, opened
from sanbao.check.steps.part_of_problem import language
from sanbao.check.views import check
from sanbao.law.errors import FactsError
from sanbao.web.private import private

View = Callable[[HttpRequest, Answers], HttpResponse]


def with_answers(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """The sealed answers opened; with none that can be, the page that offers to begin again, or mends what is wrong."""

    @wraps(view)
    def respond(request: HttpRequest) -> HttpResponse:
        try:
            return view(request, opened(request.POST.get("state", "")))
        except StateError:
            return render(request, flow.AGAIN)
        except FactsError:
            return check(request)  # leads to the answer at fault

    return private(require_POST(respond))


def _matter(answers: Answers) -> Matter:
    today = timezone.localdate(timezone.now())
    return Matter.of(case_of(answers, today), answers.names, language(), today, only_asking=is_only_asking(answers))


@with_answers
def what_if(request: HttpRequest, answers: Answers) -> HttpResponse:
    """The part alone for htmx, else the whole page with it."""
    matter = _matter(answers)
    told: Supposed | None = None
    wrong: SuppositionError | None = None
    try:
        told = supposed(matter, request.POST.dict())
    except SuppositionError as error:
        wrong = error
    page = page_of(matter, request.POST["state"])
    template = "check/result_what_if.html" if request.headers.get("HX-Request") else "check/result.html"
    answered = printed(answers, matter.today)
    sent = {"supposed": told, "wrong": wrong, "sent": request.POST}
    context = {"page": page, "answered": answered, **sent, **_carried(request)}
    return render(request, template, context)


@with_answers
def calendar(request: HttpRequest, answers: Answers) -> HttpResponse:
    """One time limit as a calendar file; of a duty that the case has not, a page that says so."""
    matter = _matter(answers)
    for deadline in matter.assessment.deadlines:
        if deadline.duty == request.POST.get("duty") and deadline.due_on is not None:
            text = calendar_file(
                due_says(matter, deadline), due_says(matter, deadline), deadline.due_on, timezone.now()
            )
            return _file(text, "text/calendar; charset=utf-8", f"sanbao-{deadline.due_on:%Y%m%d}.ics")
    return render(request, "check/no_time_limit.html", _carried(request), status=HTTPStatus.BAD_REQUEST)


@with_answers
def case(request: HttpRequest, answers: Answers) -> HttpResponse:
    """The facts as the command line takes them: as a page, or as a file."""
    today = timezone.localdate(timezone.now())
    case_of(answers, today)  # what contradicts itself is mended, not handed on
    written = json.dumps(raw_case(answers, today), ensure_ascii=False, indent=1)
    if request.POST.get("as") == "file":
        return _file(written, "application/json", "case.json")
    return render(request, "check/result_case.html", {"case": written, **_carried(request)})


@with_answers
def readings(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Where the orders say nothing, and how it is read here: a page of its own, for the result is long enough."""
    told = explanation.readings(_matter(answers))
    return render(request, "check/result_readings.html", {"readings": told, **_carried(request)})


def _carried(request: HttpRequest) -> dict[str, Any]:
    token = request.POST["state"]
    return {"state": token, "carried": carrying(token, "result")}


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
