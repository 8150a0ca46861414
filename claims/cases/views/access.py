"""The claims that addresses name, with what their pages read."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from claims.cases.models import Claim


def claims() -> QuerySet[Claim]:
    return Claim.objects.select_related(
        "vehicle__model_line__producer", "vehicle__sale__seller", "ownership", "respondent", "body", "demand"
    )


def posted(request: HttpRequest) -> QueryDict | None:
    """An empty form that was sent is wrong, not unsent."""
    return request.POST if request.method == "POST" else None
