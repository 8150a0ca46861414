"""Records that most claims have not: whether there are any is read with the claim, so that they are not looked for in vain.

`has_offers` and the like; a claim that was read without them is looked at as if it had them.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from claims.cases.models import Claim, ConsumerDelay, InformationRequest, Offer, RaisedGround, Statement

_MODELS: dict[str, Any] = {
    "grounds": RaisedGround,
    "statements": Statement,
    "offers": Offer,
    "information_requests": InformationRequest,
    "delays": ConsumerDelay,
}


def with_seldom(claims: QuerySet[Claim], *names: str) -> QuerySet[Claim]:
    """Of all of them for a page, which writes none of them; of `names` for a step. Who writes one says so on the claim."""
    wanted = names or tuple(_MODELS)
    return claims.annotate(**{f"has_{name}": Exists(_rows(name)) for name in wanted})


def _rows(name: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = _MODELS[name].objects.filter(claim=OuterRef("pk"))
    return rows


def has(claim: Claim, name: str) -> bool:
    return bool(getattr(claim, f"has_{name}", True))
