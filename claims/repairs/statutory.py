"""What a repair record has to hold, by the law's data (Order 43, article 17; Order 150, article 13), and what is missing.

Pure: a `Record` says what is there. A field that the data name and nobody here can look for is an error, not a pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.law.regulations import Citation, Parameter, regulation_in_force

FIELDS, YEARS_KEPT = "repair_record_fields", "repair_record_years"
REPLACEMENTS = ("component_replacement", "assembly_replacement")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedItem:
    """Costs in fen; None: not stated, which is not 0."""

    work: str = ""
    part: str = ""
    new_part_number: str = ""
    material_fen: int | None = None
    labour_minutes: int | None = None
    labour_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    received_at: datetime | None = None
    mileage_km: int | None = None
    complaint: str = ""
    inspection_result: str = ""
    items: tuple[RecordedItem, ...] = ()
    tow_fen: int | None = None
    mobility: str = ""
    picked_up_at: datetime | None = None
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class MissingField:
    code: str
    name: str | Promise
    citation: Citation


def _each(told: Callable[[RecordedItem], bool]) -> Callable[[Record], bool]:
    return lambda record: bool(record.items) and all(told(item) for item in record.items)


def _part_is_told(item: RecordedItem) -> bool:
    return item.work not in REPLACEMENTS or bool(item.part and item.new_part_number)


def _labour_is_told(item: RecordedItem) -> bool:
    return item.labour_minutes is not None and item.labour_fen is not None


_LOOKED_FOR: Mapping[str, tuple[str | Promise, Callable[[Record], bool]]] = {
    "received_at": (_("送修时间"), lambda record: record.received_at is not None),
    "mileage_km": (_("行驶里程"), lambda record: record.mileage_km is not None),
    "complaint": (_("车主对问题的陈述"), lambda record: bool(record.complaint.strip())),
    "inspection_result": (_("检查结果"), lambda record: bool(record.inspection_result.strip())),
    "work": (_("修理项目"), _each(lambda item: bool(item.work))),
    "parts_replaced": (_("更换的零部件名称和编号"), _each(_part_is_told)),
    "material_cost": (_("材料费"), _each(lambda item: item.material_fen is not None)),
    "labour_cost": (_("工时和工时费"), _each(_labour_is_told)),
    "towing_cost": (_("拖运费"), lambda record: record.tow_fen is not None),
    "loaner_or_transport": (_("备用车或者交通补偿的情况"), lambda record: bool(record.mobility)),
    "handed_back_at": (_("交还车辆的时间"), lambda record: record.picked_up_at is not None),
    "signatures": (_("双方签字"), lambda record: record.is_signed),
}


def parameter_on(day: date) -> Parameter:
    """The order in force on the day of the repair. Raises LookupError for a day before the first one."""
    found = regulation_in_force(day)
    if found is None:
        raise LookupError(f"no regulation was in force on {day}")
    return found.parameters[FIELDS]


def years_kept(day: date) -> int:
    """How long a record is kept at the least; raises LookupError as `parameter_on`. Nothing here deletes one."""
    found = regulation_in_force(day)
    if found is None:
        raise LookupError(f"no regulation was in force on {day}")
    years: int = found.parameters[YEARS_KEPT].on(day)
    return years


def missing(record: Record, day: date) -> tuple[MissingField, ...]:
    """In the order of the article; nothing where no order was in force yet: a repair that old may be told of, too."""
    if regulation_in_force(day) is None:
        return ()
    parameter = parameter_on(day)
    return tuple(
        MissingField(code, _LOOKED_FOR[code][0], parameter.citation)
        for code in parameter.on(day)
        if not _LOOKED_FOR[code][1](record)
    )
