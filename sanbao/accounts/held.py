"""The roles of whoever asks, read once a request: navigation and pages ask for them again and again."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from sanbao.accounts.models import User
from sanbao.accounts.selectors import open_memberships

_KEPT = "_held_roles"


@dataclass(frozen=True, slots=True)
class Held:
    """A role at an organisation, and what that organisation is."""

    role: str
    organisation_id: int
    is_producer: bool
    is_seller: bool
    is_repairer: bool
    is_dispute_body: bool


def held_by(request: HttpRequest) -> tuple[Held, ...]:
    """Nothing for a stranger, and on error pages, which are drawn also where no middleware has put a user."""
    if not hasattr(request, _KEPT):
        user = getattr(request, "user", None)
        setattr(request, _KEPT, _read(user) if isinstance(user, User) else ())
    kept: tuple[Held, ...] = getattr(request, _KEPT)
    return kept


def _read(user: User) -> tuple[Held, ...]:
    capacities = ("is_producer", "is_seller", "is_repairer", "is_dispute_body")
    columns = ("role", "organisation_id", *(f"organisation__{name}" for name in capacities))
    return tuple(Held(*row) for row in open_memberships(user).values_list(*columns))
