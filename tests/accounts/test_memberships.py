from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from sanbao.accounts import services
from sanbao.accounts.models import Membership, User
from sanbao.accounts.permissions import can_view_organisation
from sanbao.accounts.roles import Capacity, Role, duty_of
from sanbao.accounts.selectors import members_of, open_memberships
from sanbao.accounts.services import memberships
from sanbao.accounts.signin.permissions import may_sign_in_by_phone
from sanbao.ledger.models import Event
from tests.accounts.world import AT, TODAY, actions, end, grant, member, organisation, person, registrar

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

EVERY_ROLE = (Capacity.SELLER, Capacity.REPAIRER)
PAIRS = [(first, second) for first in Role for second in Role if first != second]


def test_a_granted_role_begins_that_day_and_is_an_event_of_the_organisation():
    where, user = organisation(), person()
    granted = grant(user, where, Role.ADVISER)
    event = Event.objects.last()
    assert (granted.joined_on, granted.left_on) == (TODAY, None)
    assert (event.action, event.subject) == ("membership.granted", f"organisation/{where.public_id}")
    assert event.codes == {
        "role": "adviser",
        "membership": str(granted.public_id),
        "person": str(user.public_id),
    }


def test_granting_twice_is_granting_once():
    where, user = organisation(), person()
    assert grant(user, where, Role.ADVISER) == grant(user, where, Role.ADVISER)
    assert actions().count("membership.granted") == 1


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_one_person_has_one_duty_at_one_organisation(first, second):
    where, user = organisation(*EVERY_ROLE), person()
    grant(user, where, first)
    if duty_of(first) is duty_of(second):
        assert grant(user, where, second).role == second
        return
    with pytest.raises(ValidationError) as refused:
        grant(user, where, second)
    assert refused.value.messages == [memberships.DUTIES_NOT_APART]
    assert [membership.role for membership in open_memberships(user)] == [first]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_database_itself_keeps_duties_apart(first, second):
    where, user = organisation(*EVERY_ROLE), person()
    grant(user, where, first)
    other = Membership(user=user, organisation=where, role=second, joined_on=TODAY)
    if duty_of(first) is duty_of(second):
        other.save()
        return
    with pytest.raises(IntegrityError, match="membership_duties_apart"), transaction.atomic():
        other.save()


def test_the_database_refuses_a_change_of_role_or_dates_that_brings_duties_together():
    where, user = organisation(), person()
    old = end(grant(user, where, Role.AUDITOR), AT + timedelta(days=9))
    grant(user, where, Role.ADVISER, AT + timedelta(days=9))
    with pytest.raises(IntegrityError, match="membership_duties_apart"), transaction.atomic():
        Membership.objects.filter(pk=old.pk).update(left_on=TODAY + timedelta(days=10))
    colleague = member(where, Role.CLERK)
    grant(colleague, where, Role.ADVISER)
    with pytest.raises(IntegrityError, match="membership_duties_apart"), transaction.atomic():
        colleague.memberships.filter(role=Role.CLERK).update(role=Role.ADMINISTRATOR)


def test_duties_may_differ_from_one_organisation_to_another_and_one_after_the_other():
    here, there, user = organisation(), organisation(), person()
    administrator = grant(user, here, Role.ADMINISTRATOR)
    grant(user, there, Role.ADVISER)
    end(administrator)
    assert grant(user, here, Role.ADVISER).joined_on == TODAY  # on the very day


@pytest.mark.parametrize(
    ("capacity", "role"),
    [
        (Capacity.PRODUCER, Role.TECHNICIAN),
        (Capacity.SELLER, Role.TECHNICIAN),
        (Capacity.MARKET_REGULATOR, Role.OWNER),
        (Capacity.DISPUTE_BODY, Role.ADVISER),
    ],
)
def test_an_organisation_gives_only_the_roles_of_its_kind(capacity, role):
    with pytest.raises(ValidationError) as refused:
        grant(person(), organisation(capacity), role)
    assert refused.value.messages == [memberships.ROLE_NOT_OF_THIS_ORGANISATION]


def test_a_deactivated_person_is_given_nothing():
    with pytest.raises(ValidationError) as refused:
        grant(person(is_active=False), organisation(), Role.ADVISER)
    assert refused.value.messages == [memberships.PERSON_DEACTIVATED]


