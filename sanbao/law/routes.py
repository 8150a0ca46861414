"""The ways out of a dispute, as data: what each needs, by when, and what it costs, on a day and under an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from sanbao.law import strict_yaml
from sanbao.law.deadlines import Pause, due_date
from sanbao.law.periods import months_after
from sanbao.law.regulations import (
    FOLDERS,
    Citation,
    Parameter,
    Regulation,
    citation_from,
    regulation,
    surrounding_law,
)
from sanbao.law.sources import SHIPPED
from sanbao.law.strict_yaml import PROVENANCE, Entry, mappings_under

COSTS = ("free", "agreed", "prepaid")
_KEYS = (
    "code",
    "way",
    "label_zh",
    "label_en",
    "citations",
    "paraphrase_zh",
    "paraphrase_en",
    "needs",
    "limits",
    "barred_by",
    "costs",
    *PROVENANCE,
)
_NAMED = ("code", "label_zh", "label_en")
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Need:
    """Something to bring; asked for from `since` on, None: always."""

    code: str
    label_zh: str
    label_en: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs the consumer; `yuan` where the order states the amount."""

    code: str
    label_zh: str
    label_en: str
    fee: str | None = None
    yuan: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RouteLimit:
    """A time limit of a way, as in force on the day asked about."""

    parameter: Parameter
    number: int

    def last_day(self, start: date, pauses: tuple[Pause, ...] = ()) -> date | None:
        """None when it needs a year whose working days are not loaded."""
        if self.parameter.unit == "year":
            return months_after(start, self.number * _MONTHS_OF_A_YEAR)
        return due_date(self.parameter.key, start, pauses).due_on


@dataclass(frozen=True, slots=True)
class Route:
    """A way under one order on one day. `way` is the order's own word for it; `barred_by` names ways that close it."""

    code: str
    way: str | None
    label_zh: str
    label_en: str
    citation: Citation
    paraphrase_zh: str
    paraphrase_en: str
    needs: tuple[Need, ...]
    limits: tuple[RouteLimit, ...]
    barred_by: tuple[str, ...]
    cost: Cost
    read_in: str


def routes(regulation_id: str, received_on: date) -> tuple[Route, ...]:
    """The ways open to a car of this order for whoever takes one on this day. Raises LookupError for an unknown order."""
    if regulation_id not in FOLDERS:
        raise LookupError(f"unknown regulation: {regulation_id}")
    return tuple(_route(entry, regulation_id, received_on) for entry in _shipped())


@cache
def _shipped() -> tuple[Entry, ...]:
    return load_routes(SHIPPED / "routes.yaml")


def load_routes(path: Path) -> tuple[Entry, ...]:
    """The entries of a file, checked; raises DataError naming file and line."""
    entries = tuple(strict_yaml.load_list(path))
    codes = [str(entry.get("code")) for entry in entries]
    for place, entry in enumerate(entries):
        entry.require(_KEYS)
        entry.require_provenance()
        if entry["code"] in codes[:place]:
            raise entry.defect(f"the way stands twice: {entry['code']}")
        _check(entry, codes)
    return entries


def _check(entry: Entry, codes: list[str]) -> None:
    """Everything that is named is there, for either order."""
    for key in ("citations", "costs"):
        if not isinstance(entry[key], Entry) or set(entry[key]) != set(FOLDERS):
            raise entry.defect(f"{key} must name {' and '.join(FOLDERS)}")
    for order, cost in entry["costs"].items():
        cost.require(_NAMED, ("fee",))
        if cost["code"] not in COSTS or cost.get("fee") not in {None, *regulation(order).parameters}:
            raise cost.defect(f"unknown cost: {cost['code']}, {cost.get('fee')}")
        if _citation(entry, order).law != order:
            raise entry.defect(f"{order} is cited by its own article")
    for need in mappings_under(entry, "needs"):
        need.require(_NAMED, ("since",))
    unknown = [key for key in entry["limits"] if key not in surrounding_law()]
    unknown += [code for row in entry["barred_by"].values() for code in row if code not in codes]
    if unknown:
        raise entry.defect(f"no such limit or way: {', '.join(unknown)}")


def _citation(entry: Entry, order: str) -> Citation:
    holder = Entry(citation=entry["citations"][order])
    holder.path, holder.line = entry.path, entry.line
    return citation_from(holder)


def _route(entry: Entry, regulation_id: str, day: date) -> Route:
    needs = [Need(need["code"], need["label_zh"], need["label_en"], need.get("since")) for need in entry["needs"]]
    return Route(
        entry["code"],
        entry["way"],
        entry["label_zh"],
        entry["label_en"],
        _citation(entry, regulation_id),
        entry["paraphrase_zh"],
        entry["paraphrase_en"],
        tuple(need for need in needs if need.since is None or need.since <= day),
        tuple(_limits(entry["limits"], day)),
        tuple(_in_force(entry["barred_by"], day)),
        _cost(entry["costs"][regulation_id], regulation(regulation_id), day),
        entry["read_in"],
    )


def _limits(keys: list[str], day: date) -> list[RouteLimit]:
    """Those in force on the day of receipt: of two measures that follow each other, one."""
    parameters = [surrounding_law()[key] for key in keys]
    in_force = [one for one in parameters if one.values[0][0] <= day and one.on(day) is not None]
    return [RouteLimit(one, one.on(day)) for one in in_force]


def _in_force(dated: Mapping[date, list[str]], day: date) -> list[str]:
    begun = [first_day for first_day in dated if first_day <= day]
    return dated[max(begun)] if begun else []


def _cost(entry: Entry, order: Regulation, day: date) -> Cost:
    fee = entry.get("fee")
    yuan = None
    if fee is not None:
        amount = order.parameters[fee]
        yuan = Decimal(amount.on(max(day, amount.values[0][0])))
    return Cost(entry["code"], entry["label_zh"], entry["label_en"], fee, yuan)
