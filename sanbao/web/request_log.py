"""One line a request: which page, how it ended, how long it took. No address with its ids, no query, no body."""

from __future__ import annotations

import logging
import time
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sanbao.web import request_ids
from sanbao.web.addresses import client_address, network_of
from sanbao.web.middleware import Handler

logger = logging.getLogger("sanbao.requests")

PROBES = ("/healthz", "/readyz")  # asked every few seconds; like our own files, worth a line only when they fail
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def numbered_and_logged(get_response: Handler) -> Handler:
    """The outermost middleware, so that every line of a request has its number and every request has its line."""

    def respond(request: HttpRequest) -> HttpResponse:
        number = request_ids.identify(request)
        request.request_id = number  # type: ignore[attr-defined]  # read by error pages and security events
        token = request_ids.current.set(number)
        started = time.perf_counter()
        try:
            response = get_response(request)
            response.headers[request_ids.HEADER] = number
            _log(request, response, time.perf_counter() - started)
        finally:
            request_ids.current.reset(token)
        return response

    return respond


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    if response.status_code < HTTPStatus.BAD_REQUEST and (
        request.path in PROBES or request.path.startswith(settings.STATIC_URL)
    ):
        return
    fields = {
        "method": request.method if request.method in METHODS else "?",
        "route": request.resolver_match.route if request.resolver_match else None,
        "status": response.status_code,
        "duration_ms": round(seconds * 1000, 1),
        "user": _opaque_user(request),
        "network": network_of(client_address(request)),
    }
    logger.info("request", extra=fields)


def _opaque_user(request: HttpRequest) -> str | None:
    """Only if the page has asked who is there: a log line is not worth a query."""
    known = getattr(request, "_cached_user", None)
    name = getattr(known, "public_id", None)
    return str(name) if name else None
