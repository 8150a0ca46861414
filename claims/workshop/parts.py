"""The parts that an item of a car may name, and those that only other cars have."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language

from claims.record.facts import sale_known, vehicle_facts
from claims.repairs.parts_list import ListedPart, PartsList
from claims.vehicles.models import Vehicle
from sanbao.law.parts import EDITIONS
from sanbao.law.selection import governing_regulation

MOST_ELSEWHERE = 3


def parts_elsewhere(vehicle: Vehicle, asked: str) -> Sequence[ListedPart]:
    """Parts of that name in the whole standard: asked for where this car has none."""
    return PartsList.of(_edition(vehicle), "", language=_language()).search(asked)[:MOST_ELSEWHERE]


def parts_of(vehicle: Vehicle) -> PartsList:
    """The list of the car's own order, with what its voucher adds; the newest where the order is not known."""
    sale = sale_known(vehicle)
    terms = sale.terms if sale else None
    extra = terms.extra_main_components if terms else ()
    return PartsList.of(_edition(vehicle), vehicle.energy, extra, language=_language())


def _edition(vehicle: Vehicle) -> str:
    sale = sale_known(vehicle)
    governing = governing_regulation(vehicle_facts(vehicle, sale))[0] if sale else None
    return governing.parts_edition if governing else EDITIONS[-1]


def _language() -> str:
    return "en" if get_language() == "en" else "zh"
