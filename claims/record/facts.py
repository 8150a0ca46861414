"""The only bridge from rows to the facts of the law: cars, sales and visits in, `CaseFacts` out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from claims.filings.models import Appointment
from claims.repairs.models import InNetwork, Wait
from claims.repairs.selectors import visits_of
from claims.repairs.told import ToldItem, ToldVisit
from claims.vehicles.models import Sale, Vehicle
from sanbao.accounts.models import Organisation
from sanbao.law import CaseFacts
from sanbao.law.consistency import end_of
from sanbao.law.facts import Demand, ExcludedInterval, Exemption, Item, Visit, Voucher
from sanbao.law.facts import Vehicle as VehicleFacts
from sanbao.law.parts import EDITIONS, Edition, edition
from sanbao.law.repair_time import in_china
from sanbao.law.selection import governing_regulation

PARTED_BY = timedelta(microseconds=1)  # two arrivals of one moment: the law wants an order, the hours stay


class UnknownSaleError(LookupError):
    """Nothing is known of the car's sale: without its invoice day no regulation can be chosen."""


def facts_of(
    vehicle: Vehicle,
    as_of: date | datetime,
    demand: Demand | None = None,
    *,
    exemptions: Sequence[Exemption] = (),
    visits: Iterable[ToldVisit] | None = None,
    network: Network | None = None,
) -> CaseFacts:
    """The case of a car as it stood at `as_of`, by what is known today. Raises UnknownSaleError.

    What came later is left out: a visit that began later, an end that came later; and what an owner has stated beside the
    repairer's own entry of it. `visits` and `network` where they are at hand.
    """
    sale = sale_known(vehicle)
    if sale is None:
        raise UnknownSaleError(vehicle)
    car = vehicle_facts(vehicle, sale)
    voucher = voucher_facts(sale)
    listed = Listed(car, voucher)
    network = network or Network.of(vehicle)
    told = list(visits_of(vehicle) if visits is None else visits)
    end = end_of(as_of)
    said = network_said(told)
    rows = [visit_facts(one, end, network, listed, said) for one in told if one.counts and one.began_at <= end]
    return CaseFacts(as_of, car, voucher, tuple(_parted(rows)), demand, tuple(exemptions))


def sale_known(vehicle: Vehicle) -> Sale | None:
    """Without a query where it was read with the car."""
    return getattr(vehicle, "sale", None)


def vehicle_facts(vehicle: Vehicle, sale: Sale) -> VehicleFacts:
    return VehicleFacts(
        kind=vehicle.kind,
        invoiced_on=sale.invoiced_on,
        energy=vehicle.energy,
        use=vehicle.use,
        handover_on=sale.handover_on,
        replacement_handover_on=sale.replacement_handover_on,
        price_yuan=sale.price_yuan,
        # A car that came back and has not been sold again has no owner who could ask for anything.
        resold_after_return=vehicle.brought_back_on is not None,
    )


def voucher_facts(sale: Sale) -> Voucher:
    """Without terms the law's minimum holds."""
    terms = sale.terms
    return Voucher() if terms is None else terms.voucher_facts()


class Network:
    """Which outlets the car's producer had appointed to repair, and when; nobody where the producer is unknown."""

    def __init__(self, appointments: Iterable[Appointment], *, is_known: bool = True) -> None:
        self._appointments = [one for one in appointments if one.repairs]
        self._is_known = is_known

    @classmethod
    def of(cls, vehicle: Vehicle) -> Network:
        if vehicle.model_line is None:
            return cls((), is_known=False)
        return cls(Appointment.objects.filter(producer=vehicle.model_line.producer_id, repairs=True))

    def has(self, outlet_id: int | None, moment: datetime) -> bool:
        day = in_china(moment).date()
        return any(one.outlet_id == outlet_id and one.covers(day) for one in self._appointments)

    def has_visit(self, told: ToldVisit, said: Mapping[int, str]) -> bool:
        """By the appointment; of a repairer whom an owner has only named, or of a car of no known producer, as he says."""
        row = told.row
        if not self._is_known or (row.is_stated and row.stated_outlet_id is None):
            return said.get(row.pk) == InNetwork.YES
        return self.has(row.stated_outlet_id or row.outlet_id, told.began_at)

    def appoints(self, outlet: Organisation, moment: datetime) -> bool:
        return self.has(outlet.pk, moment)


