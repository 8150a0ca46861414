"""Who may do what with cars: one predicate an act. Lists and objects obey the same rule; what is not said is denied."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.vehicles.models import BindingRequest, CarStatement, KnownVehicle, Ownership, Sale, SaleDraft, Vehicle
from sanbao.accounts.models import Membership, Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import is_member, open_memberships

SELLING_ROLES = (Role.OWNER, Role.ADVISER, Role.CLERK)
SEEING_ROLES = (*SELLING_ROLES, Role.TECHNICIAN, Role.READER, Role.AUDITOR)


def vehicles_visible_to(user: User) -> QuerySet[Vehicle]:
    """The owner's own; those an outlet of his knows; those of a producer for whom he works; those he wrote down as a clerk."""
    if not user.is_active:
        return Vehicle.objects.none()
    own = Ownership.objects.filter(vehicle=OuterRef("pk"), until=None, consumer=user)
    places = _places(user)
    known = KnownVehicle.objects.filter(vehicle=OuterRef("pk"), outlet__in=places)
    made = Q(model_line__producer__in=places)
    return Vehicle.objects.filter(Exists(own) | Exists(known) | made | written_down_by(user))


def written_down_by(user: User) -> Q:
    """Cars that the dispute body of this clerk has written down for their owners, until a seller registers the sale."""
    places = _clerk_at(user).values("organisation")
    written = CarStatement.objects.filter(vehicle=OuterRef("pk"), organisation__in=places, stated_at__isnull=False)
    return Q(Exists(written.filter(withdrawn_at=None)), is_stated_by_owner=True)


def keeps_for_owner(user: User, vehicle: Vehicle) -> bool:
    return user.is_active and Vehicle.objects.filter(written_down_by(user), pk=vehicle.pk).exists()


def _clerk_at(user: User) -> QuerySet[Membership]:
    return open_memberships(user).filter(role=Role.CLERK, organisation__is_dispute_body=True)


def can_state_for_owners(user: User, organisation: Organisation) -> bool:
    """A clerk of a dispute body, for an owner who comes on paper or by telephone."""
    return organisation.is_dispute_body and is_member(user, organisation, Role.CLERK)


def can_state_car(user: User, organisation: Organisation | None) -> bool:
    """Whoever can be told of what happens to his car; or a clerk for somebody else."""
    return can_bind(user) if organisation is None else can_state_for_owners(user, organisation)


def can_use_statement(user: User, statement: CarStatement) -> bool:
    """Who began it, and the other clerks of the body that wrote it down; what was stated stays to be read."""
    if statement.organisation is not None:
        return can_state_for_owners(user, statement.organisation)
    return user.is_active and statement.begun_by_id == user.pk


def can_correct_car(user: User, vehicle: Vehicle) -> bool:
    """What the owner has stated himself, or the clerk for him, until a seller registers the sale or a claim rests on it."""
    latest = vehicle.statements.filter(stated_at__isnull=False, withdrawn_at=None).order_by("number").last()
    return may_correct(user, vehicle, latest, vehicle.ownerships.filter(until=None).first())


def may_correct(user: User, vehicle: Vehicle, latest: CarStatement | None, owner: Ownership | None) -> bool:
    """With the latest statement and the owner of now at hand."""
    if not vehicle.is_stated_by_owner or latest is None or latest.relied_on_at is not None:
        return False
    if latest.organisation_id is not None:
        return keeps_for_owner(user, vehicle)
    is_his = owner is not None and owner.consumer_id == user.pk
    return user.is_active and is_his and latest.begun_by_id == user.pk


def can_see_vehicle(user: User, vehicle: Vehicle) -> bool:
    return vehicles_visible_to(user).filter(pk=vehicle.pk).exists()


def is_owner(user: User, vehicle: Vehicle) -> bool:
    """The owner of now, by the account that has bound the car."""
    return user.is_active and vehicle.ownerships.filter(until=None, consumer=user).exists()


def can_register_vehicle(user: User, outlet: Organisation | None) -> bool:
    """The people of an outlet that sells or repairs; without an outlet whoever states his own car."""
    return user.is_active if outlet is None else is_member(user, outlet, *SELLING_ROLES, Role.TECHNICIAN)


def can_sell(user: User, outlet: Organisation) -> bool:
    return outlet.is_seller and is_member(user, outlet, *SELLING_ROLES)


def can_sell_somewhere(user: User) -> bool:
    held = open_memberships(user).filter(role__in=SELLING_ROLES, organisation__is_seller=True)
    return held.exists()


def can_use_draft(user: User, draft: SaleDraft) -> bool:
    """The people of the outlet, each other's too; once it is a sale it only leads there."""
    return can_sell(user, draft.outlet)


def has_withdrawn(user: User, vehicle: Vehicle) -> bool:
    """Whoever took back what he had stated, and is nobody to the car now."""
    return user.is_active and vehicle.statements.filter(begun_by=user, withdrawn_at__isnull=False).exists()


