"""One key for one occasion: what the site does twice, it does once."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from claims.cases.models import Claim


def key_of(claim: Claim, occasion: str, day: date | None) -> UUID:
    return uuid5(claim.public_id, f"{occasion}/{day}")
