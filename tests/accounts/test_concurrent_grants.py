"""Two at the same moment: only PostgreSQL lets two transactions write at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from sanbao.accounts import services
from sanbao.accounts.models import Membership
from sanbao.accounts.roles import Role
from sanbao.accounts.services.invitations import InvitationUnusableError
from tests.accounts.world import AT, PASSWORD, TODAY, actions, administrator_of, invite, organisation, person, registrar

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


def at_once(*acts):
    """Each act in a thread and a connection of its own, begun together; what it raised stands for what it returned."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait()
            return act()
        except (ValidationError, IntegrityError, InvitationUnusableError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_grants_that_would_join_duties_one_is_refused(attempt):
    where, user = organisation(), person()
    boss, administrator = registrar(), administrator_of(where)

    def granting(role, by):
        return lambda: services.membership_grant(user=user, organisation=where, role=role, by=by, at=AT)

    results = at_once(granting(Role.ADMINISTRATOR, boss), granting(Role.ADVISER, administrator))
    assert sorted(type(result).__name__ for result in results) == ["Membership", "ValidationError"]
    assert user.memberships.count() == 1
    assert actions().count("membership.granted") == 1


@pytest.mark.parametrize("attempt", range(5))
def test_the_same_grant_twice_at_once_is_one(attempt):
    where, user = organisation(), person()
    administrator = administrator_of(where)

    def granting():
        return services.membership_grant(user=user, organisation=where, role=Role.CLERK, by=administrator, at=AT)

    first, second = at_once(granting, granting)
    assert first == second
    assert actions().count("membership.granted") == 1


@pytest.mark.parametrize("attempt", range(2))
def test_the_trigger_holds_also_for_two_who_go_round_the_service(attempt):
    where, user = organisation(), person()
    both_have_written = Barrier(2, timeout=1)

    def inserting(role):
        def insert():
            with transaction.atomic():
                Membership.objects.create(user=user, organisation=where, role=role, joined_on=TODAY)
                # Held open as long as the other may need: without the trigger's lock both would come this far.
                wait_for(both_have_written)

        return insert

    results = at_once(inserting(Role.AUDITOR), inserting(Role.ADVISER))
    assert sum(isinstance(result, IntegrityError) for result in results) == 1
    assert user.memberships.count() == 1


def wait_for(barrier):
    try:
        barrier.wait()
    except BrokenBarrierError:
        return


def test_one_link_accepted_in_two_windows_makes_one_member():
    where = organisation()
    _, token = invite(where, by=administrator_of(where), role=Role.CLERK)
    clerks = where.memberships.filter(role=Role.CLERK)

    def opening(username):
        return lambda: services.invitation_accept_as_new_person(
            token=token, username=username, name="新人", password=PASSWORD, at=AT
        )

    results = at_once(opening("one"), opening("two"))
    assert sorted(type(result).__name__ for result in results) == ["InvitationUnusableError", "Membership"]
    assert clerks.count() == 1
    same = at_once(*[opening(clerks.get().user.username)] * 2)
    assert [result.pk for result in same] == [clerks.get().pk] * 2
