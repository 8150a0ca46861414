"""Who may do what with visits: one predicate an act. Lists and objects obey the same rule; what is not said is denied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.repairs.models import Item, Link, State, Visit, VisitStatement, Wait
from claims.vehicles.models import Ownership, Vehicle
from claims.vehicles.permissions import can_state_for_owners, is_owner, keeps_for_owner
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import is_member, open_memberships

RECEIVING_ROLES = (Role.OWNER, Role.ADVISER, Role.CLERK)
WORKING_ROLES = (*RECEIVING_ROLES, Role.TECHNICIAN)
SEEING_ROLES = (*WORKING_ROLES, Role.READER, Role.AUDITOR)


def can_receive(user: User, outlet: Organisation) -> bool:
    """Open a visit: who deals with owners at an outlet that repairs."""
    return outlet.is_repairer and is_member(user, outlet, *RECEIVING_ROLES)


def can_see_workshop(user: User, outlet: Organisation) -> bool:
    return outlet.is_repairer and is_member(user, outlet, *SEEING_ROLES)


def workshops_of(user: User) -> QuerySet[Organisation]:
    """The outlets that repair and where the person sees the work."""
    places = open_memberships(user).filter(role__in=SEEING_ROLES).values("organisation")
    return Organisation.objects.filter(is_repairer=True, pk__in=places).order_by("name", "id")


def visits_visible_to(user: User) -> QuerySet[Visit]:
    """Those of the outlets where the person works, and all of the car that the person owns now."""
    if not user.is_active:
        return Visit.objects.none()
    places = open_memberships(user).filter(role__in=SEEING_ROLES).values("organisation")
    return Visit.objects.filter(Q(outlet__in=places) | Exists(_owned_by(user)))


def visits_of_owner(user: User) -> QuerySet[Visit]:
    """All of the cars that the person owns now."""
    return Visit.objects.filter(Exists(_owned_by(user))) if user.is_active else Visit.objects.none()


def _owned_by(user: User) -> QuerySet[Ownership]:
    return Ownership.objects.filter(vehicle=OuterRef("vehicle"), until=None, consumer=user)


def can_see_visit(user: User, visit: Visit) -> bool:
    return visits_visible_to(user).filter(pk=visit.pk).exists()


def can_see_words(user: User, visit: Visit) -> bool:
    """The owner's words: of the workshop, and of the owner who said them, not of the next one; of the clerk who wrote them."""
    if visit.is_stated and keeps_for_owner(user, visit.vehicle):
        return True
    if visit.outlet is not None and is_member(user, visit.outlet, *SEEING_ROLES):
        return True
    return visit.ownership is not None and visit.ownership.consumer_id == user.pk


@dataclass(frozen=True)
class Act:
    """What people of the workshop may do to a visit in these states."""

    states: tuple[State, ...]
    roles: tuple[Role, ...]


WORK_ON = Act((State.OPEN,), WORKING_ROLES)  # waits, items, parts, the finish
COMPLETE_RECORD = Act((State.OPEN, State.FINISHED), RECEIVING_ROLES)  # costs, towing, loaner
# Pressed again, what is done leads back to the visit.
OPEN_FINISH = Act((State.OPEN, State.FINISHED, State.CLOSED), WORKING_ROLES)
PRESS_CLOSE = Act((State.FINISHED, State.CLOSED), RECEIVING_ROLES)
HAND_BACK = Act((State.FINISHED,), RECEIVING_ROLES)  # the car, and the closing
CORRECT = Act((State.FINISHED, State.CLOSED), RECEIVING_ROLES)  # by a later entry
REQUEST_SIGNATURES = Act((State.OPEN, State.FINISHED), RECEIVING_ROLES)
PRINT = Act((State.OPEN, State.FINISHED, State.CLOSED), RECEIVING_ROLES)


def may(act: Act, visit: Visit, held: Iterable[str]) -> bool:
    """With the roles that a person holds at the outlet of the visit."""
    return visit.state in act.states and not set(act.roles).isdisjoint(held)


