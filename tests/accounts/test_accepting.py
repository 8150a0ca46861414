from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sanbao.accounts import services
from sanbao.accounts.models import User
from sanbao.accounts.models.user import EMAIL_TAKEN
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import open_memberships
from sanbao.accounts.services import invitations, memberships
from sanbao.accounts.services.invitations import InvitationUnusableError, invitation_for
from tests.accounts import world
from tests.accounts.world import AT, PASSWORD, actions, end, grant, member, organisation, person, registrar

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def boss():
    return member(organisation(), Role.ADMINISTRATOR, name="宋怡")


def invite(boss, **fields):
    return world.invite(open_memberships(boss).get().organisation, by=boss, **fields)


def accept_as_new(token, at=AT, **fields):
    person = {"username": "xinren", "name": "新人䶮", "password": PASSWORD} | fields
    return services.invitation_accept_as_new_person(token=token, at=at, **person)


def test_a_new_person_gets_an_account_and_the_role(boss):
    membership = accept_as_new(invite(boss)[1])
    user = membership.user
    assert (user.name, user.email, membership.role) == ("新人䶮", "new@test.example", Role.ADVISER)
    assert user.check_password(PASSWORD)
    assert not user.is_staff
    assert actions()[-3:] == ["invitation.created", "membership.granted", "invitation.accepted"]


def test_a_person_with_an_account_gets_the_role_by_signing_in(boss):
    user = person(email="Zhang@Test.example")
    membership = services.invitation_accept(token=invite(boss, email="zhang@test.example")[1], by=user, at=AT)
    assert (membership.user, membership.role) == (user, Role.ADVISER)


def test_accepting_twice_is_accepting_once(boss):
    user = person()
    _, token = invite(boss, email=user.email)
    first, second = (services.invitation_accept(token=token, by=user, at=AT) for _ in range(2))
    assert first == second
    assert actions().count("invitation.accepted") == 1


def test_the_form_of_a_new_person_sent_twice_is_one_account(boss):
    _, token = invite(boss)
    assert accept_as_new(token) == accept_as_new(token, at=AT + timedelta(minutes=4))
    assert User.objects.filter(email="new@test.example").count() == 1
    for differently in ({"at": AT + timedelta(minutes=6)}, {"username": "bieren"}, {"password": PASSWORD + "1"}):
        with pytest.raises(InvitationUnusableError):
            accept_as_new(token, **differently)


def expired(boss):
    return invite(boss, at=AT - invitations.VALID_FOR)[1]


def revoked(boss):
    invitation, token = invite(boss)
    services.invitation_revoke(invitation=invitation, by=boss, at=AT)
    return token


def superseded(boss):
    _, token = invite(boss)
    invite(boss, email="NEW@test.example")
    return token


def from_somebody_who_may_no_longer_invite(boss):
    _, token = invite(boss)
    end(boss.memberships.get())
    return token


def from_somebody_deactivated(boss):
    _, token = invite(boss)
    services.user_deactivate(user=boss, by=registrar(), at=AT)
    return token


def made_up(boss):
    return f"{'0' * 64}.{invite(boss)[1].split('.')[1]}"


UNUSABLE = [
    expired,
    revoked,
    superseded,
    from_somebody_who_may_no_longer_invite,
    from_somebody_deactivated,
    made_up,
    lambda boss: "x",
    lambda boss: "王䶮." + "\x00",
]


@pytest.mark.parametrize("link", UNUSABLE)
def test_a_link_that_cannot_be_used_gives_nothing(boss, link):
    token = link(boss)
    invited = person(email="new@test.example")
    with pytest.raises(InvitationUnusableError):
        invitation_for(token, AT)
    with pytest.raises(InvitationUnusableError):
        services.invitation_accept(token=token, by=invited, at=AT)
    with pytest.raises(InvitationUnusableError):
        accept_as_new(token)
    assert not invited.memberships.exists()
    assert not User.objects.filter(username="xinren").exists()


def test_a_link_serves_until_its_last_moment(boss):
    _, token = invite(boss)
    invitation_for(token, AT + invitations.VALID_FOR - timedelta(microseconds=1))
    with pytest.raises(InvitationUnusableError):
        invitation_for(token, AT + invitations.VALID_FOR)


@pytest.mark.parametrize("email", ["other@test.example", ""])
def test_a_link_serves_only_the_person_it_was_made_for(boss, email):
    other = person(email=email)
    with pytest.raises(InvitationUnusableError):
        services.invitation_accept(token=invite(boss)[1], by=other, at=AT)
    assert not other.memberships.exists()


def test_a_used_link_gives_back_nothing_that_was_ended(boss):
    user = person()
    _, token = invite(boss, email=user.email)
    end(services.invitation_accept(token=token, by=user, at=AT))
    with pytest.raises(InvitationUnusableError):
        services.invitation_accept(token=token, by=user, at=AT)
    assert not open_memberships(user).exists()


def test_an_invitation_joins_no_duties(boss):
    user = person()
    invitation, token = invite(boss, email=user.email)
    grant(user, open_memberships(boss).get().organisation, Role.AUDITOR)
    with pytest.raises(ValidationError) as refused:
        services.invitation_accept(token=token, by=user, at=AT)
    assert refused.value.messages == [memberships.DUTIES_NOT_APART]
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"username": "taken"}, "username"),
        ({"username": "有 空格"}, "username"),
        ({"password": "123"}, "password"),
        ({"password": "xinren2026"}, "password"),
        ({"name": "隐\u202e藏"}, "name"),
        ({"name": " "}, "name"),
    ],
)
def test_what_a_new_person_filled_in_wrongly_is_said_at_its_field(boss, fields, field):
    person(username="taken")
    with pytest.raises(ValidationError) as refused:
        accept_as_new(invite(boss)[1], **fields)
    assert list(refused.value.message_dict) == [field]
    assert not User.objects.filter(email="new@test.example").exists()


def test_an_email_has_one_account_however_it_is_written(boss):
    person(email="New@Test.Example")
    with pytest.raises(ValidationError) as refused:
        accept_as_new(invite(boss)[1])
    assert refused.value.messages == [EMAIL_TAKEN]


def test_who_takes_the_invited_address_afterwards_does_not_accept_his_own_invitation(boss):
    _, token = invite(boss)
    User.objects.filter(pk=boss.pk).update(email="new@test.example")
    boss.refresh_from_db()
    with pytest.raises(InvitationUnusableError):
        services.invitation_accept(token=token, by=boss, at=AT)
