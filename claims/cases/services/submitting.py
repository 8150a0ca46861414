"""The demand is made: it gets its number, and its time limits begin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import StartEvent
from claims.cases.facts import items_of
from claims.cases.keeping import keep_for
from claims.cases.kinds import Limit
from claims.cases.models import Claim, ClaimNumber, DemandItem
from claims.cases.permissions import parties_of
from claims.cases.regulation import regulation_of
from claims.cases.services.acting import NOT_NOW, Doing, begin, locked, record_claim, save
from claims.cases.services.opening import BEFORE_MADE, LATER_THAN_TODAY
from claims.cases.sides import settled_facts
from claims.cases.signals import claim_noted
from claims.cases.time_limits import set_limits, set_next_due
from claims.record.facts import sale_known
from claims.repairs.models import Visit
from claims.repairs.selectors import visits_of
from claims.repairs.services.stating import stated_visits_rely
from claims.repairs.told import ToldVisit
from claims.vehicles.services.stating import car_statement_rely
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

PREFIX = "QQ"
NEXT_NUMBER = f"""
    INSERT INTO {ClaimNumber._meta.db_table} AS known (year, last) VALUES (%s, 1)
    ON CONFLICT (year) DO UPDATE SET last = known.last + 1 RETURNING last
"""  # noqa: S608, SLF001  of a table name, no value
INCOMPLETE = _("还没有写完：要知道向谁提出、现在开了多少公里，并且车现在是您的。")
RECEIVED_ALREADY = _("已经登记过收到的日期。")
_YES = DemandItem.Answer.YES


@transaction.atomic
def claim_submit(*, claim: Claim, doing: Doing) -> Claim:
    act = begin(claim, "submit", doing)
    current = act.claim
    if act.is_repeated:
        return current
    if not current.is_complete:
        raise ValidationError(INCOMPLETE, code="incomplete")
    row, today = current.demand, timezone.localdate(current.moment)
    if current.respondent_id is not None:
        row.made_on = min(row.made_on, today)
        row.received_on = row.received_on or today
        row.save(update_fields=["made_on", "received_on"])
    current.number = _take_number(today.year)
    current.submitted_at = current.moment
    current.is_priority = any(item.serious_safety == _YES or item.event for item in items_of(row))
    _begin_limits(current, row.made_on, row.received_on)
    visits = visits_of(current.vehicle)
    _rely_on_statements(current, visits, act.person)
    return act.take(
        assessment=keep_for(current, "claim.submit", doing, settled_facts(current, current.moment, visits=visits)),
        kind=current.kind,
        channel=current.channel,
        made_on=str(row.made_on),
        received_on=_written(row.received_on),
    )


@transaction.atomic
def receipt_record(*, claim: Claim, received_on: date, words: str, doing: Doing) -> Claim:
    """A printed demand has arrived: from that day the reply is due. `words`: how one knows (signed slip, courier)."""
    current = locked(claim)
    demand(doing.by is not None and bool(parties_of(doing.by, current)))
    row = current.demand
    if row.received_on == received_on:
        return current
    if row.received_on is not None or current.submitted_at is None:
        raise ValidationError({"received_on": RECEIVED_ALREADY if row.received_on else NOT_NOW})
    if received_on > timezone.localdate(doing.at):
        raise ValidationError({"received_on": LATER_THAN_TODAY})
    if received_on < row.made_on:
        raise ValidationError({"received_on": BEFORE_MADE})
    row.received_on, row.receipt_words = received_on, words.strip()
    row.save(update_fields=["received_on", "receipt_words"])
    limits = [one for one in _limits(current) if one.starts == StartEvent.RECEIPT]
    set_limits(current, limits, {StartEvent.RECEIPT: received_on})
    set_next_due(current)
    save(current)
    party = next(iter(parties_of(doing.by, current)))  # type: ignore[arg-type]  # demanded above
    record_claim("claim.receipt_recorded", current, doing, party, {"received_on": str(received_on)})
    claim_noted.send(sender=Claim, claim=current, note="claim.receipt_recorded", by=doing.by, at=doing.at)
    return current


def _rely_on_statements(claim: Claim, visits: Iterable[ToldVisit], by: User) -> None:
    """What the owner has told of car and visits from his papers is not changed any more."""
    sale = sale_known(claim.vehicle)
    if sale is not None and sale.is_stated:
        car_statement_rely(vehicle=claim.vehicle, by=by, at=claim.moment)
    if any(one.row.source == Visit.Source.OWNER and one.row.relied_on_at is None for one in visits):
        stated_visits_rely(vehicle=claim.vehicle, by=by, at=claim.moment)


def _written(day: date | None) -> str | None:
    return None if day is None else str(day)


def _begin_limits(claim: Claim, made_on: date, received_on: date | None) -> None:
    starts = {StartEvent.DEMAND: made_on}
    if received_on is not None:
        starts[StartEvent.RECEIPT] = received_on
    set_limits(claim, _limits(claim), starts)


def _limits(claim: Claim) -> tuple[Limit, ...]:
    return claim.about.limits_under(regulation_of(claim))


def _take_number(year: int) -> str:
    """The next of the year; rolled back, it is free again. Whoever wants another waits until then."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [year])
        (last,) = cursor.fetchone()
    return f"{PREFIX}-{year}-{last:06d}"
