"""Papers for tests: the demonstration's people and sales, issued by the services as in life."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from documents.issuing.freezing import Order
from documents.issuing.models import Paper
from documents.issuing.register import candidates_of
from documents.issuing.services import paper_issue
from sanbao.accounts import services
from sanbao.accounts.demo_people import CONSUMERS, PLACES, STAFF
from sanbao.accounts.models import Membership, Organisation, User
from sanbao.accounts.services.organisations import Details
from sanbao.work.testing import run_all
from tests.accounts.world import registrar

AT = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
_PLACES = ("chengyue", "qiyuan", "hangzhou", "shanghai", "disputes")


def build():
    """Of the demonstration the places that sell, one body, their people, and the consumers: quicker than all of it."""
    boss = registrar()
    places = {}
    for place in PLACES:
        if place.key in _PLACES:
            told = (place.name, place.capacities, place.credit_code, place.region, places.get(place.parent))
            places[place.key] = services.organisation_register(details=Details(*told), by=boss, at=AT)
    for staff in STAFF:
        if staff.place in places:
            told = {"name": staff.name, "email": f"{staff.username}@demo.example", "password": make_password("made-up")}
            user, _ = User.objects.get_or_create(username=staff.username, defaults=told)
            Membership.objects.create(user=user, organisation=places[staff.place], role=staff.role, joined_on=AT.date())
    for one in CONSUMERS:
        User.objects.create(username=f"phone{one.phone}", name=one.name, phone=one.phone, phone_verified=True)


def person(username: str) -> User:
    return User.objects.get(username=username)


def consumer(name: str) -> User:
    return User.objects.get(name=name)


def organisation(name: str = "澄岳汽车杭州西湖4S店") -> Organisation:
    return Organisation.objects.get(name=name)


def adviser() -> User:
    return person("linxiao")


def clerk() -> User:
    return person("hejing")


def order(kind: str = "voucher", place: int = 0, **changes) -> Order:
    issuer = changes.pop("issuer", None) or organisation()
    candidate = [one for one in candidates_of(issuer) if one.kind == kind][place]
    fields = {
        "kind": candidate.kind,
        "context": candidate.context,
        "issuer": issuer,
        "subject": candidate.subject,
        "holder": candidate.holder,
        "key": uuid.uuid4(),
    }
    return Order(**fields | changes)


def issue(kind: str = "voucher", place: int = 0, by: User | None = None, at: datetime = AT, **changes):
    return paper_issue(order(kind, place, **changes), by=by or adviser(), at=at)


def work(at: datetime = AT):
    return run_all(at)


def printed(kind: str = "voucher", place: int = 0, **changes):
    paper = issue(kind, place, **changes)
    work()
    paper.refresh_from_db()
    return paper


def sequences() -> list[int]:
    """The numbers that are taken, in order."""
    return sorted(Paper.objects.values_list("sequence", flat=True))
