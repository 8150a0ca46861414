"""What a visitor chose about the look of the pages, kept in a cookie of his own: theme and size of type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

COOKIE = "sanbao_look"
YEAR = 365 * 24 * 3600
THEMES = ("light", "dark")  # none: as the system has it


@dataclass(frozen=True)
class Chosen:
    theme: Literal["", "light", "dark"] = ""
    type: Literal["", "large"] = ""

    @property
    def classes(self) -> str:
        return " ".join(name for name in (self.theme, self.type) if name)


def chosen_by(request: HttpRequest) -> Chosen:
    return read(request.COOKIES.get(COOKIE, ""))


def read(words: str) -> Chosen:
    """Unknown words say nothing: the cookie is the visitor's and may hold anything."""
    known = words.split(".")
    theme: Literal["", "light", "dark"] = "dark" if "dark" in known else "light" if "light" in known else ""
    return Chosen(theme, "large" if "large" in known else "")


def with_wishes(chosen: Chosen, wishes: Mapping[str, Any]) -> Chosen:
    if "theme" in wishes:
        chosen = replace(chosen, theme=read(wishes.get("theme", "")).theme)
    if "type" in wishes:
        chosen = replace(chosen, type=read(wishes.get("type", "")).type)
    return chosen


def form_context(request: HttpRequest, came_from: str, chosen: Chosen | None = None) -> dict[str, Any]:
    return {
        "chosen": chosen or chosen_by(request),
        "next": came_from,
        "language": get_language(),
        "csrf_token": get_token(request),
    }


def keep(response: HttpResponse, request: HttpRequest, chosen: Chosen) -> None:
    words = chosen.classes.replace(" ", ".")
    response.set_cookie(COOKIE, words, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")


def keep_language(response: HttpResponse, request: HttpRequest) -> str:
    """What was wished and is there; empty: nothing."""
    wished = request.POST.get("language", "")
    if wished not in dict(settings.LANGUAGES):
        return ""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        wished,
        max_age=YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return wished
