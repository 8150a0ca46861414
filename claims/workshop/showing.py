"""What a person sees of a visit, and which acts stand open to him."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from claims.record.facts import Network
from claims.record.history import History, history_shown
from claims.record.standing import Standing, standing_of
from claims.repairs import permissions as may
from claims.repairs.models import Link, Mobility, QualityProblem, Remark, State, Visit, Wait
from claims.repairs.record_of import record_of
from claims.repairs.sameness import Earlier, proposed
from claims.repairs.selectors import visits_of
from claims.repairs.services.finishing import is_less
from claims.repairs.signing import DROP_OFF, HAND_OVER, Side, sides
from claims.repairs.statutory import missing
from claims.repairs.told import ToldItem, ToldVisit
from claims.workshop.assumed import Assumption, assumptions
from claims.workshop.clocks import law_of, shown, wait_told
from claims.workshop.lacking import Lacking, lacking_fields
from claims.workshop.rows import lacking
from claims.workshop.stated_again import StatedAgain, stated_again
from sanbao.accounts.models import User
from sanbao.law.repair_time import in_china
from sanbao.web.components import WorkshopClock


@dataclass(frozen=True)
class ShownItem:
    """`same_as`: problems that it may be again, where nobody has said so yet. `fell`: it counted, and does no more."""

    item: ToldItem
    same_as: tuple[QualityProblem, ...]
    lacking: tuple[str, ...]
    fell: bool
    owner_answers: bool
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Showing:
    """`seen`: what the workshop sees of the car; None for its owner, who sees all. `stated`: what the owner has told from his
    slips and is, or may be, this visit."""

    visit: ToldVisit
    clock: WorkshopClock
    standing: Standing
    seen: History | None
    items: tuple[ShownItem, ...]
    waits: tuple[tuple[Wait, str], ...]
    missing: tuple[Lacking, ...]
    drop_off: tuple[Side, ...]
    hand_over: tuple[Side, ...]
    remarks: tuple[Remark, ...]
    assumptions: tuple[Assumption, ...]
    stated: tuple[StatedAgain, ...]
    sees_words: bool
    is_owner: bool
    works: bool
    completes: bool
    hands_back: bool
    corrects: bool
    asks: bool
    prints: bool

    @classmethod
    def of(cls, visit: Visit, person: User, held: frozenset[str], now: datetime) -> Showing:
        """`held`: the person's roles at the outlet of the visit."""
        owns = may.can_remark(person, visit)
        told, all_visits = _among(visit)
        network = Network.of(visit.vehicle)
        history = None if owns else _history(visit, network, all_visits, person, now)
        shown_visits = all_visits if history is None else list(history.shown)
        signed = sides(told)
        words = bool(held & set(may.SEEING_ROLES)) or (
            visit.ownership is not None and visit.ownership.consumer_id == person.pk
        )
        works, law = may.may(may.WORK_ON, visit, held), law_of(told)
        remarks = _remarks(visit, person, by_workshop=bool(held & set(may.SEEING_ROLES)))
        is_signed = all(side.is_settled for side in signed[HAND_OVER])
        record = record_of(told, is_signed=is_signed)
        return cls(
            visit=told,
            clock=replace(shown(told, now), excluded=()),  # told below, with all waits and their proof
            standing=standing_of(visit.vehicle, now, visits=shown_visits, network=network),
            seen=history,
            items=tuple(_item(one, told, shown_visits, remarks, owns=owns, works=works) for one in told.items),
            waits=tuple((wait, wait_told(wait, law)) for wait in told.waits),
            missing=lacking_fields(
                missing(record, in_china(told.began_at).date()),
                told,
                completes=may.may(may.COMPLETE_RECORD, visit, held),
            ),
            drop_off=signed[DROP_OFF],
            hand_over=signed[HAND_OVER],
            remarks=tuple(one for one in remarks if one.item_id is None),
            assumptions=assumptions(told, remarks),
            stated=stated_again(told, all_visits, owns=owns, receives=bool(held & set(may.RECEIVING_ROLES))),
            sees_words=words,
            is_owner=owns,
            works=works,
            completes=may.may(may.COMPLETE_RECORD, visit, held),
            hands_back=may.may(may.HAND_BACK, visit, held),
            corrects=may.may(may.CORRECT, visit, held),
            asks=may.may(may.REQUEST_SIGNATURES, visit, held),
            prints=may.may(may.PRINT, visit, held),
        )

    @property
    def row(self) -> Visit:
        return self.visit.row

    @property
    def key(self) -> UUID:
        """One for a page: pressed twice, it prints once."""
        return uuid4()

    @property
    def is_workshop(self) -> bool:
        return self.works or self.completes or self.corrects

    @property
    def tells_waits(self) -> bool:
        return self.works or self.corrects

    @property
    def has_loaner(self) -> bool:
        """Something was agreed that a paper may hold."""
        return self.row.mobility in (Mobility.LOANER, Mobility.TRANSPORT, Mobility.AGREED_OTHERWISE)

    @property
    def is_open(self) -> bool:
        return self.row.state == State.OPEN

    @property
    def asks_both(self) -> bool:
        """Somebody has still to be asked to sign what is signed now."""
        return self.asks and any(side.is_to_be_asked for side in (self.drop_off if self.is_open else self.hand_over))

    @property
    def may_close(self) -> bool:
        return self.hands_back and not self.missing


