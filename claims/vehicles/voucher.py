"""The voucher of a sale, as `documents` prints it, from the rows: the car, the frozen terms, the outlet's address."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from claims.filings.models import Appointment
from claims.filings.selectors import appointments_on
from claims.filings.terms import CapacityLimits, FiledTerms, MainComponent, regulation_on
from claims.vehicles.models import Sale
from documents.papers.checking import ContextError, Problem
from documents.papers.voucher import Business, CapacityFade, PartGroup, PartName, VoucherContext, WearPart
from sanbao.law.parts import Edition, edition


class NotFiledError(LookupError):
    """The producer had filed nothing for this car and day: there is nothing to print."""


def voucher_of(sale: Sale) -> VoucherContext:
    """Raises NotFiledError, and ContextError where the car's build date is not known. What else is missing is found by the check before a number is taken."""
    terms, vehicle = sale.terms, sale.vehicle
    if terms is None or vehicle.model_line is None:
        raise NotFiledError
    if vehicle.built_on is None:
        raise ContextError((Problem("produced_on", _("没有登记车辆的生产日期。")),))
    table = edition(regulation_on(sale.law_day).parts_edition)
    return VoucherContext(
        number="",
        vin=vehicle.vin,
        produced_on=vehicle.built_on,
        invoiced_on=sale.invoiced_on,
        handover_on=sale.handover_on,
        replacement_handover_on=sale.replacement_handover_on,
        regulation=regulation_on(sale.law_day).id,
        energy=vehicle.energy,
        kind=vehicle.kind,
        brand=vehicle.brand,
        model=vehicle.model,
        vehicle_type=vehicle.vehicle_type,
        specification=vehicle.specification,
        producer=_producer(terms, vehicle.model_line.producer.name),
        seller=_seller(sale),
        repairers=terms.repairers,
        terms=terms.terms,
        repair_warranty=terms.repair_warranty,
        three_guarantees=terms.three_guarantees,
        use_compensation_coefficient=terms.coefficient,
        main_components=_groups((*terms.main_components, *terms.extra_main_components), table),
        wear_parts=tuple(WearPart(_name(part.code, part.name, table), part.period) for part in terms.wear_parts),
        special_parts=tuple(_name(part.code, part.name, table) for part in terms.special_parts),
        capacity_fade=_fade(terms.capacity_limits),
        other=terms.other,
    )


def appointment_of(sale: Sale) -> Appointment | None:
    """The producer's word on the invoice day that this outlet sells his cars; it holds the outlet's address."""
    line = sale.vehicle.model_line
    if line is None or sale.seller is None:
        return None
    valid = appointments_on(sale.invoiced_on).filter(producer=line.producer, outlet=sale.seller)
    return valid.order_by("-sells", "-valid_from", "-id").first()


def _producer(terms: FiledTerms, name: str) -> Business:
    return Business(
        name=name, address=terms.contact.address, postcode=terms.contact.postcode, phone=terms.contact.phone
    )


def _seller(sale: Sale) -> Business:
    appointment = appointment_of(sale)
    if appointment is None:
        return Business(name=sale.seller_named, address="", postcode="", phone="")
    return Business(
        name=sale.seller_named,
        address=appointment.address,
        postcode=appointment.postcode,
        phone=appointment.phone,
    )


def _groups(components: Iterable[MainComponent], table: Edition) -> tuple[PartGroup, ...]:
    """In the order of the standard; groups of the producer's own come last."""
    by_group: dict[str, list[PartName]] = {}
    for part in components:
        name = _name(part.code, part.name, table, extra=part.extra)
        by_group.setdefault(part.group, []).append(name)
    order = [code for code in table.groups if code in by_group] + [
        code for code in by_group if code not in table.groups
    ]
    return tuple(PartGroup(_group_name(code, table), tuple(by_group[code])) for code in order)


def _group_name(code: str, table: Edition) -> PartName:
    group = table.groups.get(code)
    return PartName(group.zh, group.en) if group else PartName(code)


def _name(code: str, name: str, table: Edition, *, extra: bool = False) -> PartName:
    row = table.main_components.get(code) or table.wear_parts.get(code) or table.special_parts.get(code)
    return PartName(name, row.en if row else "", extra)


def _fade(limits: CapacityLimits | None) -> CapacityFade | None:
    """None where one of the two is missing: then the voucher lacks a statutory item and is not issued."""
    if limits is None or limits.repair_warranty_percent is None or limits.three_guarantees_percent is None:
        return None
    return CapacityFade(
        repair_warranty_percent=limits.repair_warranty_percent,
        three_guarantees_percent=limits.three_guarantees_percent,
        method=limits.method,
    )
