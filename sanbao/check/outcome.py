"""The result page of complete answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanbao.check.carrying import carrying
from sanbao.check.case import case_of, is_only_asking
from sanbao.check.flow import sections_of
from sanbao.check.result import result_page
from sanbao.check.state import Answers
from sanbao.check.steps.trouble import language


def outcome(request: HttpRequest, answers: Answers, token: str) -> HttpResponse:
    now = timezone.now()
    page = result_page(
        case_of(answers, timezone.localdate(now)),
        answers.names,
        lang=language(),
        state=token,
        at=now,
        only_asking=is_only_asking(answers),
    )
    answered = sections_of(answers, timezone.localdate(now))
    context = {"page": page, "state": token, "answered": answered, "carried": carrying(token, "result")}
    return render(request, "check/result.html", context)
