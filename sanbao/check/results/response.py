"""The result page of complete answers."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanbao.check.carrying import carrying
from sanbao.check.case import case_of, is_only_asking
from sanbao.check.flow import Section, answers_to_print
from sanbao.check.results.page import result_page
from sanbao.check.state import Answers
from sanbao.check.steps.part_of_problem import language

MOST_PRINTED = 40  # answers on the printed result; more are printed from the summary


def printed(answers: Answers, today: date) -> tuple[Section, ...] | Literal["many"]:
    """What was answered, for the printed result."""
    sections = tuple(answers_to_print(answers, today))
    return sections if sum(len(section.rows) for section in sections) <= MOST_PRINTED else "many"


def result_response(request: HttpRequest, answers: Answers, token: str, *, is_shared: bool = False) -> HttpResponse:
    """`is_shared`: opened from a link, perhaps by another person than who answered."""
    now = timezone.now()
    page = result_page(
        case_of(answers, timezone.localdate(now)),
        answers.names,
        lang=language(),
        state=token,
        at=now,
        only_asking=is_only_asking(answers),
    )
    answered = printed(answers, timezone.localdate(now))
    context = {"page": page, "state": token, "answered": answered, "carried": carrying(token, "result")}
    context["is_shared"] = is_shared
    return render(request, "check/result.html", context)
