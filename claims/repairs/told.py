"""A visit as it stands now: its rows with the later corrections. Everything that reads a visit reads it here.

The corrections that may be made are listed; a value of one is kept as text and read by its kind. Only attributes are
read: whoever wants to save queries prefetches `items`, `waits` and `corrections` (`claims.repairs.selectors`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from claims.repairs.models import Correction, Item, Precision, Visit, Wait
from claims.repairs.moments import ordered


def _text(value: str) -> str:
    return value


def _moment(value: str) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


VISIT_FIELDS: Mapping[str, Callable[[str], Any]] = {
    "received_at": _moment,
    "diagnosis_began_at": _moment,
    "finished_at": _moment,
    "picked_up_at": _moment,
    "mileage_km": int,
    "inspection_result": _text,
}
ITEM_FIELDS: Mapping[str, Callable[[str], Any]] = dict.fromkeys(
    (
        "group",
        "component",
        "position",
        "cause",
        "done_work",
        "quality_problem",
        "serious_safety",
        "event",
        "event_established",
        "needs_replacement",
        "resolved",
    ),
    _text,
)


WAIT = "wait"  # a wait put right, or told after the finish: see `written_wait`


def written_wait(wait: Wait) -> str:
    """As a correction keeps it: reason, from, to, proof, a line each."""
    return "\n".join((wait.reason, written(wait.begins_at), written(wait.ends_at), wait.proof))


def written(value: Any) -> str:
    """As a correction keeps it: one moment is written in one way, wherever it was told."""
    if value is None:
        return ""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


@dataclass(frozen=True)
class ToldItem:
    """`work`: what the law sees, done once the visit is finished, planned while it is open."""

    row: Item
    group: str
    component: str
    position: str
    cause: str
    done_work: str
    quality_problem: str
    serious_safety: str
    event: str
    event_established: str
    needs_replacement: str
    resolved: str

    def work(self, *, finished: bool) -> str:
        return self.done_work if finished and self.done_work else self.row.planned_work


@dataclass(frozen=True)
class ToldVisit:
    """`assumed`: of which moments the day alone is known, and the time was taken from the hours of outlets.

    `waits` as they stand; `written_waits` as they stood at the moment that is told of, in the form of corrections.
    `double`: a repairer's visit that may be this one, which the owner has stated; nobody has said yet whether it is.
    """

    row: Visit
    received_at: datetime
    diagnosis_began_at: datetime | None
    finished_at: datetime | None
    picked_up_at: datetime | None
    mileage_km: int
    inspection_result: str
    items: tuple[ToldItem, ...]
    waits: tuple[Wait, ...]
    written_waits: tuple[str, ...]
    assumed: tuple[str, ...] = ()
    double: Visit | None = None

    @property
    def counts(self) -> bool:
        """Not told twice: what is, or may be, a repairer's own entry again is counted there alone."""
        return self.row.same_as_id is None and self.double is None

    @property
    def began_at(self) -> datetime:
        return min(filter(None, (self.received_at, self.diagnosis_began_at)))


def told(visit: Visit, until: datetime | None = None) -> ToldVisit:
    """With all corrections, or those made until then."""
    made = [one for one in visit.corrections.all() if until is None or one.made_at <= until]
    corrections = sorted(made, key=lambda one: (one.made_at, one.pk))
    items = sorted(visit.items.all(), key=lambda item: item.number)
    own = [one for one in corrections if one.item_id is None]
    values = _values(visit, VISIT_FIELDS, own)
    corrected = {one.field for one in own}
    # What was corrected is known to the minute.
    arrival = visit.received_precision == Precision.DAY and "received_at" not in corrected
    finish = visit.finished_precision == Precision.DAY and "finished_at" not in corrected
    values["received_at"], values["finished_at"] = ordered(
        values["received_at"], values["finished_at"], received_is_assumed=arrival, finished_is_assumed=finish
    )
    return ToldVisit(
        row=visit,
        items=tuple(_item(item, corrections) for item in items),
        waits=tuple(sorted(visit.waits.all(), key=lambda wait: (wait.begins_at, wait.pk))),
        written_waits=tuple(_written_waits(visit, until)),
        assumed=tuple(name for name, is_so in (("received_at", arrival), ("finished_at", finish)) if is_so),
        **values,
    )


def _written_waits(visit: Visit, until: datetime | None) -> list[str]:
    """What was corrected later is taken back, the last first."""
    texts = [written_wait(wait) for wait in visit.waits.all()]
    later = [one for one in visit.corrections.all() if until is not None and one.made_at > until and one.field == WAIT]
    for one in sorted(later, key=lambda one: (one.made_at, one.pk), reverse=True):
        if one.after in texts:
            texts.remove(one.after)
        if one.before:
            texts.append(one.before)
    return sorted(texts)


def _item(item: Item, corrections: list[Correction]) -> ToldItem:
    own = (one for one in corrections if one.item_id == item.pk)
    return ToldItem(row=item, **_values(item, ITEM_FIELDS, own))


def _values(row: Any, fields: Mapping[str, Callable[[str], Any]], corrections: Iterable[Correction]) -> dict[str, Any]:
    """Each field as the last correction of it says, or as it was written."""
    values = {name: getattr(row, name) for name in fields}
    for one in corrections:
        if one.field in fields:
            values[one.field] = fields[one.field](one.after)
    return values
