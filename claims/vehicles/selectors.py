"""Reading cars. `current` is the one ownership that has not ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.filings.models import Appointment, ModelLine
from claims.filings.selectors import model_lines_search, public_model_lines
from claims.vehicles import vin
from claims.vehicles.models import (
    BindingRequest,
    CarStatement,
    KnownVehicle,
    OdometerReading,
    Ownership,
    ReissueRequest,
    Sale,
    SaleDraft,
    Vehicle,
)
from claims.vehicles.paper_kinds import HANDOVER
from claims.vehicles.permissions import SELLING_ROLES, sales_visible_to
from claims.vehicles.plates import normalised as plate_of
from documents.signatures.signables import Signable, signable_of
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.selectors import open_memberships
from sanbao.sms.mobile_numbers import NumberError, mobile_number

MOST_DRAFTS = 10


def vehicle_by_vin(text: str) -> Vehicle | None:
    """By the whole VIN, in whatever spelling it was typed."""
    return _vehicles().filter(vin=vin.compact(text)).first()


def vehicles_matching(text: str, outlet: Organisation) -> QuerySet[Vehicle]:
    """By the whole VIN any car; by its last 6 to 8 signs, by plate or by the owner's phone those the outlet knows.

    The latest first. Each way reads one index, so that a million cars are searched like a thousand.
    """
    typed = vin.compact(text)
    if vin.is_vin(typed):
        return _vehicles().filter(vin=typed)
    known = KnownVehicle.objects.filter(outlet=outlet, vehicle=OuterRef("pk"))
    return _vehicles().filter(_way_to_find(text, typed)).filter(Exists(known)).order_by("-id")


def _way_to_find(text: str, typed: str) -> Q:
    """No text is two of them: a plate begins with a province, a phone number is longer than the end of a VIN."""
    if vin.is_tail(typed):
        return Q(vin_last6=typed[-vin.SHORTEST_TAIL :], vin__endswith=typed)
    if plate := plate_of(text):
        return Q(plate=plate)
    return Q(pk__in=_owned_by_phone(_phone(text)))


def _owned_by_phone(phone: str) -> list[int]:
    """As told at the sale, or of the account that has bound the car. A few, so they are fetched: an OR reads no index."""
    if not phone:
        return []
    current = Ownership.objects.filter(until=None)
    told = current.filter(phone=phone).values_list("vehicle", flat=True)
    bound = current.filter(consumer__phone=phone).values_list("vehicle", flat=True)
    return [*told, *bound]


def current_ownership(vehicle: Vehicle) -> Ownership | None:
    """None for a car that is with a seller: returned, or not yet sold again."""
    return vehicle.ownerships.filter(until=None).select_related("consumer").first()


def vehicles_of(user: User) -> QuerySet[Vehicle]:
    """What the person owns now and has bound, the latest first."""
    if not user.is_active:
        return Vehicle.objects.none()
    owned = Ownership.objects.filter(vehicle=OuterRef("pk"), until=None, consumer=user)
    return _vehicles().filter(Exists(owned)).order_by("-id")


def sale_of(vehicle: Vehicle) -> Sale | None:
    """The sale as a new car, on which periods, price and regulation rest, whoever owns the car now."""
    return Sale.objects.filter(vehicle=vehicle).select_related("seller", "voucher", "record").first()


def readings(vehicle: Vehicle) -> QuerySet[OdometerReading]:
    """The latest first; of two at one moment the one recorded last."""
    return vehicle.readings.select_related("outlet").order_by("-read_at", "-id")


def latest_reading(vehicle: Vehicle) -> OdometerReading | None:
    return readings(vehicle).first()


def handover_of(sale: Sale) -> Signable:
    """What both sign at the handover."""
    found = signable_of(f"{HANDOVER}/{sale.public_id}")
    assert found is not None  # noqa: S101  registered when the app is ready
    return found


def lines_sold_by(outlet: Organisation, search: str = "") -> QuerySet[ModelLine]:
    """Filed lines of the producers that have ever appointed this outlet to sell; every word must be found."""
    producers = Appointment.objects.filter(outlet=outlet, sells=True).values("producer")
    found = model_lines_search(search) if search.strip() else public_model_lines()
    return found.filter(producer__in=producers)


def sales_listed_for(user: User) -> QuerySet[Sale]:
    """The latest first."""
    listed = sales_visible_to(user).select_related("vehicle", "seller", "voucher")
    return listed.order_by("-registered_at", "-id")


def outlets_selling_by(user: User) -> list[Organisation]:
    """Where the person may sell."""
    held = open_memberships(user).filter(role__in=SELLING_ROLES, organisation__is_seller=True)
    return list(Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name", "id"))


def drafts_of(user: User) -> list[SaleDraft]:
    """Begun by the person and not yet a sale, the latest first."""
    mine = SaleDraft.objects.filter(started_by=user, sale=None).exclude(answers={}).select_related("outlet")
    return list(mine.order_by("-changed_at", "-id")[:MOST_DRAFTS])


@dataclass(frozen=True)
class Waiting:
    """What owners have asked the seller for."""

    bindings: list[BindingRequest]
    reissues: list[ReissueRequest]


def waiting_for_seller(user: User) -> Waiting:
    places = [outlet.pk for outlet in outlets_selling_by(user)]
    bindings = BindingRequest.objects.filter(decision="", vehicle__sale__seller__in=places).select_related(
        "vehicle", "consumer"
    )
    reissues = ReissueRequest.objects.filter(answered_at=None, sale__seller__in=places).select_related("sale__vehicle")
    return Waiting(list(bindings.order_by("asked_at", "id")), list(reissues.order_by("asked_at", "id")))


def outlet_of(user: User, vehicle: Vehicle) -> Organisation | None:
    """Where the person works that knows the car."""
    held = open_memberships(user).filter(role__in=SELLING_ROLES).values("organisation")
    return Organisation.objects.filter(pk__in=held, known_vehicles__vehicle=vehicle).order_by("id").first()


def cars_listed_for(user: User) -> list[Vehicle]:
    return list(vehicles_of(user))


def requests_of(user: User) -> list[BindingRequest]:
    """Not yet decided, or not confirmed: the confirmed ones are cars."""
    asked = user.binding_requests.exclude(decision=BindingRequest.Decision.CONFIRMED).select_related("vehicle")
    return list(asked.order_by("-asked_at", "-id")[:MOST_DRAFTS])


def contradicted_by(vehicle: Vehicle, km: int, read_at: datetime) -> OdometerReading | None:
    """An earlier reading that is higher, or a later one that is lower; a reading with a reason begins anew."""
    before = readings(vehicle).filter(read_at__lte=read_at).first()
    if before is not None and before.km > km:
        return before
    after = readings(vehicle).filter(read_at__gt=read_at).last()
    return after if after is not None and after.km < km and not after.lower_because else None


def _vehicles() -> QuerySet[Vehicle]:
    return Vehicle.objects.select_related("model_line__producer")


def _phone(text: str) -> str:
    try:
        return mobile_number(text)
    except NumberError:
        return ""


def written_down_at(organisation: Organisation) -> tuple[list[CarStatement], list[Vehicle]]:
    """What its clerks have begun to write down for owners, and the cars they have; the latest first."""
    told = CarStatement.objects.filter(organisation=organisation, withdrawn_at=None)
    begun = told.filter(vehicle=None).exclude(answers={}).order_by("-changed_at", "-id")
    cars = Vehicle.objects.filter(
        is_stated_by_owner=True, pk__in=told.filter(stated_at__isnull=False).values("vehicle")
    )
    return list(begun[:MOST_DRAFTS]), list(cars.order_by("-id")[:MOST_DRAFTS])
