"""A claim is begun and told, as a draft; nobody but its writer sees it before it is submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Channel, Kind, Party, State
from claims.cases.models import Claim, Demand, DemandItem
from claims.cases.permissions import can_open_claim
from claims.cases.services.acting import NOT_NOW, Doing, locked, record_claim, save
from claims.repairs.models import QualityProblem
from claims.vehicles.models import Vehicle
from claims.vehicles.selectors import current_ownership
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.services.recording import demand

NO_OWNER = _("这辆车还没有登记车主，请先登记车主。")
WANTS_A_CLERK = _("书面或者电话提出的请求，由争议处理机构的经办人登记。")
LATER_THAN_TODAY = _("日期不能晚于今天。")
BEFORE_MADE = _("收到的日期不能早于提出的日期。")
OTHER_CAR = _("这个问题是另一辆车的。")


@dataclass(frozen=True, kw_only=True)
class Respondent:
    """Who is asked: an organisation of the system, or a name with an address for the letter."""

    organisation: Organisation | None = None
    name: str = ""
    address: str = ""
    phone: str = ""
    is_gone: bool = False


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked for today, money in fen. `items`: unsaved rows, without demand and number."""

    mileage_km: int
    made_on: date
    words: str = ""
    received_on: date | None = None
    receipt_words: str = ""
    has_invoice: bool = False
    has_voucher: bool = False
    returned_on: date | None = None
    returned_mileage_km: int | None = None
    registration_fen: int | None = None
    accessories_net_fen: int | None = None
    services_fen: int | None = None
    amount_fen: int | None = None
    items: Sequence[DemandItem] = ()

    @property
    def values(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "items"}


@transaction.atomic
def claim_open(  # noqa: PLR0913  a claim begins with that much, each named at the call
    *,
    vehicle: Vehicle,
    kind: Kind,
    respondent: Respondent,
    by: User,
    at: datetime,
    key: UUID,
    channel: Channel = Channel.ONLINE,
    body: Organisation | None = None,
) -> Claim:
    """A draft. Opened twice under one key, it is one. `body`: the dispute body whose clerk enters it."""
    demand(can_open_claim(by, vehicle))
    known = Claim.objects.filter(entered_by=by, request_key=key).first()
    if known is not None:
        return known
    ownership = current_ownership(vehicle)
    if ownership is None:
        raise ValidationError(NO_OWNER, code="no_owner")
    is_own = ownership.consumer_id == by.pk
    if not is_own and (channel == Channel.ONLINE or body is None):
        raise ValidationError({"channel": WANTS_A_CLERK})
    return Claim.objects.create(
        vehicle=vehicle,
        kind=kind,
        channel=channel,
        ownership=ownership,
        consumer=ownership.consumer,
        entered_by=by,
        body=body,
        opened_at=at,
        last_step_at=at,
        request_key=key,
        **_told(respondent),
    )


@transaction.atomic
def respondent_put(*, claim: Claim, respondent: Respondent, by: User) -> Claim:
    """Whom to ask, as long as nobody has been asked."""
    current = _draft(claim, by)
    for name, value in _told(respondent).items():
        setattr(current, name, value)
    save(current)
    return current


@transaction.atomic
def demand_put(*, claim: Claim, asked: Asked, by: User, at: datetime) -> Demand:
    """What is asked for, told whole each time; the last telling stands. Raises ValidationError at the field."""
    current = _draft(claim, by)
    _check(current, asked, at)
    row = Demand.objects.update_or_create(claim=current, defaults=asked.values)[0]
    row.items.all().delete()
    for number, item in enumerate(asked.items, 1):
        item.demand, item.number = row, number
        item.clean_fields(exclude=("demand", "problem"))
    DemandItem.objects.bulk_create(asked.items)
    return row


@transaction.atomic
def representative_put(*, claim: Claim, representative: User | None, doing: Doing) -> Claim:
    """Somebody acts for the consumer, by his authorisation; None: nobody any more. Also while the claim runs."""
    current = locked(claim)
    demand(doing.by is not None and doing.by.pk == current.consumer_id)
    if current.representative_id == (representative and representative.pk):
        return current
    current.representative = representative
    save(current)
    told = str(representative.public_id) if representative else None
    record_claim("claim.representative_named", current, doing, Party.CONSUMER, {"representative": told})
    return current


def _draft(claim: Claim, by: User) -> Claim:
    current = Claim.objects.select_for_update(of=("self",), no_key=True).select_related("ownership").get(pk=claim.pk)
    demand(by.is_active and by.pk in (current.entered_by_id, current.consumer_id, current.representative_id))
    if current.state != State.DRAFT:
        raise ValidationError(NOT_NOW, code="not_now")
    return current


def _told(respondent: Respondent) -> dict[str, object]:
    known = respondent.organisation
    return {
        "respondent": known,
        "respondent_name": "" if known else respondent.name.strip(),
        "respondent_address": respondent.address.strip(),
        "respondent_phone": respondent.phone.strip(),
        "is_respondent_gone": respondent.is_gone,
    }


def _check(claim: Claim, asked: Asked, at: datetime) -> None:
    today = timezone.localdate(at)
    for name in ("made_on", "received_on", "returned_on"):
        day = getattr(asked, name)
        if day is not None and day > today:
            raise ValidationError({name: LATER_THAN_TODAY})
    if asked.received_on is not None and asked.received_on < asked.made_on:
        raise ValidationError({"received_on": BEFORE_MADE})
    cars = QualityProblem.objects.filter(pk__in=[item.problem_id for item in asked.items]).values_list(
        "vehicle", flat=True
    )
    if any(car != claim.vehicle_id for car in cars):
        raise ValidationError({"items": OTHER_CAR})