def roles_at(user: User, outlet: Organisation | None) -> frozenset[str]:
    if outlet is None:
        return frozenset()
    return frozenset(open_memberships(user).filter(organisation=outlet).values_list("role", flat=True))


def can_work_on(user: User, visit: Visit) -> bool:
    return may(WORK_ON, visit, roles_at(user, visit.outlet))


def can_open_finish(user: User, visit: Visit) -> bool:
    return may(OPEN_FINISH, visit, roles_at(user, visit.outlet))


def can_press_close(user: User, visit: Visit) -> bool:
    return may(PRESS_CLOSE, visit, roles_at(user, visit.outlet))


def can_edit_item(user: User, item: Item) -> bool:
    return can_work_on(user, item.visit)


def can_open_item(user: User, item: Item) -> bool:
    """To change it while the car is in the shop, to complete it until the visit is closed."""
    held = roles_at(user, item.visit.outlet)
    return may(WORK_ON, item.visit, held) or may(COMPLETE_RECORD, item.visit, held)


def can_tell_wait(user: User, visit: Visit) -> bool:
    """While the car is in the shop, and as a correction afterwards."""
    held = roles_at(user, visit.outlet)
    return may(WORK_ON, visit, held) or may(CORRECT, visit, held)


def can_change_wait(user: User, wait: Wait) -> bool:
    return can_tell_wait(user, wait.visit)


def can_stop_wait(user: User, wait: Wait) -> bool:
    return can_work_on(user, wait.visit)


def can_complete_record(user: User, visit: Visit) -> bool:
    return may(COMPLETE_RECORD, visit, roles_at(user, visit.outlet))


def can_hand_back(user: User, visit: Visit) -> bool:
    return may(HAND_BACK, visit, roles_at(user, visit.outlet))


def can_correct(user: User, visit: Visit) -> bool:
    return may(CORRECT, visit, roles_at(user, visit.outlet))


def can_request_signatures(user: User, visit: Visit) -> bool:
    return may(REQUEST_SIGNATURES, visit, roles_at(user, visit.outlet))


def can_print(user: User, visit: Visit) -> bool:
    return may(PRINT, visit, roles_at(user, visit.outlet))


def can_state_visit(user: User, vehicle: Vehicle) -> bool:
    """From a slip: the owner, also of a car that a seller has registered; the clerk who wrote the car down for him."""
    return is_owner(user, vehicle) or keeps_for_owner(user, vehicle)


def can_use_statement(user: User, statement: VisitStatement) -> bool:
    """Who began it, and the other clerks of the body that wrote it down."""
    if statement.organisation is not None:
        return can_state_for_owners(user, statement.organisation)
    return user.is_active and statement.begun_by_id == user.pk


def can_see_stated(user: User, visit: Visit) -> bool:
    """The page of what an owner has stated: his, and the clerk's who wrote it down."""
    return visit.is_stated and can_state_visit(user, visit.vehicle)


def can_change_stated(user: User, visit: Visit) -> bool:
    """Who has stated it, until it is matched with a repairer's entry, withdrawn, or a claim rests on it."""
    if not visit.is_stated or visit.same_as_id or visit.withdrawn_at or visit.relied_on_at:
        return False
    owner = visit.ownership
    is_his = owner is not None and owner.consumer_id == user.pk and owner.until is None
    return (user.is_active and is_his) or keeps_for_owner(user, visit.vehicle)


def can_answer_sameness(user: User, visit: Visit, other: Visit) -> bool:
    """Owner, clerk for him, or the people of the workshop that has entered the other one."""
    if can_state_visit(user, visit.vehicle):
        return True
    return not roles_at(user, other.outlet).isdisjoint(RECEIVING_ROLES)


def can_remark(user: User, visit: Visit) -> bool:
    return is_owner(user, visit.vehicle)


def can_remark_item(user: User, item: Item) -> bool:
    return can_remark(user, item.visit)


def can_answer_link(user: User, item: Item) -> bool:
    """Is it the same problem as before? The owner says, also when he thinks otherwise later."""
    return item.link not in (Link.NEW, Link.STATED) and is_owner(user, item.visit.vehicle)
