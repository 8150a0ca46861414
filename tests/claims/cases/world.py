"""Claims for tests: an owner, a shop that sold and repairs his car, a dispute body; moved along by the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import uuid4

from claims.cases.codes import Kind, VehicleOffered
from claims.cases.models import Claim
from claims.cases.services import answering, deciding
from claims.cases.services.acting import Doing
from claims.cases.services.opening import Asked, Respondent, claim_open, demand_put
from claims.cases.services.submitting import claim_submit
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Capacity, Role
from tests.accounts import world as people
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars

AT = datetime(2026, 11, 2, 10, 0, tzinfo=cars.SHANGHAI)  # a Monday, thirty working days without a holiday ahead
TODAY = AT.date()
COLLEAGUE = "林一"


@dataclass
class Case:
    """The parties about one car."""

    shop: repairs.Shop
    owner: User
    vehicle: Vehicle

    @cached_property
    def body(self) -> Organisation:
        return people.organisation(Capacity.DISPUTE_BODY, name="示例汽车争议调解中心")

    @cached_property
    def clerk(self) -> User:
        return people.member(self.body, Role.CLERK, name="徐文")

    def colleague(self, of: User) -> User:
        """Of the seller, or of the clerk."""
        place, role = (self.body, Role.CLERK) if of == self.clerk else (self.shop.place, Role.ADVISER)
        found = User.objects.filter(name=COLLEAGUE, memberships__organisation=place).first()
        return found or people.member(place, role, name=COLLEAGUE)

    @property
    def seller(self) -> User:
        return self.shop.adviser


def case(**sold: object) -> Case:
    shop, owner = repairs.shop(), cars.consumer()
    return Case(shop, owner, repairs.sold_car(shop, owner, **sold))


def doing(by: User | None, at: datetime = AT, **fields: object) -> Doing:
    return Doing(**{"by": by, "at": at, "key": uuid4()} | fields)


def asked(**fields: object) -> Asked:
    told = {
        "mileage_km": 12_000,
        "made_on": TODAY,
        "words": "修了几次都没有修好。",
        "has_invoice": True,
        "has_voucher": True,
    }
    return Asked(**told | fields)


def draft(of: Case, kind: Kind = Kind.VEHICLE_RETURN, at: datetime = AT, **fields: object) -> Claim:
    respondent = Respondent(organisation=of.shop.place)
    claim = claim_open(vehicle=of.vehicle, kind=kind, respondent=respondent, by=of.owner, at=at, key=uuid4())
    demand_put(claim=claim, asked=asked(**{"made_on": at.date()} | fields), by=of.owner, at=at)
    return claim


def submitted(of: Case, kind: Kind = Kind.VEHICLE_RETURN, at: datetime = AT, **fields: object) -> Claim:
    return claim_submit(claim=draft(of, kind, at, **fields), doing=doing(of.owner, at))


def grant(remedy: str = "vehicle_return", **fields: object) -> answering.Grant:
    offered = VehicleOffered.SAME_MODEL if remedy == "vehicle_replacement" else ""
    return answering.Grant(**{"remedy": remedy, "fulfil_on": date(2026, 11, 20), "vehicle_offered": offered} | fields)


def refusal(**fields: object) -> answering.Refusal:
    reason = answering.Reason(
        fact_words="累计修理时间没有超过30日", rule="samr-43/24-1-4-time", no_evidence_because="以修理记录为准"
    )
    return answering.Refusal(**{"reasons": [reason]} | fields)


def granted(of: Case, at: datetime = AT, **fields: object) -> Claim:
    day = at + timedelta(days=1)
    return answering.claim_grant(
        claim=submitted(of, at=at, **fields), grant=grant(fulfil_on=day.date()), doing=doing(of.seller, day)
    )


def refused(of: Case, at: datetime = AT, **fields: object) -> Claim:
    day = at + timedelta(days=1)
    return answering.claim_refuse(claim=submitted(of, at=at, **fields), refusal=refusal(), doing=doing(of.seller, day))


def disputed(of: Case, at: datetime = AT, **fields: object) -> Claim:
    day = at + timedelta(days=2)
    return deciding.claim_dispute(claim=refused(of, at, **fields), body=of.body, doing=doing(of.owner, day))


def accepted(of: Case, at: datetime = AT, **fields: object) -> Claim:
    return deciding.claim_accept(claim=granted(of, at, **fields), doing=doing(of.owner, at + timedelta(days=2)))
