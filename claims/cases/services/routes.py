"""Other routes that were taken, beside the state of the claim: where, since when, under which number, with what result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Party, State
from claims.cases.models import Claim, OutsideRoute
from claims.cases.permissions import parties_of
from claims.cases.services.acting import NOT_NOW, Doing, locked, person_of, record_claim
from claims.cases.services.opening import LATER_THAN_TODAY
from claims.cases.signals import claim_noted
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

UNKNOWN_ROUTE = _("请选择是哪条途径。")
BEFORE_IT_BEGAN = _("日期不能早于提出的日期。")
BEFORE_ACCEPTED = _("结束的日期不能早于受理的日期。")
NO_RESULT = _("结束了的，请写明结果。")
RECORDING = (Party.CLERK, Party.CONSUMER)


@dataclass(frozen=True, kw_only=True)
class Begun:
    route: str
    body_name: str
    begun_on: date
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How it went on: told whole each time."""

    number: str = ""
    accepted_on: date | None = None
    ended_on: date | None = None
    result: str = ""


def can_record_route(user: User, claim: Claim) -> bool:
    return claim.state != State.DRAFT and bool(set(RECORDING) & parties_of(user, claim))


@transaction.atomic
def route_begin(*, claim: Claim, begun: Begun, known: frozenset[str], doing: Doing) -> OutsideRoute:
    """`known`: the routes of the law for this car. Recorded twice under one key, it is one."""
    current = locked(claim)
    party = _party(current, doing)
    found = OutsideRoute.objects.filter(claim=current, request_key=doing.key).first()
    if found is not None:
        return found
    if begun.route not in known:
        raise ValidationError({"route": UNKNOWN_ROUTE})
    if begun.begun_on > timezone.localdate(doing.at):
        raise ValidationError({"begun_on": LATER_THAN_TODAY})
    row = OutsideRoute(
        claim=current,
        route=begun.route,
        body_name=begun.body_name.strip(),
        number=begun.number.strip(),
        begun_on=begun.begun_on,
        recorded_by=person_of(doing),
        recorded_at=doing.at,
        request_key=doing.key,
    )
    row.full_clean()
    row.save()
    _note("claim.route_begun", row, party, doing)
    return row


@transaction.atomic
def route_update(*, route: OutsideRoute, progress: Progress, doing: Doing) -> OutsideRoute:
    current = locked(route.claim)
    party = _party(current, doing)
    row = OutsideRoute.objects.select_for_update(of=("self",), no_key=True).get(pk=route.pk)
    _check(row, progress, timezone.localdate(doing.at))
    told = {"number": progress.number.strip(), "accepted_on": progress.accepted_on, "ended_on": progress.ended_on}
    told["result"] = progress.result.strip()
    if all(getattr(row, name) == value for name, value in told.items()):
        return row
    for name, value in told.items():
        setattr(row, name, value)
    row.save(update_fields=list(told))
    _note("claim.route_followed", row, party, doing)
    return row


def _party(claim: Claim, doing: Doing) -> Party:
    mine = parties_of(person_of(doing), claim)
    party = next((one for one in RECORDING if one in mine), None)
    demand(party is not None)
    if claim.state == State.DRAFT:
        raise ValidationError(NOT_NOW, code="not_now")
    return party  # type: ignore[return-value]  # demanded above


def _check(row: OutsideRoute, progress: Progress, today: date) -> None:
    for name in ("accepted_on", "ended_on"):
        day = getattr(progress, name)
        if day is not None and day > today:
            raise ValidationError({name: LATER_THAN_TODAY})
        if day is not None and day < row.begun_on:
            raise ValidationError({name: BEFORE_IT_BEGAN})
    if progress.ended_on and progress.accepted_on and progress.ended_on < progress.accepted_on:
        raise ValidationError({"ended_on": BEFORE_ACCEPTED})
    if progress.ended_on and not progress.result.strip():
        raise ValidationError({"result": NO_RESULT})


def _note(action: str, row: OutsideRoute, party: Party, doing: Doing) -> None:
    codes = {
        "route": row.route,
        "begun_on": str(row.begun_on),
        "accepted_on": _day(row.accepted_on),
        "ended_on": _day(row.ended_on),
    }
    record_claim(action, row.claim, doing, party, {**codes})
    claim_noted.send(sender=Claim, claim=row.claim, note=action, by=doing.by, at=doing.at)


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)
