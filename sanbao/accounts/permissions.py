"""Who may do what: one predicate an act, and for each list the query that obeys the same rule. What is not said is denied.

The rule of a list is the rule of its objects; a test compares them over many made-up worlds.
"""

from django.db.models import Q, QuerySet

from sanbao.accounts.models import ExpertProfile, Invitation, Membership, Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import is_member, open_memberships


def is_registrar(user: User) -> bool:
    """Who runs the site registers organisations and names their administrators; all other roles come from those."""
    return user.is_active and user.is_staff and user.is_superuser


def can_register_organisation(user: User) -> bool:
    return is_registrar(user)


def can_amend_organisation(user: User, _organisation: Organisation) -> bool:
    return is_registrar(user)


def can_view_organisation(user: User, organisation: Organisation) -> bool:
    """Its members, and those of the organisation whose outlet it is."""
    return is_member(user, organisation) or (organisation.parent is not None and is_member(user, organisation.parent))


def organisations_visible_to(user: User) -> QuerySet[Organisation]:
    own = open_memberships(user).values("organisation")
    return Organisation.objects.filter(Q(pk__in=own) | Q(parent__in=own)).order_by("name", "id")


def can_view_members(user: User, organisation: Organisation) -> bool:
    return is_member(user, organisation)


def can_manage_accounts(user: User, organisation: Organisation) -> bool:
    """Grant, end, invite, revoke: the administrator of accounts of this organisation, and of no other."""
    return is_member(user, organisation, Role.ADMINISTRATOR)


def can_grant_membership(user: User, person: User, organisation: Organisation, role: Role) -> bool:
    """Nobody grants to himself: two people stand behind every role."""
    return user.pk != person.pk and can_invite(user, organisation, role)


def can_end_membership(user: User, membership: Membership) -> bool:
    """Nobody ends his own, so that an organisation does not lose its last administrator by a slip."""
    return membership.user_id != user.pk and (is_registrar(user) or can_manage_accounts(user, membership.organisation))


def can_invite(user: User, organisation: Organisation, role: Role) -> bool:
    """The registrar names administrators of accounts, who give the other roles."""
    return can_manage_accounts(user, organisation) or (is_registrar(user) and role == Role.ADMINISTRATOR)


def can_revoke_invitation(user: User, invitation: Invitation) -> bool:
    return is_registrar(user) or can_manage_accounts(user, invitation.organisation)


def invitations_visible_to(user: User) -> QuerySet[Invitation]:
    if is_registrar(user):
        return Invitation.objects.all()
    return Invitation.objects.filter(
        organisation__in=open_memberships(user).filter(role=Role.ADMINISTRATOR).values("organisation")
    )


def can_accept_invitation(user: User, invitation: Invitation) -> bool:
    """The link alone is not enough: it was meant for the owner of one e-mail address, who is not the inviter."""
    if user.pk == invitation.invited_by_id:
        return False
    return user.is_active and user.email != "" and user.email.casefold() == invitation.email.casefold()


def can_reveal_contact(user: User, membership: Membership) -> bool:
    return membership.left_on is None and can_manage_accounts(user, membership.organisation)


def can_deactivate_user(user: User, person: User) -> bool:
    return user.pk != person.pk and is_registrar(user)


def can_reactivate_user(user: User, person: User) -> bool:
    return can_deactivate_user(user, person)


def can_reset_second_factor(user: User, person: User) -> bool:
    """Who manages the accounts where the person works, or the registrar; nobody his own, or it would protect nothing."""
    if user.pk == person.pk:
        return False
    managed = open_memberships(user).filter(role=Role.ADMINISTRATOR).values("organisation")
    is_of_his_people = open_memberships(person).filter(organisation__in=managed).exists()
    return is_registrar(user) or (is_of_his_people and not is_registrar(person))


def can_rename_person(user: User, person: User) -> bool:
    return user.is_active and user.pk == person.pk


def can_enrol_expert(user: User, _person: User) -> bool:
    return is_registrar(user)


def can_record_employment(user: User, expert: ExpertProfile) -> bool:
    """The expert himself, who must declare it, and who keeps the register."""
    return is_registrar(user) or (user.is_active and expert.user_id == user.pk)
