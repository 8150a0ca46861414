from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanbao.accounts.models import Membership, Organisation, User
from sanbao.accounts.permissions import can_end_membership, can_grant_membership
from sanbao.accounts.roles import Role, duty_of
from sanbao.accounts.selectors import open_memberships
from sanbao.accounts.services.recording import demand, record_organisation

ROLE_NOT_OF_THIS_ORGANISATION = _("这类单位没有这个角色。")
DUTIES_NOT_APART = _(
    "同一个人在同一个单位只能做一类事：管理账号、审计、办理业务。请先解除现在的任职，或者请另一个人担任。"
)
NOBODY_BY_PHONE_ALONE = _(
    "这个人只用手机验证码登录，没有电子邮箱和密码，不能担任角色，也不能登记为专家。请用电子邮箱邀请，另开账号。"
)
PERSON_DEACTIVATED = _("这个人的账号已经停用。")


@transaction.atomic
def membership_grant(*, user: User, organisation: Organisation, role: Role, by: User, at: datetime) -> Membership:
    """Granting what is already held changes nothing."""
    demand(can_grant_membership(by, user, organisation, role))
    return grant_locked(user=user, organisation=organisation, role=role, by=by, at=at)


@transaction.atomic
def membership_end(*, membership: Membership, by: User, at: datetime) -> Membership:
    """From this day on it does not count. Ending what has ended changes nothing."""
    demand(can_end_membership(by, membership))
    return end_locked(membership=membership, by=by, at=at)


def grant_locked(*, user: User, organisation: Organisation, role: Role, by: User, at: datetime) -> Membership:
    """For services that have permitted it by a rule of their own, such as an accepted invitation."""
    # The person's row is the lock: two grants to one person wait for each other.
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    held = open_memberships(person).filter(organisation=organisation, role=role).first()
    if held is not None:
        return held
    check_grant(user=person, organisation=organisation, role=role)
    membership = Membership(user=person, organisation=organisation, role=role, joined_on=timezone.localdate(at))
    membership.full_clean()
    membership.save()
    _record("membership.granted", membership, by=by, at=at)
    return membership


def end_locked(*, membership: Membership, by: User, at: datetime) -> Membership:
    User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    current = Membership.objects.select_related("organisation", "user").get(pk=membership.pk)
    if current.left_on is not None:
        return current
    # A clock set back must not end a membership before it began.
    current.left_on = max(timezone.localdate(at), current.joined_on)
    current.save(update_fields=["left_on"])
    _record("membership.ended", current, by=by, at=at)
    return current


def check_grant(*, user: User, organisation: Organisation, role: Role) -> None:
    check_person(user)
    check_role(organisation, role)
    check_duties(open_memberships(user).filter(organisation=organisation), role)


def check_duties(held: QuerySet[Membership], role: Role) -> None:
    """Of one person at one organisation."""
    if any(duty_of(Role(other)) is not duty_of(role) for other in held.values_list("role", flat=True)):
        raise ValidationError({"role": DUTIES_NOT_APART}, code="duties")


def check_person(user: User) -> None:
    """Who acts for others must sign in with more than a phone; a consumer who was let in here would be locked out."""
    if not user.is_active:
        raise ValidationError({"user": PERSON_DEACTIVATED})
    if not (user.has_password and user.email):
        raise ValidationError({"user": NOBODY_BY_PHONE_ALONE})


def check_role(organisation: Organisation, role: Role) -> None:
    if role not in organisation.roles:
        raise ValidationError({"role": ROLE_NOT_OF_THIS_ORGANISATION})


def _record(action: str, membership: Membership, *, by: User, at: datetime) -> None:
    record_organisation(
        action,
        membership.organisation,
        by=by,
        at=at,
        role=membership.role,
        membership=str(membership.public_id),
        person=str(membership.user.public_id),
    )