def can_see_stated_papers(user: User, ownership: Ownership) -> bool:
    """Photos of the invoice and the like: of that owner alone, not of the next one; of the clerk who wrote it down."""
    if not user.is_active:
        return False
    is_written = ownership.acquired_by == Ownership.Acquired.STATED and ownership.until is None
    return ownership.consumer_id == user.pk or (is_written and keeps_for_owner(user, ownership.vehicle))


def sales_visible_to(user: User) -> QuerySet[Sale]:
    """Of the outlets where the person works."""
    return Sale.objects.filter(seller__in=_places(user))


def can_see_sale(user: User, sale: Sale) -> bool:
    return sales_visible_to(user).filter(pk=sale.pk).exists()


def can_hand_over(user: User, sale: Sale) -> bool:
    """The seller's people, as long as the car is not handed over."""
    return sale.handed_over_at is None and sale.seller is not None and can_sell(user, sale.seller)


def can_put_right(user: User, sale: Sale) -> bool:
    """The seller's people, once the car is handed over: by a later entry."""
    return sale.handed_over_at is not None and sale.seller is not None and can_sell(user, sale.seller)


def can_note_replacement(user: User, sale: Sale) -> bool:
    """The seller's people: he gave this car for another one."""
    return sale.seller is not None and can_sell(user, sale.seller)


def can_issue_voucher(user: User, sale: Sale) -> bool:
    """The seller's people, for a car that was handed over without one."""
    is_due = sale.voucher_id is None and sale.handed_over_at is not None
    return is_due and sale.seller is not None and can_sell(user, sale.seller)


def can_reissue_voucher(user: User, sale: Sale) -> bool:
    """The seller's people, for a sale of which a voucher was given (Order 43, article 14)."""
    return sale.voucher_id is not None and sale.seller is not None and can_sell(user, sale.seller)


def can_ask_for_reissue(user: User, sale: Sale) -> bool:
    return sale.voucher_id is not None and is_owner(user, sale.vehicle)


def can_reveal_owner(user: User, vehicle: Vehicle) -> bool:
    """Name and phone in full: people of an outlet that knows the car and deals with its owner; every look is recorded."""
    places = open_memberships(user).filter(role__in=SELLING_ROLES).values("organisation")
    return KnownVehicle.objects.filter(vehicle=vehicle, outlet__in=places).exists()


def can_bind(user: User) -> bool:
    """A person who can be told of what happens to the car: his number is verified."""
    return user.is_active and user.phone_verified


def can_renew_code(user: User, vehicle: Vehicle) -> bool:
    """The seller's people, for a buyer who has not bound the car yet."""
    is_unbound = vehicle.ownerships.filter(until=None, consumer=None).exists()
    return is_unbound and _sells_it(user, vehicle)


def can_decide_binding(user: User, request: BindingRequest) -> bool:
    """The seller's people, who have the invoice; nobody for himself."""
    return not request.decision and request.consumer_id != user.pk and _sells_it(user, request.vehicle)


def can_transfer(user: User, vehicle: Vehicle) -> bool:
    return is_owner(user, vehicle)


def can_record_reading(user: User, vehicle: Vehicle) -> bool:
    """The owner, and the people of an outlet that knows the car."""
    return is_owner(user, vehicle) or can_reveal_owner(user, vehicle)


def can_bring_back(user: User, sale: Sale) -> bool:
    """The seller takes the car back."""
    is_out = sale.handed_over_at is not None and sale.vehicle.brought_back_on is None
    return is_out and sale.seller is not None and can_sell(user, sale.seller)


def can_resell(user: User, vehicle: Vehicle, outlet: Organisation) -> bool:
    """A car that came back and has no owner, by people of an outlet that knows it."""
    is_in = vehicle.brought_back_on is not None and not vehicle.ownerships.filter(until=None).exists()
    return is_in and can_sell(user, outlet) and KnownVehicle.objects.filter(vehicle=vehicle, outlet=outlet).exists()


def can_resell_somewhere(user: User, vehicle: Vehicle) -> bool:
    return outlet_reselling(user, vehicle) is not None


def outlet_reselling(user: User, vehicle: Vehicle) -> Organisation | None:
    """As `can_resell`: the first outlet of his that knows the car and sells; one that only repairs does not."""
    known = KnownVehicle.objects.filter(vehicle=vehicle).select_related("outlet").order_by("outlet")
    return next((one.outlet for one in known if can_resell(user, vehicle, one.outlet)), None)


def _sells_it(user: User, vehicle: Vehicle) -> bool:
    """One of the people of the outlet that sold this car last."""
    held = open_memberships(user).filter(role__in=SELLING_ROLES, organisation__is_seller=True)
    if vehicle.brought_back_on is not None and vehicle.resales.exists():
        return held.filter(organisation__in=vehicle.resales.order_by("-id").values("seller")[:1]).exists()
    sold = Sale.objects.filter(vehicle=vehicle, handed_over_at__isnull=False)
    return held.filter(organisation__in=sold.values("seller")).exists()


def _places(user: User) -> QuerySet[Membership, int]:
    return open_memberships(user).filter(role__in=SEEING_ROLES).values_list("organisation", flat=True)
