"""A number for every request: in its log lines, in a response header, on the page of an error."""

from __future__ import annotations

import re
import uuid
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")

current: ContextVar[str | None] = ContextVar("request_id", default=None)


def identify(request: HttpRequest) -> str:
    """The proxy's number where one stands before us; anybody else could write what he likes."""
    named = request.headers.get(HEADER, "")
    if settings.BEHIND_PROXY and WELL_FORMED.fullmatch(named):
        return named
    return uuid.uuid4().hex
