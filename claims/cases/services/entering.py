"""Claims of consumers without an account, written down by a clerk; and people who act for a consumer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Channel, Kind, Party
from claims.cases.models import AskingProgress, Claim, RepresentationOffer
from claims.cases.services.acting import Doing, record_claim
from claims.cases.services.opening import Respondent, claim_open, representative_put
from claims.vehicles.models import Vehicle
from claims.vehicles.permissions import is_owner
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.services.recording import demand
from sanbao.sms.mobile_numbers import NumberError, mobile_number

NOBODY = _("没有找到用这个手机号码登录过的人。请他先登录一次。")
YOURSELF = _("这是您自己的手机号码。")


@transaction.atomic
def claim_enter(*, vehicle: Vehicle, channel: Channel, body: Organisation, by: User, at: datetime, key: UUID) -> Claim:
    """A draft; that a clerk has opened the record of a car for it is kept in the ledger."""
    claim = claim_open(
        vehicle=vehicle,
        kind=Kind.FREE_REPAIR,
        respondent=Respondent(),
        by=by,
        at=at,
        key=key,
        channel=channel,
        body=body,
    )
    if not AskingProgress.objects.filter(claim=claim).exists():
        AskingProgress.objects.create(claim=claim)
        record_claim("claim.entered", claim, Doing(by=by, at=at, key=key), Party.CLERK, {"channel": str(channel)})
    return claim


@transaction.atomic
def representative_name(*, claim: Claim, phone: str, doing: Doing) -> Claim:
    """By the number with which he signs in. Raises ValidationError at `phone`."""
    try:
        number = mobile_number(phone)
    except NumberError as error:
        raise ValidationError({"phone": str(error)}) from None
    person = User.objects.filter(phone=number, phone_verified=True, is_active=True).first()
    if person is None:
        raise ValidationError({"phone": NOBODY})
    if person == doing.by:
        raise ValidationError({"phone": YOURSELF})
    return representative_put(claim=claim, representative=person, doing=doing)


@transaction.atomic
def representation_offer(*, vehicle: Vehicle, words: str, by: User, at: datetime) -> RepresentationOffer:
    """Told twice, it is one. The owner answers; until then the person sees nothing of the car."""
    known = RepresentationOffer.objects.filter(vehicle=vehicle, offered_by=by, answered_at=None).first()
    return known or RepresentationOffer.objects.create(
        vehicle=vehicle, offered_by=by, words=words.strip(), offered_at=at
    )


@transaction.atomic
def representation_answer(*, offer: RepresentationOffer, accepts: bool, by: User, at: datetime) -> Claim | None:
    """Of the owner: with a yes a draft begins, which the other one writes for him. Answered twice, it is one."""
    row = RepresentationOffer.objects.select_for_update(of=("self",)).select_related("claim").get(pk=offer.pk)
    demand(is_owner(by, row.vehicle))
    if row.answered_at is not None:
        return row.claim
    row.answered_at = at
    if accepts:
        opened = claim_open(
            vehicle=row.vehicle,
            kind=Kind.FREE_REPAIR,
            respondent=Respondent(),
            by=by,
            at=at,
            key=row.public_id,
        )
        doing = Doing(by=by, at=at, key=uuid4())
        row.claim = representative_put(claim=opened, representative=row.offered_by, doing=doing)
    row.save(update_fields=["answered_at", "claim"])
    return row.claim
