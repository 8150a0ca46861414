"""Demonstration people and organisations, made by the services as a registrar would: the ledger has their events, too."""

import base64
import hashlib
from datetime import datetime
from functools import cache

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import transaction

from sanbao.accounts import services
from sanbao.accounts.demo_people import CONSUMERS, EXPERTS, PLACES, STAFF, Consumer, Expert, Place, Staff
from sanbao.accounts.models import ExpertProfile, Membership, Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import open_memberships
from sanbao.accounts.services.employments import Employed
from sanbao.accounts.services.organisations import Details
from sanbao.accounts.signin.permissions import needs_second_factor

PASSWORD = "yanshi-mima-2026"
REGISTRAR = "registrar"


@transaction.atomic
def build(at: datetime) -> None:
    """Run again, it finds everything there and changes nothing."""
    registrar = _registrar(at)
    places: dict[str, Organisation] = {}
    for place in PLACES:
        places[place.key] = _register(place, places, registrar, at)
    # Administrators first: the registrar names them, and they give the other roles.
    for staff in sorted(STAFF, key=lambda staff: staff.role is not Role.ADMINISTRATOR):
        _employ(staff, places[staff.place], registrar, at)
    for expert in EXPERTS:
        _enrol(expert, places, registrar, at)
    for consumer in CONSUMERS:
        _welcome(consumer, at)
    for person in User.objects.filter(username__in=usernames()):
        _give_second_factor(person)


def usernames() -> list[str]:
    """Of everybody who signs in by password."""
    return list(dict.fromkeys([REGISTRAR, *(person.username for person in (*STAFF, *EXPERTS))]))


def secret_of(username: str) -> str:
    """Fixed, so that an authenticator set up once works after the database has been made anew."""
    return base64.b32encode(hashlib.sha1(f"sanbao demo {username}".encode(), usedforsecurity=False).digest()).decode()


def sign_ins() -> str:
    """The table that a developer signs in by, made of what is in the database."""
    people = User.objects.filter(username__in=usernames()).order_by("id")
    secured = set(Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user", flat=True))
    staff = [_line(person, secured=person.pk in secured) for person in people]
    phones = [f"{consumer.phone:50}  {consumer.name}：消费者" for consumer in CONSUMERS]
    return "\n".join([f"演示账号，密码都是 {PASSWORD}", "", *staff, "", *phones, "", _HELP])


_HELP = "第二重验证当前的码：manage.py demo_code 用户名。消费者用手机号码登录，验证码显示在控制台。"


def _line(person: User, *, secured: bool) -> str:
    held = [f"{membership.organisation}，{membership.get_role_display()}" for membership in open_memberships(person)]
    what = "；".join(held) or ("登记员，/admin/" if person.username == REGISTRAR else "专家")
    return f"{person.username:16}  {secret_of(person.username) if secured else '':32}  {person.name}：{what}"


def _registrar(at: datetime) -> User:
    registrar = _account(REGISTRAR, "登记员", at)
    if not registrar.is_superuser:
        registrar.is_staff = registrar.is_superuser = True
        registrar.save(update_fields=["is_staff", "is_superuser"])
    return registrar


def _register(place: Place, places: dict[str, Organisation], registrar: User, at: datetime) -> Organisation:
    details = Details(
        name=place.name,
        capacities=place.capacities,
        credit_code=place.credit_code,
        region=place.region,
        parent=places.get(place.parent),
    )
    return services.organisation_register(details=details, by=registrar, at=at)


def _employ(staff: Staff, organisation: Organisation, registrar: User, at: datetime) -> Membership:
    person = _account(staff.username, staff.name, at)
    by = registrar
    if staff.role is not Role.ADMINISTRATOR:
        by = organisation.memberships.get(role=Role.ADMINISTRATOR, left_on=None).user
    return services.membership_grant(user=person, organisation=organisation, role=staff.role, by=by, at=at)


def _enrol(expert: Expert, places: dict[str, Organisation], registrar: User, at: datetime) -> ExpertProfile:
    person = _account(expert.username, expert.name, at)
    profile = services.expert_enrol(person=person, by=registrar, at=at)
    employer = places.get(expert.employer)
    employed = Employed(
        started_on=expert.started_on,
        ended_on=expert.ended_on,
        employer=employer,
        employer_name="" if employer else expert.employer,
    )
    services.employment_record(expert=profile, employed=employed, by=registrar, at=at)
    return profile


def _account(username: str, name: str, at: datetime) -> User:
    person = User.objects.filter(username=username).first()
    if person is None:
        email = f"{username}@demo.example"
        person = User(username=username, name=name, email=email, password=_hashed_password(), date_joined=at)
        person.full_clean()
        person.save()
    return person


@cache
def _hashed_password() -> str:
    """Once for all of them: hashing is slow on purpose."""
    return make_password(PASSWORD)


def _give_second_factor(person: User) -> None:
    """To those who must have one; the others sign in by password alone."""
    if not needs_second_factor(person):
        return
    if not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(person, secret_of(person.username))


def _welcome(consumer: Consumer, at: datetime) -> User:
    """As the first sign-in by phone makes one, who then has filled in a name."""
    new = {
        "username": f"phone-{hashlib.sha256(consumer.phone.encode()).hexdigest()[:16]}",
        "name": consumer.name,
        "phone_verified": True,
        "date_joined": at,
        "password": "!",
    }
    person, _made = User.objects.get_or_create(phone=consumer.phone, defaults=new)
    return person
