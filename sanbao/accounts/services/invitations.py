from datetime import datetime, timedelta
from typing import NoReturn
from uuid import UUID, uuid5

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanbao.accounts import invitation_links, invitation_mail
from sanbao.accounts.models import Invitation, Membership, Organisation, User
from sanbao.accounts.permissions import can_accept_invitation, can_invite, can_revoke_invitation
from sanbao.accounts.roles import Role
from sanbao.accounts.services.memberships import check_role, grant_locked
from sanbao.accounts.services.recording import demand, record_organisation

VALID_FOR = timedelta(days=7)
SENT_TWICE_WITHIN = timedelta(minutes=5)
ALREADY_ACCEPTED = _("这个邀请已经接受，不能再撤回或者再发；可以在成员名单中结束这个角色。")
NOT_ONESELF = _("不能邀请自己，请由另一个人邀请您。")


class InvitationUnusableError(Exception):
    """Unknown, expired, used, revoked, or meant for somebody else: whoever holds the link is not told which."""


@transaction.atomic
def invitation_create(  # noqa: PLR0913  what the form and the request say, each by its name
    *, organisation: Organisation, role: Role, email: str, key: UUID, site: str, by: User, at: datetime
) -> Invitation:
    """Its link, under the address `site`, goes to the invited mailbox and to nobody else: whoever opens it has proven
    that the mailbox is his. The same `key` is the same invitation and sends nothing more."""
    demand(can_invite(by, organisation, role))
    check_role(organisation, role)
    email = email.strip()
    if email.casefold() == by.email.casefold():
        raise ValidationError({"email": NOT_ONESELF})
    token = invitation_links.token_for(key, str(organisation.public_id), role.value, email, str(by.public_id))
    # The organisation's row is the lock of its invitations.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    secret_hash = invitation_links.secret_hash_of(token)
    known = Invitation.objects.filter(secret_hash=secret_hash).first()
    if known is not None:
        return known
    _supersede(organisation, role, email, by=by, at=at)
    invitation = Invitation(
        organisation=organisation,
        role=role,
        email=email,
        secret_hash=secret_hash or "",
        invited_by=by,
        created_at=at,
        expires_at=at + VALID_FOR,
    )
    invitation.full_clean()
    invitation.save()
    _record("invitation.created", invitation, by=by, at=at)
    invitation_mail.queue(invitation, link=f"{site}{reverse('accounts:invitation', args=[token])}", at=at)
    return invitation


@transaction.atomic
def invitation_resend(*, invitation: Invitation, site: str, by: User, at: datetime) -> Invitation:
    """A new link to the same mailbox; the old one falls. Asked for twice of one invitation, it is sent once."""
    demand(can_revoke_invitation(by, invitation))
    if Invitation.objects.get(pk=invitation.pk).accepted_at is not None:
        raise ValidationError(ALREADY_ACCEPTED)
    return invitation_create(
        organisation=invitation.organisation,
        role=Role(invitation.role),
        email=invitation.email,
        key=uuid5(invitation.public_id, "again"),
        site=site,
        by=by,
        at=at,
    )


