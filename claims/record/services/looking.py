"""A look at visits of other workshops is noted before anything is shown. What was noted is also what is counted."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from claims.record.models import Look
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import Organisation, User
from sanbao.ledger.services import record

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
# More cars than one person receives, or one workshop repairs: beyond it somebody collects histories.
MOST_AN_HOUR = 60
MOST_A_DAY = 500


class TooManyLooksError(Exception):
    """The person within an hour, or the workshop within a day, has looked at too many cars."""


def look_record(*, vehicle: Vehicle, outlet: Organisation, visits_shown: int, by: User, at: datetime) -> None:
    """Once an hour for each person and car. Raises TooManyLooksError: then nothing may be shown."""
    recent = Look.objects.filter(outlet=outlet, looked_at__gt=at - A_DAY, looked_at__lte=at)
    mine = Q(looked_by=by, looked_at__gt=at - AN_HOUR)
    counted = recent.aggregate(
        again=Count("pk", filter=mine & Q(vehicle=vehicle)), mine=Count("pk", filter=mine), all=Count("pk")
    )
    if counted["again"]:
        return
    if counted["mine"] >= MOST_AN_HOUR or counted["all"] >= MOST_A_DAY:
        raise TooManyLooksError
    with transaction.atomic():
        Look.objects.create(vehicle=vehicle, outlet=outlet, looked_by=by, looked_at=at, visits_shown=visits_shown)
        record(
            action="history.looked_at",
            subject=vehicle.ledger_subject,
            actor=str(by.public_id),
            organisation=str(outlet.public_id),
            codes={"visits": visits_shown},
            at=at,
        )
