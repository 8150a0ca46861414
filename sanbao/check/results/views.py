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
from sanbao.check.results import explanation
from sanbao.check.results.ics import calendar_file
from sanbao.check.results.matter import Matter
from sanbao.check.results.meters import meters
from sanbao.check.results.open_questions import open_questions, panels
from sanbao.check.results.page import page_of
from sanbao.check.results.papers import lost_papers, papers, steps
from sanbao.check.results.period_rows import least_periods, period_rows
from sanbao.check.results.response import printed
from sanbao.check.results.sheets import due_says
from sanbao.check.results.suppositions import Supposed, SuppositionError, supposed
from sanbao.check.results.visit_rows import visit_rows
from sanbao.check.state import Answers, StateError, opened
from sanbao.check.steps.part_of_problem import language
from sanbao.check.views import check
from sanbao.law.errors import FactsError
from sanbao.web.private import private

MOST_SHOWN = 8_000  # characters of the facts on their page; what is longer is given as a file alone

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
    """The facts as the command line takes them: as a page where they fit, or as a file."""
    today = timezone.localdate(timezone.now())
    case_of(answers, today)  # what contradicts itself is mended, not handed on
    written = json.dumps(raw_case(answers, today), ensure_ascii=False, indent=1)
    if request.POST.get("as") == "file":
        return _file(written, "application/json", "case.json")
    shown = written if len(written) <= MOST_SHOWN else ""
    return render(request, "check/result_case.html", {"case": shown, **_carried(request)})


# What makes the result too long has pages of its own.


@with_answers
def how(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Every ground with its outcome, and where the orders say nothing, how they are read here."""
    matter = _matter(answers)
    told = {
        "findings": explanation.finding_groups(matter),
        "readings": explanation.readings(matter),
        "other_order": explanation.other_order(matter),
        "provenance": explanation.provenance(matter),
    }
    return render(request, "check/result_how.html", {**told, **_carried(request)})


@with_answers
def counted(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Every visit, every counter, every period."""
    matter = _matter(answers)
    told = {
        "visits": visit_rows(matter),
        "meters": meters(matter),
        "counted_only": explanation.counted_only(matter),
        "periods": period_rows(matter),
        "least_periods": least_periods(matter),
    }
    return render(request, "check/result_counted.html", {**told, **_carried(request)})


@with_answers
def onward(request: HttpRequest, answers: Answers) -> HttpResponse:
    """The next steps, and the papers to bring and to keep."""
    matter = _matter(answers)
    told = {"steps": steps(matter), "papers": papers(matter), "lost_papers": lost_papers(matter)}
    return render(request, "check/result_onward.html", {**told, **_carried(request)})


@with_answers
def questions(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Every open question."""
    matter = _matter(answers)
    told = panels(matter, open_questions(matter))
    return render(request, "check/result_questions.html", {"questions": told, **_carried(request)})


def _carried(request: HttpRequest) -> dict[str, Any]:
    token = request.POST["state"]
    return {"state": token, "carried": carrying(token, "result")}


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
