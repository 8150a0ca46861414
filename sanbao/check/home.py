"""The front page: what people come with, and one example, worked out by the engine like any other check."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanbao.check.results.page import LANGUAGES, ResultPage, result_page
from sanbao.check.steps.part_of_problem import language
from sanbao.law.parsing import facts_from_text
from sanbao.web.home import ways

EXAMPLE = Path(__file__).parent / "example.json"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html", {"ways": ways(), "told": example(language())})


@cache
def example(lang: str) -> ResultPage:
    """The result of the example; its facts have their own day, so that it never changes."""
    with translation.override(LANGUAGES[lang]):
        names = {"P1": _("变速器顿挫")}
    return result_page(facts_from_text(EXAMPLE.read_bytes()), names, lang=lang)
