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
from sanbao.accounts.selectors import members_of
from sanbao.accounts.services.memberships import check_duties, check_role, grant_locked
from sanbao.accounts.services.recording import demand, record_organisation
from sanbao.ledger.shapes import Code

VALID_FOR = timedelta(days=7)
SENT_TWICE_WITHIN = timedelta(minutes=5)
ALREADY_ACCEPTED = _("这个邀请已经接受，不能再撤回或者再发；可以在成员名单中解除任职。")
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
    check_duties(members_of(organisation).filter(user__email__iexact=email), role)
    invitation = _new(organisation, role, email, by=by, at=at)
    return _sent_once(invitation, key, alike=_alike(invitation), site=site)


@transaction.atomic
def invitation_resend(*, invitation: Invitation, site: str, by: User, at: datetime) -> Invitation:
    """A new link to the same mailbox; the old one falls. Asked for twice of one invitation, it is sent once."""
    demand(can_invite(by, invitation.organisation, Role(invitation.role)))
    again = _new(invitation.organisation, Role(invitation.role), invitation.email, by=by, at=at)
    alike = _alike(again)
    if any(one.accepted_at is not None for one in alike if one.pk == invitation.pk):
        raise ValidationError(ALREADY_ACCEPTED)
    return _sent_once(again, uuid5(invitation.public_id, "again"), alike=alike, site=site)


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
    return _is_untouched(invitation) and at < invitation.expires_at and _may_still_invite(invitation)


def _is_untouched(invitation: Invitation) -> bool:
    return invitation.accepted_at is None and invitation.revoked_at is None


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


def _new(organisation: Organisation, role: Role, email: str, *, by: User, at: datetime) -> Invitation:
    """Not saved yet."""
    return Invitation(
        organisation=organisation, role=role, email=email, invited_by=by, created_at=at, expires_at=at + VALID_FOR
    )


def _token(invitation: Invitation, key: UUID) -> str:
    where, by = str(invitation.organisation.public_id), str(invitation.invited_by.public_id)
    return invitation_links.token_for(key, where, str(invitation.role), invitation.email, by)


def _alike(invitation: Invitation) -> list[Invitation]:
    """All that this mailbox was ever sent for this role; the organisation's row is their lock."""
    Organisation.objects.select_for_update(no_key=True).get(pk=invitation.organisation_id)
    alike = Invitation.objects.filter(organisation=invitation.organisation_id, role=invitation.role)
    return list(alike.select_for_update().filter(email__iexact=invitation.email).order_by("id"))


def _sent_once(invitation: Invitation, key: UUID, *, alike: list[Invitation], site: str) -> Invitation:
    token = _token(invitation, key)
    invitation.secret_hash = invitation_links.secret_hash_of(token) or ""
    known = next((one for one in alike if one.secret_hash == invitation.secret_hash), None)
    return known or _send(invitation, token, replaced=[one for one in alike if _is_untouched(one)], site=site)


def _send(invitation: Invitation, token: str, *, replaced: list[Invitation], site: str) -> Invitation:
    """Whoever needs a second link has lost the first, which must not lie around; there is one at most."""
    by, at = invitation.invited_by, invitation.created_at
    if replaced:
        Invitation.objects.filter(pk__in=[one.pk for one in replaced]).update(revoked_at=at)
    # What concerns other rows is kept by the database, which is asked anyway.
    invitation.clean_fields(exclude={"organisation", "invited_by", "accepted_by"})
    invitation.save(force_insert=True)
    replaces = str(replaced[0].public_id) if replaced else None
    _record("invitation.created", invitation, by=by, at=at, replaces=replaces)
    link = f"{site}{reverse('accounts:invitation', args=[token])}"
    invitation_mail.queue(invitation, link=link, at=at)
    return invitation


def _revoke(invitation: Invitation, *, by: User, at: datetime) -> None:
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    _record("invitation.revoked", invitation, by=by, at=at)


def _record(action: str, invitation: Invitation, *, by: User, at: datetime, **codes: Code) -> None:
    named = {"role": str(invitation.role), "invitation": str(invitation.public_id), **codes}
    record_organisation(action, invitation.organisation, by=by, at=at, **named)


def _refuse() -> NoReturn:
    raise InvitationUnusableError
