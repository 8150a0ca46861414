"""Where a request came from."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

PREFIX = {4: 24, 6: 48}  # a neighbourhood, not a person


def client_address(request: HttpRequest) -> str:
    """The address our own proxy saw, which it writes last; without a proxy the other end of the connection."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def network_of(address: str) -> str | None:
    try:
        known = ip_address(address)
    except ValueError:
        return None
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ip_network((known.packed, PREFIX[known.version]), strict=False))
