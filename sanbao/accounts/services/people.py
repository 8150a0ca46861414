from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from sanbao.accounts.models import Membership, User
from sanbao.accounts.permissions import (
    can_deactivate_user,
    can_reactivate_user,
    can_rename_person,
    can_reset_second_factor,
    can_reveal_contact,
)
from sanbao.accounts.selectors import open_memberships
from sanbao.accounts.services.memberships import end_locked
from sanbao.accounts.services.recording import demand, record_person


@dataclass(frozen=True)
class Contact:
    phone: str
    email: str


@transaction.atomic
def user_deactivate(*, user: User, by: User, at: datetime) -> User:
    """Ends what the person holds and closes the door; every session of his ends with it. Doing it twice changes nothing."""
    demand(can_deactivate_user(by, user))
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not person.is_active:
        return person
    for membership in open_memberships(person).order_by("id"):
        end_locked(membership=membership, by=by, at=at)
    person.is_active = False
    person.save(update_fields=["is_active"])
    record_person("user.deactivated", person, by=by, at=at)
    return person


@transaction.atomic
def user_reactivate(*, user: User, by: User, at: datetime) -> User:
    """Opens the door again; what the person held stays ended. Doing it twice changes nothing."""
    demand(can_reactivate_user(by, user))
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if person.is_active:
        return person
    person.is_active = True
    person.save(update_fields=["is_active"])
    record_person("user.reactivated", person, by=by, at=at)
    return person


@transaction.atomic
def second_factor_reset(*, person: User, by: User, at: datetime) -> None:
    """For whoever has lost phone and recovery codes: the next sign-in sets up a new one. Every session of his ends."""
    demand(can_reset_second_factor(by, person))
    locked = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    factors = Authenticator.objects.filter(user=locked)
    if not factors.exists():
        return
    factors.delete()
    record_person("second_factor.reset", locked, by=by, at=at)
    for session in UserSession.objects.filter(user=locked):
        session.end()
        record_person("session.ended", locked, by=by, at=at, reason="second_factor_reset")


@transaction.atomic
def person_rename(*, person: User, name: str, by: User, at: datetime) -> User:
    """The name is stored as it was typed, rare characters included; the ledger learns only that it changed."""
    demand(can_rename_person(by, person))
    locked = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if locked.name == name.strip():
        return locked
    locked.name = name.strip()
    locked.clean_fields(exclude={"email", "username", "password", "phone"})
    locked.save(update_fields=["name"])
    record_person("user.renamed", locked, by=by, at=at)
    return locked


@transaction.atomic
def contact_reveal(*, membership: Membership, by: User, at: datetime) -> Contact:
    """A member's phone number and e-mail in full; that somebody looked is recorded before he sees it."""
    demand(can_reveal_contact(by, membership))
    person = membership.user
    record_person("contact.revealed", person, by=by, at=at, organisation=membership.organisation)
    return Contact(phone=person.phone or "", email=person.email)
