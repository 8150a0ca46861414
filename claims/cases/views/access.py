"""The claims that addresses name, with what their pages read."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, QueryDict

from claims.cases.models import Claim, ConsumerDelay, InformationRequest, Offer, RaisedGround


def claims() -> QuerySet[Claim]:
    """With which kinds of records there are: those that most claims have not are not looked for then."""
    found = Claim.objects.select_related(
        "vehicle__model_line__producer", "vehicle__sale__seller", "ownership", "respondent", "body", "demand"
    )
    return found.annotate(**{name: Exists(rows.filter(claim=OuterRef("pk"))) for name, rows in _SELDOM.items()})


_SELDOM: dict[str, QuerySet[Any]] = {
    "has_grounds": RaisedGround.objects.all(),
    "has_offers": Offer.objects.all(),
    "has_information_requests": InformationRequest.objects.all(),
    "has_delays": ConsumerDelay.objects.all(),
}


def posted(request: HttpRequest) -> QueryDict | None:
    """An empty form that was sent is wrong, not unsent."""
    return request.POST if request.method == "POST" else None
