"""A visit as the statutory record sees it."""

from __future__ import annotations

from claims.repairs.signing import is_settled_by_both
from claims.repairs.statutory import MissingField, Record, RecordedItem, missing
from claims.repairs.told import ToldItem, ToldVisit
from sanbao.law.repair_time import in_china


def missing_of(visit: ToldVisit) -> tuple[MissingField, ...]:
    """What the record still lacks, in the order of the article."""
    record = record_of(visit, is_signed=is_settled_by_both(visit))
    return missing(record, in_china(visit.began_at).date())


def record_of(visit: ToldVisit, *, is_signed: bool) -> Record:
    row = visit.row
    return Record(
        received_at=visit.received_at,
        mileage_km=visit.mileage_km,
        complaint=row.complaint,
        inspection_result=visit.inspection_result,
        items=tuple(_item(item) for item in visit.items),
        tow_fen=row.tow_fen,
        mobility=row.mobility,
        picked_up_at=visit.picked_up_at,
        is_signed=is_signed,
    )


def _item(item: ToldItem) -> RecordedItem:
    row = item.row
    return RecordedItem(
        work=item.done_work,
        part=item.component or row.part_name or item.group,
        new_part_number=row.new_part_number,
        material_fen=row.material_fen,
        labour_minutes=row.labour_minutes,
        labour_fen=row.labour_fen,
    )
