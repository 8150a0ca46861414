"""What two sides say of one case, and in which facts they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from claims.cases.versions import paths
from claims.cases.versions.paths import Document, NoSuchFactError
from sanbao.law.facts import CaseFacts


@dataclass(frozen=True, slots=True)
class Version:
    """What a party (consumer, business; or both agreed, or a panel found) says: values by path.

    A visit that is denied has the value None at its own path (`visits/R1`); one that the record does not have is
    stated there whole.
    """

    party: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact with two values."""

    path: str
    consumer: Any
    business: Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both versions as whole cases. With every difference at the business's value, `consumer` becomes `business`.

    `unplaced` are paths of which something was said and which this case does not have (any more).
    """

    consumer: Document
    business: Document
    differences: tuple[Difference, ...]
    unplaced: tuple[str, ...]


def differences(
    record: CaseFacts, consumer: Version, business: Version, settled: Sequence[Version] = ()
) -> tuple[Difference, ...]:
    """The facts in which both versions differ, by path; see `compare`."""
    return compare(record, consumer, business, settled).differences


def compare(record: CaseFacts, consumer: Version, business: Version, settled: Sequence[Version] = ()) -> Comparison:
    """Both versions of a record. A side that says nothing of a fact holds the record's value.

    What is settled (agreed, or found by a panel; the later wins) takes the place of both sides' words. Raises
    FactsError for a value that is none.
    """
    beyond_dispute = {path: value for version in settled for path, value in version.values.items()}
    unplaced: set[str] = set()
    document = paths.document_of(record)
    ours = _told(document, {**consumer.values, **beyond_dispute}, unplaced)
    theirs = _told(document, {**business.values, **beyond_dispute}, unplaced)
    found = []
    for difference in _differing(ours, theirs):
        if _same(difference):  # said by one, meant by the other: it stays said, whatever else is answered
            ours = paths.written(ours, difference.path, difference.consumer)
        else:
            found.append(difference)
    return Comparison(ours, theirs, tuple(sorted(found, key=lambda one: one.path)), tuple(sorted(unplaced)))


def in_order(stated: Iterable[str]) -> list[str]:
    """Whole visits before what is in them, a component before its group."""
    return sorted(stated, key=lambda path: (path.count("/"), path))


def _told(record: Document, values: Mapping[str, Any], unplaced: set[str]) -> Document:
    """The record as a version tells it. What it says of a visit that it denies is moot."""
    document = record
    denied = {path for path, value in values.items() if paths.is_visit(path) and value is None}
    for path in in_order(values):
        try:
            document = paths.written(document, path, values[path])
        except NoSuchFactError:
            if f"visits/{paths.visit_id(path)}" not in denied:
                unplaced.add(path)
    return paths.document_of(paths.facts_of(document))


def _differing(ours: Document, theirs: Document) -> Iterator[Difference]:
    """Where the documents are not written alike, with what each value means."""
    our_visits, their_visits = paths.visits_by_id(ours), paths.visits_by_id(theirs)
    whole = [id_ for id_ in {**our_visits, **their_visits} if not _can_be_gone_through(id_, our_visits, their_visits)]
    for id_ in whole:
        yield Difference(f"visits/{id_}", our_visits.get(id_), their_visits.get(id_))
    for path in dict.fromkeys([*_paths_in(ours), *_paths_in(theirs)]):
        if paths.visit_id(path) in whole or paths.stated(ours, path) == paths.stated(theirs, path):
            continue
        if not (path.endswith("/group") and _follows_the_component(path, ours, theirs)):
            yield Difference(path, paths.read(ours, path), paths.read(theirs, path))


def _can_be_gone_through(id_: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """A visit that both have, with as many items: told apart fact by fact. Else it is one difference as a whole."""
    return id_ in ours and id_ in theirs and len(ours[id_]["items"]) == len(theirs[id_]["items"])


def _follows_the_component(path: str, ours: Document, theirs: Document) -> bool:
    """With two components of the standard named, the group is no further difference."""
    component = path.removesuffix("group") + "component"
    named = [(paths.parts_of(document), paths.stated(document, component)) for document in (ours, theirs)]
    return all(code is not None and parts.group_of(code) for parts, code in named) and named[0][1] != named[1][1]


def _paths_in(document: Document) -> Iterator[str]:
    """Every path of which a value is written, or may be."""
    yield from (f"vehicle/{key}" for key in paths.VEHICLE_KEYS)
    yield from (f"voucher/{key}" for key in paths.VOUCHER_KEYS)
    yield from (f"voucher/wear_parts/{code}" for code in document.get("voucher", {}).get("wear_parts", ()))
    for id_, visit in paths.visits_by_id(document).items():
        yield from (f"visits/{id_}/{key}" for key in paths.VISIT_KEYS)
        yield from _item_paths(f"visits/{id_}", visit["items"], paths.ITEM_KEYS)
    if demand := document.get("demand"):
        yield from (f"demand/{key}" for key in paths.DEMAND_KEYS)
        yield from (f"demand/losses_yuan/{loss}" for loss in demand.get("losses_yuan", ()))
        keys = [key for key in paths.ITEM_KEYS if key not in paths.NOT_IN_A_DEMAND]
        yield from _item_paths("demand", demand.get("items", ()), keys)
    for place in range(len(document.get("exemptions", ()))):
        yield from (f"exemptions/{place}/{key}" for key in paths.EXEMPTION_KEYS)


def _item_paths(where: str, items: Sequence[Any], keys: Sequence[str]) -> Iterator[str]:
    for place in range(len(items)):
        yield from (f"{where}/items/{place}/{key}" for key in keys)


def _same(difference: Difference) -> bool:
    consumer, business = difference.consumer, difference.business
    if "_yuan" in difference.path or difference.path.endswith("coefficient"):
        return consumer is not None and business is not None and Decimal(consumer) == Decimal(business)
    return bool(consumer == business)
