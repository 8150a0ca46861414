"""People and organisations for tests, made by the services as in life."""

import re
from datetime import date, datetime
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from stdnum.cn import uscc

from sanbao.accounts import invitation_mail, services
from sanbao.accounts.models import Invitation, Membership, Organisation, User
from sanbao.accounts.roles import Capacity, Role
from sanbao.accounts.selectors import open_memberships
from sanbao.accounts.services.organisations import Details
from sanbao.ledger.models import Event
from sanbao.work.models import Job

AT = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 11, 22)
PASSWORD = "一把足够长也足够重的钥匙"
SHOP = (Capacity.SELLER, Capacity.REPAIRER)
_numbers = count(1)


def credit_code() -> str:
    body = f"91330106MT{next(_numbers):07d}"
    return body + uscc.calc_check_digit(body)


def person(name="李娜", **fields) -> User:
    number = next(_numbers)
    own = {"username": f"person{number}", "email": f"person{number}@test.example", "password": make_password(PASSWORD)}
    fields = own | fields
    return User.objects.create(name=name, **fields)


def registrar() -> User:
    found = User.objects.filter(is_superuser=True, is_active=True).first()
    return found or person("登记员", is_staff=True, is_superuser=True)


def details(*capacities: Capacity, **fields) -> Details:
    region = "330000" if {Capacity.DISPUTE_BODY, Capacity.MARKET_REGULATOR} & set(capacities) else ""
    return Details(
        **{"name": "示例单位", "capacities": capacities, "credit_code": credit_code(), "region": region} | fields
    )


def organisation(*capacities: Capacity, **fields) -> Organisation:
    asked = details(*(capacities or SHOP), **fields)
    return services.organisation_register(details=asked, by=registrar(), at=AT)


def grant(user: User, where: Organisation, role: Role, at: datetime = AT) -> Membership:
    by = registrar() if role is Role.ADMINISTRATOR else administrator_of(where, besides=user)
    return services.membership_grant(user=user, organisation=where, role=role, by=by, at=at)


def administrator_of(where: Organisation, *, besides: User | None = None) -> User:
    """Whoever manages the accounts there; one who has always been there, where nobody does."""
    known = where.memberships.filter(role=Role.ADMINISTRATOR, left_on=None, user__is_active=True)
    held = known.exclude(user=besides).first()
    if held is None:
        user = person("常在")
        held = Membership.objects.create(user=user, organisation=where, role=Role.ADMINISTRATOR, joined_on=TODAY)
    return held.user


SITE = "https://sanbao.example"


def invite(where: Organisation, *, by: User, **fields) -> tuple[Invitation, str]:
    """The invitation, and the token of the link that goes to the invited mailbox alone."""
    fields = {"role": Role.ADVISER, "email": "new@test.example", "key": uuid4(), "at": AT} | fields
    invitation = services.invitation_create(organisation=where, site=SITE, by=by, **fields)
    return invitation, token_of(invitation)


def invitation_by(boss, email="new@test.example", role=Role.ADVISER) -> tuple[Invitation, str]:
    """Now, as pages ask for it."""
    return invite(open_memberships(boss).get().organisation, by=boss, email=email, role=role, at=timezone.now())


def token_of(invitation: Invitation) -> str:
    body = Job.objects.get(key=invitation_mail.key_of(invitation)).payload["body"]
    return re.search(rf"^{SITE}/invitations/(\S+)/$", body, re.MULTILINE).group(1)


def member(where: Organisation, role: Role = Role.ADVISER, **fields) -> User:
    user = person(**fields)
    grant(user, where, role)
    return user


def end(membership: Membership, at: datetime = AT) -> Membership:
    return services.membership_end(membership=membership, by=registrar(), at=at)


def actions() -> list[str]:
    return [event.action for event in Event.objects.order_by("id")]
