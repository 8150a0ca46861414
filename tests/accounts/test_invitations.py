from uuid import UUID

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from sanbao.accounts import services
from sanbao.accounts.models import Invitation
from sanbao.accounts.roles import Capacity, Role
from sanbao.accounts.selectors import open_memberships
from sanbao.accounts.services import invitations, memberships
from sanbao.accounts.services.invitations import InvitationUnusableError, invitation_for
from sanbao.ledger.models import Event
from sanbao.work.models import Job
from sanbao.work.testing import run_all
from tests.accounts import world
from tests.accounts.world import AT, PASSWORD, actions, end, grant, member, organisation, registrar

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


def test_a_new_link_names_the_invitation_that_falls_with_it(boss):
    first, _ = invite(boss)
    second, _ = invite(boss, email="NEW@test.example")
    first.refresh_from_db()
    assert first.revoked_at == AT
    assert str(first.public_id) in Event.objects.last().body
    assert Event.objects.last().action == "invitation.created"
    assert second.revoked_at is None


@pytest.mark.parametrize(("held", "offered"), [(Role.AUDITOR, Role.CLERK), (Role.ADVISER, Role.AUDITOR)])
def test_whoever_has_another_duty_there_is_not_invited_and_the_inviter_is_told(boss, held, offered):
    where = open_memberships(boss).get().organisation
    colleague = member(where, held)
    with pytest.raises(ValidationError) as refused:
        invite(boss, email=colleague.email.upper(), role=offered)
    assert refused.value.message_dict == {"role": [memberships.DUTIES_NOT_APART]}
    assert not Invitation.objects.exists()


def test_what_somebody_does_elsewhere_or_did_before_does_not_stand_in_the_way(boss):
    where = open_memberships(boss).get().organisation
    colleague = member(organisation(), Role.AUDITOR)
    end(grant(colleague, where, Role.AUDITOR))
    assert invite(boss, email=colleague.email, role=Role.CLERK)[0].role == Role.CLERK
