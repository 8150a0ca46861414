"""The claims that addresses name, with what their pages read."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from claims.cases.models import Claim
from claims.cases.permissions import claims_visible_to
from claims.cases.seldom import with_seldom
from sanbao.accounts.models import User


def claims() -> QuerySet[Claim]:
    return _told(Claim.objects.all())


def claims_seen_by(person: User) -> QuerySet[Claim]:
    return _told(claims_visible_to(person))


def _told(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """With whether there is what most claims have not."""
    related = ("vehicle__model_line__producer", "vehicle__sale__seller", "ownership", "respondent", "body", "demand")
    return with_seldom(rows.select_related(*related))


def posted(request: HttpRequest) -> QueryDict | None:
    """An empty form that was sent is wrong, not unsent."""
    return request.POST if request.method == "POST" else None
