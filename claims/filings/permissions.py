"""Who may do what with filings: one predicate an act. What is filed is public; what is being written is not."""

from django.db.models import Q, QuerySet

from claims.filings.models import Appointment, Draft, FilingVersion, ModelLine
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import is_member, open_memberships

FILING_ROLES = (Role.OWNER, Role.CLERK)
SEEING_ROLES = (*FILING_ROLES, Role.READER, Role.AUDITOR)
OUTLET_ROLES = (*SEEING_ROLES, Role.ADVISER, Role.TECHNICIAN)


def can_view_producer(user: User, producer: Organisation) -> bool:
    """Its own view of its filings, with drafts and appointments."""
    return producer.is_producer and is_member(user, producer, *SEEING_ROLES)


def can_file(user: User, producer: Organisation) -> bool:
    return producer.is_producer and is_member(user, producer, *FILING_ROLES)


def can_change_line(user: User, line: ModelLine) -> bool:
    return can_file(user, line.producer)


def can_write_draft(user: User, draft: Draft) -> bool:
    """Whoever files for the producer: a colleague may finish it."""
    return can_file(user, draft.producer)


def can_withdraw_version(user: User, version: FilingVersion) -> bool:
    return can_file(user, version.model_line.producer)


def can_appoint(user: User, producer: Organisation) -> bool:
    return can_file(user, producer)


def can_end_appointment(user: User, appointment: Appointment) -> bool:
    return can_file(user, appointment.producer)


def producers_seen_by(user: User) -> QuerySet[Organisation]:
    own = open_memberships(user).filter(role__in=SEEING_ROLES).values("organisation")
    return Organisation.objects.filter(is_producer=True, pk__in=own).order_by("id")


def drafts_visible_to(user: User) -> QuerySet[Draft]:
    """Not yet filed, of producers for whom the person files."""
    own = open_memberships(user).filter(role__in=FILING_ROLES).values("organisation")
    return Draft.objects.filter(producer__in=own, producer__is_producer=True, version=None).order_by(
        "-changed_at", "id"
    )


def appointments_visible_to(user: User) -> QuerySet[Appointment]:
    """Of the producers and of the outlets one belongs to."""
    seeing = open_memberships(user).filter(role__in=SEEING_ROLES).values("organisation")
    at_outlet = open_memberships(user).filter(role__in=OUTLET_ROLES).values("organisation")
    rules = Q(producer__in=seeing) | Q(outlet__in=at_outlet)
    return Appointment.objects.filter(rules).select_related("producer", "outlet").order_by("-valid_from", "id")


def can_view_appointment(user: User, appointment: Appointment) -> bool:
    return is_member(user, appointment.producer, *SEEING_ROLES) or is_member(user, appointment.outlet, *OUTLET_ROLES)
