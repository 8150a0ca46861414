"""From a claim to the facts of the law: the car's record, what is asked for today, the grounds the business raises."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects

from claims.cases.models import Claim, DemandItem, RaisedGround
from claims.cases.models import Demand as DemandRow
from claims.record.facts import Listed, Network, facts_of, sale_known, vehicle_facts, voucher_facts
from claims.repairs.told import ToldVisit
from claims.vehicles.models import Vehicle
from sanbao.law import CaseFacts
from sanbao.law.facts import Demand, Exemption, Item
from sanbao.law.vocabulary import GROUNDS_WITH_CAUSATION

FEN = Decimal("0.01")


def facts_of_claim(
    claim: Claim,
    as_of: date | datetime,
    *,
    visits: Iterable[ToldVisit] | None = None,
    network: Network | None = None,
) -> CaseFacts:
    """The record, with the demand and the grounds as they stand before anybody has said whether they are so.

    Raises UnknownSaleError where nothing is known of the car's sale.
    """
    return facts_of(
        claim.vehicle,
        as_of,
        demand_facts(claim),
        exemptions=[exemption(ground) for ground in grounds_of(claim)],
        visits=visits,
        network=network,
    )


def grounds_of(claim: Claim) -> list[RaisedGround]:
    """Not looked for where the claim was read with its having none."""
    rows = claim.grounds.all() if getattr(claim, "has_grounds", True) else ()
    return sorted(rows, key=lambda ground: ground.number)


def demand_facts(claim: Claim) -> Demand | None:
    """None where nothing is asked for that the law's demand has a word for (a voucher lost)."""
    wants, row = claim.about.wants, getattr(claim, "demand", None)
    if not wants or row is None:
        return None
    listed = _listed(claim.vehicle)
    return Demand(
        made_on=row.made_on,
        mileage_km=row.mileage_km,
        wants=wants,
        items=tuple(demand_item(item, listed) for item in items_of(row)),
        papers=_papers(row),
        returned_on=row.returned_on,
        returned_mileage_km=row.returned_mileage_km,
        losses_yuan=_losses(row),
    )


def items_of(row: DemandRow) -> list[DemandItem]:
    """Read once a demand, however often they are asked for."""
    prefetch_related_objects([row], Prefetch("items", DemandItem.objects.select_related("problem")))
    return sorted(row.items.all(), key=lambda item: item.number)


def _listed(vehicle: Vehicle) -> Listed | None:
    sale = sale_known(vehicle)
    return None if sale is None else Listed(vehicle_facts(vehicle, sale), voucher_facts(sale))


def demand_item(item: DemandItem, listed: Listed | None) -> Item:
    component = listed.component(item.component) if listed and item.component else None
    return Item(
        problem=item.problem.key,
        work="none",
        group=listed.group(component, item.group) if listed else item.group or None,
        component=component,
        main_component=item.main_component or None,
        position=item.position or None,
        quality_problem=item.quality_problem,
        serious_safety=item.serious_safety,
        event=item.event or None,
        event_established=(item.event_established or None) if item.event else None,
        needs_replacement=item.needs_replacement or None,
    )


def exemption(ground: RaisedGround) -> Exemption:
    """A ground that is raised is disputed until the consumer agrees or it is settled."""
    if ground.ground in GROUNDS_WITH_CAUSATION:
        return Exemption(ground.ground, ground.problem_keys, caused_damage="disputed")
    return Exemption(ground.ground, ground.problem_keys, established="disputed")


def yuan(fen: int) -> Decimal:
    return (Decimal(fen) * FEN).quantize(FEN)


def _papers(row: DemandRow) -> tuple[str, ...]:
    return tuple(name for name, has in (("invoice", row.has_invoice), ("voucher", row.has_voucher)) if has)


def _losses(row: DemandRow) -> dict[str, Decimal]:
    told = {
        "registration": row.registration_fen,
        "accessories_net": row.accessories_net_fen,
        "services": row.services_fen,
    }
    return {name: yuan(fen) for name, fen in told.items() if fen is not None}