def _among(visit: Visit) -> tuple[ToldVisit, list[ToldVisit]]:
    """The visit and all of its car, read once."""
    found = visits_of(visit.vehicle)
    own = next(one for one in found if one.row.pk == visit.pk)
    own.row.vehicle, own.row.outlet = visit.vehicle, visit.outlet
    own.row.ownership, own.row.technician = visit.ownership, visit.technician
    return own, found


def _history(visit: Visit, network: Network, visits: list[ToldVisit], person: User, now: datetime) -> History | None:
    """A visit without an outlet is told by the owner, and nobody else sees it."""
    if visit.outlet is None:
        return None
    return history_shown(visit.vehicle, visit.outlet, network, visits=visits, by=person, at=now)


def _remarks(visit: Visit, person: User, *, by_workshop: bool) -> list[Remark]:
    """All for the workshop; an owner sees his own, not those of another owner."""
    found = visit.remarks.order_by("made_at", "id")
    return list(found if by_workshop else found.filter(made_by=person))


def _item(
    item: ToldItem,
    visit: ToldVisit,
    all_visits: list[ToldVisit],
    remarks: list[Remark],
    *,
    owns: bool,
    works: bool,
) -> ShownItem:
    row = item.row
    is_new = works and row.link == Link.NEW
    return ShownItem(
        item=item,
        same_as=tuple(_same_as(item, visit, all_visits)) if is_new else (),
        lacking=tuple(lacking(item)) if works else (),
        fell=bool(row.less_because) or (bool(item.done_work) and is_less(row.planned_work, item.done_work)),
        owner_answers=owns and row.link in (Link.PROPOSED, Link.AGREED, Link.CONTESTED),
        remarks=tuple(one for one in remarks if one.item_id == row.pk),
    )


def _same_as(item: ToldItem, visit: ToldVisit, all_visits: list[ToldVisit]) -> list[QualityProblem]:
    """Problems of earlier visits alone."""
    before = [one for one in all_visits if one.began_at < visit.began_at and one.row.pk != visit.row.pk]
    rows: dict[str, list[tuple[ToldVisit, ToldItem]]] = {}
    for one in before:
        for other in one.items:
            if other.row.problem_id != item.row.problem_id:
                rows.setdefault(other.row.problem.key, []).append((one, other))
    earlier = [_earlier(key, found) for key, found in rows.items()]
    said = f"{visit.row.complaint} {item.row.symptom} {item.row.problem.name}"
    keys = proposed(said, earlier, groups=filter(None, [item.group]), components=filter(None, [item.component]))
    return [rows[key][0][1].row.problem for key in keys]


def _earlier(key: str, found: list[tuple[ToldVisit, ToldItem]]) -> Earlier:
    texts = [text for visit, item in found for text in (visit.row.complaint, item.row.symptom, item.row.problem.name)]
    return Earlier(
        key,
        tuple(filter(None, texts)),
        frozenset(item.group for _visit, item in found if item.group),
        frozenset(item.component for _visit, item in found if item.component),
    )
