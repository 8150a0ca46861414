from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sanbao.law.sources import law_data_version
from sanbao.questions.content import questions
from sanbao.questions.pages import lines, page_of

LONGEST_SEARCH = 40


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    return render(request, "questions/index.html", {"lines": lines(_language(), _today(), words), "words": words})


@require_safe
def question(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in questions():
        raise Http404
    page = page_of(questions()[slug], _language(), _today())
    return render(request, "questions/question.html", {"page": page, "version": law_data_version()})


def _today() -> date:
    return timezone.localdate(timezone.now())


def _language() -> str:
    return "en" if get_language() == "en" else "zh"
