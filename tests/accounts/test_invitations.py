from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from sanbao.accounts import services
from sanbao.accounts.models import Invitation, User
from sanbao.accounts.models.user import EMAIL_TAKEN
from sanbao.accounts.roles import Capacity, Role
from sanbao.accounts.selectors import open_memberships
from sanbao.accounts.services import invitations, memberships
from sanbao.accounts.services.invitations import InvitationUnusableError, invitation_for
from sanbao.ledger.models import Event
from sanbao.work.models import Job
from sanbao.work.testing import run_all
from tests.accounts import world
from tests.accounts.world import AT, PASSWORD, actions, end, grant, member, organisation, person, registrar

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

KEY = UUID("0b8f6a52-58b4-4c8e-9a35-0d1f7c1f5a11")


@pytest.fixture
def boss():
    return member(organisation(), Role.ADMINISTRATOR, name="宋怡")


def invite(boss, **fields):
    return world.invite(open_memberships(boss).get().organisation, by=boss, **fields)


def accept_as_new(token, at=AT, **fields):
    person = {"username": "xinren", "name": "新人䶮", "password": PASSWORD} | fields
    return services.invitation_accept_as_new_person(token=token, at=at, **person)


def test_the_link_is_kept_as_a_hash_alone(boss):
    invitation, token = invite(boss)
    stored = [str(value) for value in Invitation.objects.values_list().get(pk=invitation.pk)]
    secret, signature = token.split(".")
    assert not any(part in value for part in (secret, signature) for value in stored)
    assert invitation_for(token, AT) == invitation


def test_the_ledger_learns_neither_address_nor_secret(boss):
    _, token = invite(boss)
    body = Event.objects.last().body
    assert Event.objects.last().action == "invitation.created"
    assert "test.example" not in body
    assert token.split(".")[0] not in body


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
    grant(user, open_memberships(boss).get().organisation, Role.AUDITOR)
    invitation, token = invite(boss, email=user.email)
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


def test_the_link_goes_to_the_invited_mailbox_alone_and_is_erased(boss):
    _, token = invite(boss, email="New@Test.example")
    run_all(AT)
    [message] = mail.outbox
    assert (message.to, message.cc, message.bcc) == (["New@Test.example"], [], [])
    assert f"{world.SITE}/invitations/{token}/" in message.body
    assert boss.email not in message.body
    assert not any(token in str(job.__dict__) for job in Job.objects.all())


def test_sent_again_the_old_link_falls_and_a_new_one_comes_once(boss):
    first, token = invite(boss)
    second, third = (services.invitation_resend(invitation=first, site=world.SITE, by=boss, at=AT) for _ in range(2))
    assert second == third != first
    assert (second.email, second.role) == (first.email, first.role)
    with pytest.raises(InvitationUnusableError):
        invitation_for(token, AT)
    assert invitation_for(world.token_of(second), AT) == second
    run_all(AT)
    assert len(mail.outbox) == 2


def test_what_was_accepted_is_not_sent_again(boss):
    invitation, token = invite(boss)
    accept_as_new(token)
    with pytest.raises(ValidationError) as refused:
        services.invitation_resend(invitation=invitation, site=world.SITE, by=boss, at=AT)
    assert refused.value.messages == [invitations.ALREADY_ACCEPTED]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CLERK])
def test_nobody_invites_himself(boss, role):
    where = open_memberships(boss).get().organisation
    for by in (boss, registrar()):
        with pytest.raises((ValidationError, PermissionDenied)):
            world.invite(where, by=by, role=role, email=by.email.upper())
    assert not Invitation.objects.exists()


def test_who_takes_the_invited_address_afterwards_does_not_accept_his_own_invitation(boss):
    _, token = invite(boss)
    User.objects.filter(pk=boss.pk).update(email="new@test.example")
    boss.refresh_from_db()
    with pytest.raises(InvitationUnusableError):
        services.invitation_accept(token=token, by=boss, at=AT)


def test_the_registrar_invites_administrators_alone():
    where = organisation()
    assert world.invite(where, by=registrar(), role=Role.ADMINISTRATOR)[0].role == Role.ADMINISTRATOR
    for role in set(where.roles) - {Role.ADMINISTRATOR}:
        with pytest.raises(PermissionDenied):
            world.invite(where, by=registrar(), role=role)


def test_the_same_form_sent_twice_gives_the_same_link(boss):
    assert invite(boss, key=KEY) == invite(boss, key=KEY)
    assert actions().count("invitation.created") == 1


def test_the_same_key_for_something_else_gives_another_link(boss):
    tokens = {
        invite(boss, key=KEY)[1],
        invite(boss, key=KEY, role=Role.CLERK)[1],
        invite(boss, key=KEY, email="third@test.example")[1],
        invite(member(organisation(), Role.ADMINISTRATOR), key=KEY)[1],
    }
    assert len(tokens) == 4


def test_only_who_manages_the_accounts_invites_and_revokes(boss):
    invitation, _ = invite(boss)
    for user in (member(invitation.organisation, Role.OWNER), member(organisation(), Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            services.invitation_create(
                organisation=invitation.organisation,
                role=Role.CLERK,
                email="a@b.example",
                key=KEY,
                site=world.SITE,
                by=user,
                at=AT,
            )
        with pytest.raises(PermissionDenied):
            services.invitation_revoke(invitation=invitation, by=user, at=AT)


def test_revoking_twice_is_revoking_once_and_after_acceptance_too_late(boss):
    invitation, token = invite(boss)
    for _ in range(2):
        services.invitation_revoke(invitation=invitation, by=boss, at=AT)
    assert actions().count("invitation.revoked") == 1
    invitation, token = invite(boss)
    accept_as_new(token)
    with pytest.raises(ValidationError) as refused:
        services.invitation_revoke(invitation=invitation, by=boss, at=AT)
    assert refused.value.messages == [invitations.ALREADY_ACCEPTED]


def test_an_invitation_offers_only_roles_of_the_organisation():
    boss = member(organisation(Capacity.SELLER), Role.ADMINISTRATOR)
    with pytest.raises(ValidationError) as refused:
        invite(boss, role=Role.TECHNICIAN)
    assert refused.value.messages == [memberships.ROLE_NOT_OF_THIS_ORGANISATION]


def test_the_database_itself_refuses_an_invitation_both_accepted_and_revoked(boss):
    invitation, _ = invite(boss)
    for change in (
        {"accepted_at": AT},
        {"accepted_at": AT, "accepted_by": boss, "revoked_at": AT},
        {"expires_at": AT},
        {"role": "boss"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.filter(pk=invitation.pk).update(**change)
