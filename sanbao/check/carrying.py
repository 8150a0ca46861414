"""What the choices of language and look in the footer carry along, so that a page of the check comes back as it was."""

from __future__ import annotations

from django.urls import reverse


def carrying(state: str, place: str) -> dict[str, str]:
    """`place`: what a button would say to come back here (`step:use`, `result`; nothing for the next open page)."""
    return {"next": reverse("check"), "state": state, "go": place}