def test_an_ended_role_gives_no_right_from_that_moment():
    where = organisation()
    user = member(where)
    assert can_view_organisation(user, where)
    ended = end(user.memberships.get())
    assert ended.left_on == TODAY
    assert not can_view_organisation(user, where)
    assert user not in [membership.user for membership in members_of(where)]


def test_ending_twice_is_ending_once():
    membership = member(organisation()).memberships.get()
    first = end(membership)
    assert end(membership, AT + timedelta(days=3)).left_on == first.left_on
    assert actions().count("membership.ended") == 1


def test_a_clock_set_back_ends_no_role_before_it_began():
    membership = member(organisation()).memberships.get()
    assert end(membership, AT - timedelta(days=3)).left_on == TODAY


def test_the_administrator_of_accounts_grants_and_ends_at_his_own_organisation_alone():
    here, there = organisation(), organisation()
    boss = member(here, Role.ADMINISTRATOR)
    granted = services.membership_grant(user=person(), organisation=here, role=Role.CLERK, by=boss, at=AT)
    assert services.membership_end(membership=granted, by=boss, at=AT).left_on == TODAY
    with pytest.raises(PermissionDenied):
        services.membership_grant(user=person(), organisation=there, role=Role.CLERK, by=boss, at=AT)
    with pytest.raises(PermissionDenied):
        services.membership_end(membership=member(there).memberships.get(), by=boss, at=AT)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_other_role_grants_or_ends(role):
    where = organisation(*EVERY_ROLE)
    user = member(where, role)
    with pytest.raises(PermissionDenied):
        services.membership_grant(user=person(), organisation=where, role=Role.READER, by=user, at=AT)
    with pytest.raises(PermissionDenied):
        services.membership_end(membership=member(where).memberships.get(), by=user, at=AT)


def test_the_administrator_of_the_parent_does_not_manage_its_outlets():
    maker = organisation(Capacity.PRODUCER)
    outlet = organisation(parent=maker)
    with pytest.raises(PermissionDenied):
        services.membership_grant(
            user=person(), organisation=outlet, role=Role.CLERK, by=member(maker, Role.ADMINISTRATOR), at=AT
        )


def test_nobody_grants_to_himself_not_even_the_registrar():
    where = organisation()
    boss = member(where, Role.ADMINISTRATOR)
    for by, role in ((boss, Role.ADMINISTRATOR), (registrar(), Role.ADMINISTRATOR), (registrar(), Role.CLERK)):
        with pytest.raises(PermissionDenied):
            services.membership_grant(user=by, organisation=where, role=role, by=by, at=AT)
    assert not registrar().memberships.exists()


def test_a_consumer_is_given_no_role_and_goes_on_signing_in():
    for fields in ({"password": "!"}, {"password": ""}, {"email": ""}):
        consumer = person(phone="+8613812345678", **fields)
        with pytest.raises(ValidationError) as refused:
            grant(consumer, organisation(), Role.ADVISER)
        assert refused.value.messages == [memberships.NOBODY_BY_PHONE_ALONE]
        with pytest.raises(ValidationError) as refused:
            services.expert_enrol(person=consumer, by=registrar(), at=AT)
        assert refused.value.messages == [memberships.NOBODY_BY_PHONE_ALONE]
        consumer.delete()


def test_a_role_that_has_ended_keeps_nobody_from_his_phone():
    user = member(organisation(), phone="+8613812345678")
    User.objects.filter(pk=user.pk).update(password="!")
    user.refresh_from_db()
    assert not may_sign_in_by_phone(user)
    end(user.memberships.get())
    assert may_sign_in_by_phone(user)


def test_nobody_ends_his_own_role():
    boss = member(organisation(), Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        services.membership_end(membership=boss.memberships.get(), by=boss, at=AT)


def test_nothing_is_half_written_when_the_ledger_refuses(monkeypatch):
    where, user = organisation(), person()

    def fails(**_kwargs):
        raise RuntimeError

    monkeypatch.setattr("sanbao.accounts.services.recording.record", fails)
    with pytest.raises(RuntimeError):
        grant(user, where, Role.ADVISER)
    assert not user.memberships.exists()


@pytest.mark.parametrize(
    "fields",
    [{"role": "boss"}, {"left_on": TODAY - timedelta(days=1)}, {"role": Role.ADVISER}],
    ids=["unknown role", "ends before it began", "held already"],
)
def test_the_database_itself_refuses_a_membership_that_cannot_be(fields):
    where = organisation()
    user = member(where)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            **{"user": user, "organisation": where, "role": Role.CLERK, "joined_on": TODAY} | fields
        )