class Listed:
    """The parts that the law knows of this car: others are left out of the facts, their group stays."""

    def __init__(self, car: VehicleFacts, voucher: Voucher) -> None:
        governing, _because = governing_regulation(car)
        names = EDITIONS if governing is None else (governing.parts_edition,)
        self._editions: list[Edition] = [edition(name) for name in names]
        self._on_voucher = {*voucher.extra_main_components, *voucher.wear_parts}

    def component(self, code: str) -> str | None:
        return code if code in self._on_voucher or any(table.lists(code) for table in self._editions) else None

    def group(self, code: str | None, told: str) -> str | None:
        own = next((group for table in self._editions if code and (group := table.group_of(code))), None)
        return own or told or None


def network_said(visits: Iterable[ToldVisit]) -> dict[int, str]:
    """Whether the repairer was an appointed one, as the owner says: of his visits, and of those that they are again."""
    said: dict[int, str] = {}
    for one in visits:
        if one.row.is_stated:
            same = one.row.same_as_id or (one.double.pk if one.double else one.row.pk)
            said[same] = said[one.row.pk] = one.row.stated_network
    return said


def visit_facts(told: ToldVisit, end: datetime, network: Network, listed: Listed, said: Mapping[int, str]) -> Visit:
    """What is finished by `end` with what was done, else with what is planned."""
    finished_at = told.finished_at if told.finished_at is not None and told.finished_at <= end else None
    return Visit(
        id=told.row.key,
        repairer="network" if network.has_visit(told, said) else "outside",
        received_at=in_china(told.began_at),
        mileage_km=told.mileage_km,
        items=tuple(item_facts(item, listed, finished=finished_at is not None) for item in told.items),
        finished_at=None if finished_at is None else in_china(finished_at),
        excluded=tuple(interval(wait, end) for wait in told.waits if wait.may_be_excluded and wait.begins_at <= end),
    )


def interval(wait: Wait, end: datetime) -> ExcludedInterval:
    """A wait that goes on has lasted until now."""
    ends_at = end if wait.ends_at is None else min(wait.ends_at, end)
    return ExcludedInterval(wait.reason, in_china(wait.begins_at), in_china(ends_at))


def item_facts(told: ToldItem, listed: Listed, *, finished: bool) -> Item:
    component = listed.component(told.component) if told.component else None
    return Item(
        problem=told.row.problem.key,
        work=told.work(finished=finished),
        group=listed.group(component, told.group),
        component=component,
        main_component=told.row.main_component or None,
        position=told.position or None,
        quality_problem=told.quality_problem,
        serious_safety=told.serious_safety,
        event=told.event or None,
        event_established=(told.event_established or None) if told.event else None,
        needs_replacement=told.needs_replacement or None,
        resolved=told.resolved,
    )


def _parted(visits: list[Visit]) -> Iterable[Visit]:
    """In order, no two at one moment: the second of two is a microsecond later, which changes no count of days."""
    before: datetime | None = None
    for visit in sorted(visits, key=lambda one: one.received_at):
        received = visit.received_at
        if before is not None and received <= before:
            received = before + PARTED_BY
        finished = visit.finished_at and max(visit.finished_at, received)
        before = received
        yield replace(visit, received_at=received, finished_at=finished)


def names_of(visits: Iterable[ToldVisit]) -> dict[str, str]:
    """The workshop's name of each problem, by its key."""
    return {item.row.problem.key: str(item.row.problem) for visit in visits for item in visit.items}
