"""Pages that hold what a person wrote: kept by no cache of others, named to no other page.

A posted page may stay in the browser that asked for it, stale at once: without it, the browser's Back would have nothing
to show, since no server keeps what was sent. Everything else is stored nowhere.

A page with `Referrer-Policy: no-referrer` sends its own forms with `Origin: null`, which Django's CSRF check takes for a
stranger. Views that are marked take it for their own; the token in form and cookie is checked as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]
Marked = TypeVar("Marked", bound=Callable[..., HttpResponse])
MARK = "takes_null_origin"
KEPT_NOWHERE = "no-store"
KEPT_FOR_BACK = "private, max-age=0"


def takes_null_origin(view: Marked) -> Marked:
    """For forms that stand on private pages, too."""
    setattr(view, MARK, True)
    return view


def private(view: View) -> View:
    @wraps(view)
    def respond(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response.headers["Cache-Control"] = KEPT_FOR_BACK if _is_posted_page(request, response) else KEPT_NOWHERE
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return takes_null_origin(respond)


def holds_secret(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For an address with a one-time token in it: kept nowhere, and no request of the page tells where it came from."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = KEPT_NOWHERE
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return takes_null_origin(respond)


def _is_posted_page(request: HttpRequest, response: HttpResponse) -> bool:
    return request.method == "POST" and response.headers.get("Content-Type", "").startswith("text/html")


class NullOrigin:
    """Stands before Django's CSRF middleware."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any) -> None:
        if request.META.get("HTTP_ORIGIN") == "null" and getattr(view, MARK, False):
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
