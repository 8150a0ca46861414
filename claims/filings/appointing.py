"""Appointing outlets. An appointment is never rewritten: it gets a last day, from today on, and a new one follows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.filings.models import Appointment
from claims.filings.models.appointment import ENDS_BEFORE_IT_BEGINS
from claims.filings.permissions import can_appoint, can_end_appointment
from claims.filings.shape import NOT_A_POSTCODE
from documents.papers.voucher import POSTCODE
from sanbao.accounts.models import Organisation, User
from sanbao.ledger.services import record
from sanbao.web.says import day as written_day

NO_SELLER = gettext_lazy("这个单位没有登记为销售者，不能约定由它销售。")
NO_REPAIRER = gettext_lazy("这个单位没有登记为修理者，不能约定由它修理。")
ENDS_IN_THE_PAST = gettext_lazy("结束日期不能早于今天：已经过去的日子，消费者是在约定的网点修的车。")
CANNOT_BE_LONGER = gettext_lazy("已经定了结束日期，不能改得更晚。要继续约定的，请另外添加一个。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointed:
    """What the producer says of an outlet. `valid_until`: the last day, None until further notice."""

    sells: bool
    repairs: bool
    valid_from: date
    valid_until: date | None = None
    address: str = ""
    postcode: str = ""
    phone: str = ""


@transaction.atomic
def appointment_make(
    *, producer: Organisation, outlet: Organisation, told: Appointed, by: User, at: datetime
) -> Appointment:
    """The same told again is what is there already; one that overlaps another of the same outlet is refused."""
    _demand(can_appoint(by, producer))
    Organisation.objects.select_for_update(no_key=True).get(pk=producer.pk)
    made = Appointment(producer=producer, outlet=outlet, made_at=at, made_by=by, **asdict(told))
    overlapping = _overlapping(made)
    if overlapping is not None and all(getattr(overlapping, name) == value for name, value in asdict(told).items()):
        return overlapping
    _check(made, overlapping)
    made.full_clean()
    made.save()
    _record("appointment.made", made, by, at, valid_from=str(made.valid_from), sells=made.sells, repairs=made.repairs)
    return made


@transaction.atomic
def appointment_end(*, appointment: Appointment, valid_until: date, by: User, at: datetime) -> Appointment:
    """Set its last day. What has passed stays as it was: visits of those days were in the network."""
    _demand(can_end_appointment(by, appointment))
    Organisation.objects.select_for_update(no_key=True).get(pk=appointment.producer_id)
    current = Appointment.objects.select_related("producer", "outlet").get(pk=appointment.pk)
    if current.valid_until == valid_until:
        return current
    if valid_until < timezone.localdate(at):
        raise ValidationError({"valid_until": ENDS_IN_THE_PAST})
    if valid_until < current.valid_from:
        raise ValidationError({"valid_until": ENDS_BEFORE_IT_BEGINS})
    if current.valid_until is not None and valid_until > current.valid_until:
        raise ValidationError({"valid_until": CANNOT_BE_LONGER})
    current.valid_until = valid_until
    current.save(update_fields=["valid_until"])
    _record("appointment.ended", current, by, at, valid_until=str(valid_until))
    return current


def _overlapping(made: Appointment) -> Appointment | None:
    pair = Appointment.objects.filter(producer=made.producer, outlet=made.outlet)
    later = pair.filter(Q(valid_until=None) | Q(valid_until__gte=made.valid_from))
    if made.valid_until is not None:
        later = later.filter(valid_from__lte=made.valid_until)
    return later.order_by("valid_from").first()


def _check(made: Appointment, overlapping: Appointment | None) -> None:
    if made.sells and not made.outlet.is_seller:
        raise ValidationError({"sells": NO_SELLER})
    if made.repairs and not made.outlet.is_repairer:
        raise ValidationError({"repairs": NO_REPAIRER})
    if made.postcode and not POSTCODE.fullmatch(made.postcode):
        raise ValidationError({"postcode": NOT_A_POSTCODE})
    if made.valid_until is not None and made.valid_until < made.valid_from:
        raise ValidationError({"valid_until": ENDS_BEFORE_IT_BEGINS})
    if overlapping is not None:
        raise ValidationError({"valid_from": _overlap(overlapping)})


def _overlap(other: Appointment) -> str:
    values = {"outlet": other.outlet, "from": written_day(other.valid_from)}
    if other.valid_until is None:
        return _("%(outlet)s从%(from)s起已经有长期的约定。请先给它定结束日期，再添加新的。") % values
    values["until"] = written_day(other.valid_until)
    return _("%(outlet)s在%(from)s到%(until)s已经有约定，日期不能重叠。") % values


def _record(action: str, appointment: Appointment, by: User, at: datetime, **codes: str | bool) -> None:
    """An event in the chain of the producer."""
    producer = appointment.producer
    record(
        action=action,
        subject=f"organisation/{producer.public_id}",
        actor=str(by.public_id),
        organisation=str(producer.public_id),
        codes={"appointment": str(appointment.public_id), "outlet": str(appointment.outlet.public_id), **codes},
        at=at,
    )


def _demand(permitted: bool) -> None:  # noqa: FBT001  reads as a sentence
    if not permitted:
        raise PermissionDenied
