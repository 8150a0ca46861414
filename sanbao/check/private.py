"""Pages that hold a person's answers: kept by no cache, named to no other site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]


def private(view: View) -> View:
    @wraps(view)
    def respond(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return respond
