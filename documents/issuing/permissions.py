"""Who may do what with papers: one predicate an act. Lists and objects obey the same rule, that of the kind."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from documents.issuing import register
from documents.issuing.models import Paper, PaperQuerySet
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import is_member, open_memberships

ISSUING_ROLES = (Role.OWNER, Role.ADVISER, Role.CLERK)
SEEING_ROLES = (*ISSUING_ROLES, Role.TECHNICIAN, Role.READER, Role.AUDITOR)
WITHDRAWING_ROLES = (Role.OWNER, Role.CLERK)
IN_BUSINESS = Q(is_producer=True) | Q(is_seller=True) | Q(is_repairer=True)


def papers_visible_to(user: User) -> PaperQuerySet:
    if not user.is_active:
        return Paper.objects.none()
    rules = Q(pk__in=[])
    for kind in register.kinds().values():
        rules |= Q(kind=kind.code) & kind.seen_by(user)
    return Paper.objects.filter(rules)


def can_view_paper(user: User, paper: Paper) -> bool:
    return papers_visible_to(user).filter(pk=paper.pk).exists()


def can_download_paper(user: User, paper: Paper) -> bool:
    """Once it is printed, withdrawn or not: it is out in the world."""
    return paper.is_printed and can_view_paper(user, paper)


def can_issue(user: User, organisation: Organisation, kind: register.Kind) -> bool:
    return organisations_issuing(user, kind).filter(pk=organisation.pk).exists()


def can_issue_something(user: User, organisation: Organisation) -> bool:
    return organisations_issuing(user, *register.kinds().values()).filter(pk=organisation.pk).exists()


def organisations_issuing(user: User, *kinds: register.Kind) -> QuerySet[Organisation]:
    """Those for which the person may issue a paper of one of these kinds, in one query."""
    if not user.is_active:
        return Organisation.objects.none()
    rules = Q(pk__in=[])
    for kind in kinds:
        rules |= kind.issued_by(user)
    return Organisation.objects.filter(rules)


def is_responsible_for(user: User, paper: Paper) -> bool:
    """A responsible person of the issuer: opens the page that withdraws, and is told there what is done already."""
    return paper.issuer is not None and is_member(user, paper.issuer, *WITHDRAWING_ROLES)


def can_withdraw_paper(user: User, paper: Paper) -> bool:
    """What is withdrawn or replaced stays so."""
    is_open = paper.withdrawn_at is None and not hasattr(paper, "replaced_by")
    return is_open and is_responsible_for(user, paper)


def businesses_issuing(user: User) -> Q:
    """For kinds that any business issues about its own affairs."""
    return IN_BUSINESS & acting_in(user, *ISSUING_ROLES)


def acting_in(user: User, *roles: Role) -> Q:
    """The organisations in which the person holds one of these roles now."""
    return Q(pk__in=open_memberships(user).filter(role__in=roles).values("organisation"))


def holder_and_issuer(user: User, roles: Collection[Role] = SEEING_ROLES) -> Q:
    """For kinds that the holder and the issuer's people see, in these roles."""
    own = open_memberships(user).filter(role__in=roles).values("organisation")
    return Q(holder=user) | Q(issuer__in=own)
