"""What of a car's history a form may offer."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils import timezone

from claims.record.history import problems_shown
from claims.repairs.models import QualityProblem, Visit
from sanbao.accounts.access import signed_in


def problems_for(request: HttpRequest, visit: Visit) -> Sequence[QualityProblem]:
    """What it may be again: the problems of the car that this workshop sees."""
    if visit.outlet is None:
        return []
    return problems_shown(visit.vehicle, visit.outlet, by=signed_in(request), at=timezone.now())