@transaction.atomic
def invitation_revoke(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    demand(can_revoke_invitation(by, invitation))
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    if locked.accepted_at is not None:
        raise ValidationError(ALREADY_ACCEPTED)
    if locked.revoked_at is None:
        _revoke(locked, by=by, at=at)
    return locked


def invitation_for(token: str, at: datetime) -> Invitation:
    """The invitation behind a link, if the link can still be used."""
    invitation = _behind(token)
    if invitation is None or not is_open(invitation, at):
        _refuse()
    return invitation


def is_open(invitation: Invitation, at: datetime) -> bool:
    """An invitation falls with the right of whoever made it."""
    untouched = invitation.accepted_at is None and invitation.revoked_at is None
    return untouched and at < invitation.expires_at and _may_still_invite(invitation)


def _may_still_invite(invitation: Invitation) -> bool:
    return can_invite(invitation.invited_by, invitation.organisation, Role(invitation.role))


@transaction.atomic
def invitation_accept(*, token: str, by: User, at: datetime) -> Membership:
    """Accepted twice by the same person is accepted once."""
    invitation = _behind(token, lock=True)
    if invitation is None or not can_accept_invitation(by, invitation):
        _refuse()
    if invitation.accepted_by_id == by.pk:
        return _accepted_before(invitation, by)
    if not is_open(invitation, at):
        _refuse()
    return _accept(invitation, by=by, at=at)


@transaction.atomic
def invitation_accept_as_new_person(*, token: str, username: str, name: str, password: str, at: datetime) -> Membership:
    """Opens the account of somebody who had none; signing in, with the second step, comes after."""
    invitation = _behind(token, lock=True)
    if invitation is None:
        _refuse()
    if _is_the_same_form(invitation, username, password, at):
        return _accepted_before(invitation, invitation.accepted_by)
    if not is_open(invitation, at):
        _refuse()
    person = User(username=User.normalize_username(username), name=name.strip(), email=invitation.email, date_joined=at)
    person.set_password(password)
    _check_person(person, password)
    person.save()
    return _accept(invitation, by=person, at=at)


def _check_person(person: User, password: str) -> None:
    """All that is wrong at once, each at its field."""
    faults = {}
    try:
        person.full_clean()
    except ValidationError as error:
        faults.update(error.error_dict)
    try:
        validate_password(password, person)
    except ValidationError as error:
        faults["password"] = error.error_list
    if faults:
        raise ValidationError(faults)


def _behind(token: str, *, lock: bool = False) -> Invitation | None:
    secret_hash = invitation_links.secret_hash_of(token)
    if secret_hash is None:
        return None
    invitations = Invitation.objects.select_related("organisation", "invited_by")
    if lock:
        invitations = invitations.select_for_update(of=("self",))
    return invitations.filter(secret_hash=secret_hash).first()


def _accept(invitation: Invitation, *, by: User, at: datetime) -> Membership:
    membership = grant_locked(
        user=by, organisation=invitation.organisation, role=Role(invitation.role), by=invitation.invited_by, at=at
    )
    invitation.accepted_at, invitation.accepted_by = at, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    _record("invitation.accepted", invitation, by=by, at=at)
    return membership


def _accepted_before(invitation: Invitation, by: User | None) -> Membership:
    """The role as it stands: a link that was used gives nothing back that has been ended since."""
    held = invitation.organisation.memberships.filter(user=by, role=invitation.role, left_on=None).first()
    return held or _refuse()


def _is_the_same_form(invitation: Invitation, username: str, password: str, at: datetime) -> bool:
    """Sent twice within minutes; not for longer, or an old link could be used to try passwords."""
    person = invitation.accepted_by
    if person is None or invitation.accepted_at is None or at - invitation.accepted_at > SENT_TWICE_WITHIN:
        return False
    return person.username == User.normalize_username(username) and person.check_password(password)


def _supersede(organisation: Organisation, role: Role, email: str, *, by: User, at: datetime) -> None:
    """Whoever needs a second link has lost the first: it must not lie around."""
    earlier = Invitation.objects.select_for_update().filter(
        organisation=organisation, role=role, email__iexact=email, accepted_at=None, revoked_at=None
    )
    for invitation in earlier:
        _revoke(invitation, by=by, at=at)


def _revoke(invitation: Invitation, *, by: User, at: datetime) -> None:
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    _record("invitation.revoked", invitation, by=by, at=at)


def _record(action: str, invitation: Invitation, *, by: User, at: datetime) -> None:
    record_organisation(
        action, invitation.organisation, by=by, at=at, role=invitation.role, invitation=str(invitation.public_id)
    )


def _refuse() -> NoReturn:
    raise InvitationUnusableError
