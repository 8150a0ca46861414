"""JSON in, facts out: strict, every fault named with its path, nothing guessed.

The shape is checked here; what depends on several facts together is checked in `sanbao.law.consistency`.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, NoReturn

from sanbao.law import vocabulary as words
from sanbao.law.consistency import check
from sanbao.law.errors import FactsError, Fault
from sanbao.law.facts import (
    CONTRACT,
    CaseFacts,
    Demand,
    ExcludedInterval,
    Exemption,
    Item,
    PeriodTerms,
    Vehicle,
    Visit,
    Voucher,
)
from sanbao.law.fields import Choices, Fields, Reader, Shape
from sanbao.law.parts import group_codes

MAX_BYTES = 256 * 1024
MAX_VISITS = 200

_CASE = Shape(("contract", "as_of", "vehicle"), ("voucher", "visits", "demand", "exemptions"))
_VEHICLE = Shape(
    ("kind", "invoiced_on"),
    ("energy", "use", "handover_on", "replacement_handover_on", "price_yuan", "resold_after_return"),
)
_VOUCHER = Shape(
    (),
    (
        "repair_warranty",
        "three_guarantees",
        "use_compensation_coefficient",
        "wear_parts",
        "extra_main_components",
    ),
)
_TERMS = Shape(("months", "km"))
_VISIT = Shape(("id", "repairer", "received_at", "mileage_km", "items"), ("finished_at", "excluded"))
_EXCLUDED = Shape(("reason", "from", "to"))
_ITEM = Shape(
    ("problem", "work"),
    (
        "group",
        "component",
        "main_component",
        "position",
        "quality_problem",
        "serious_safety",
        "event",
        "event_established",
        "needs_replacement",
        "resolved",
    ),
)
_DEMAND = Shape(
    ("made_on", "mileage_km", "wants"),
    (
        "items",
        "papers",
        "same_model_available",
        "equal_or_better_available",
        "returned_on",
        "returned_mileage_km",
        "losses_yuan",
    ),
)
_EXEMPTION = Shape(("ground", "problems"), ("caused_damage", "established"))
_LOSSES = Shape((), words.LOSSES)


def facts_from_text(text: str | bytes, *, bounded: bool = True) -> CaseFacts:
    """A case from JSON text. Raises FactsError; `bounded` refuses more than 256 KB or 200 visits."""
    if bounded and _size(text) > MAX_BYTES:
        raise FactsError([Fault("", "too_long", str(_size(text)), str(MAX_BYTES))])
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        raw = _DECODER.decode(text)
    except RecursionError as error:
        raise FactsError([Fault("", "too_deep")]) from error
    except json.JSONDecodeError as error:
        position = f"line {error.lineno}, column {error.colno}"
        raise FactsError([Fault("", "not_json", f"{error.msg} ({position})")]) from error
    except UnicodeDecodeError as error:
        raise FactsError([Fault("", "not_utf8")]) from error
    except ValueError as error:
        raise FactsError([Fault("", "not_json", str(error))]) from error
    return facts_from_json(raw, bounded=bounded)


def _size(text: str | bytes) -> int:
    """In bytes; of a text that is long anyway its characters are enough."""
    if isinstance(text, bytes) or len(text) > MAX_BYTES:
        return len(text)
    return len(text.encode("utf-8", "surrogatepass"))


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def facts_from_json(raw: Any, *, bounded: bool = True) -> CaseFacts:
    """A case from parsed JSON. Raises FactsError with every fault found."""
    facts = well_formed_facts(raw, bounded=bounded)
    faults = check(facts)
    if faults:
        raise FactsError(faults)
    return facts


def well_formed_facts(raw: Any, *, bounded: bool = True) -> CaseFacts:
    """Facts that are each well formed; together they may still be impossible, which `consistency.check` tells."""
    reader = Reader()
    facts = _case(reader, raw, bounded=bounded)
    if facts is None or reader.faults:
        raise FactsError(reader.faults)
    return facts


def _case(reader: Reader, raw: Any, *, bounded: bool) -> CaseFacts | None:
    case = reader.object(raw, "", _CASE)
    if case is None:
        return None
    case.exactly("contract", CONTRACT)
    as_of = case.day_or_moment("as_of")
    vehicle = _vehicle(case.object("vehicle", _VEHICLE))
    voucher = _voucher(case.object("voucher", _VOUCHER)) if raw.get("voucher") is not None else Voucher()
    visits = case.list("visits", _visit, at_most=MAX_VISITS if bounded else None)
    demand = _demand(case.object("demand", _DEMAND)) if raw.get("demand") is not None else None
    exemptions = case.list("exemptions", _exemption)
    if as_of is None or vehicle is None or voucher is None:
        return None
    return CaseFacts(as_of, vehicle, voucher, visits, demand, exemptions, raw["as_of"])


def _vehicle(entry: Fields | None) -> Vehicle | None:
    if entry is None:
        return None
    return Vehicle(
        entry.choice("kind", words.KINDS),
        entry.day("invoiced_on"),
        entry.choice("energy", words.ENERGIES),
        entry.choice("use", words.USES),
        entry.day("handover_on"),
        entry.day("replacement_handover_on"),
        entry.decimal("price_yuan"),
        entry.flag("resold_after_return") or False,
    )


def _voucher(entry: Fields | None) -> Voucher | None:
    if entry is None:
        return None
    return Voucher(
        _terms(entry, "repair_warranty"),
        _terms(entry, "three_guarantees"),
        entry.decimal("use_compensation_coefficient", example="0.005"),
        _wear_parts(entry),
        entry.texts("extra_main_components"),
    )


def _terms(entry: Fields, key: str) -> PeriodTerms | None:
    if entry.raw.get(key) is None:
        return None
    terms = entry.object(key, _TERMS)
    return PeriodTerms(terms.whole_number("months"), terms.whole_number("km")) if terms else None


def _wear_parts(entry: Fields) -> dict[str, PeriodTerms]:
    raw = entry.raw.get("wear_parts")
    if raw is None:
        return {}
    codes = entry.object("wear_parts", None)
    if codes is None:
        return {}
    terms = {code: _terms(codes, code) for code in raw}
    return {code: period for code, period in terms.items() if period is not None}


def _visit(reader: Reader, raw: Any, path: str) -> Visit | None:
    entry = reader.object(raw, path, _VISIT)
    if entry is None:
        return None
    return Visit(
        entry.text("id"),
        entry.choice("repairer", words.REPAIRERS),
        entry.moment("received_at"),
        entry.whole_number("mileage_km"),
        entry.list("items", _item, at_least=1),
        entry.moment("finished_at"),
        entry.list("excluded", _excluded),
    )


def _excluded(reader: Reader, raw: Any, path: str) -> ExcludedInterval | None:
    entry = reader.object(raw, path, _EXCLUDED)
    if entry is None:
        return None
    return ExcludedInterval(entry.choice("reason", words.EXCLUDED_REASONS), entry.moment("from"), entry.moment("to"))


_ANSWERS = frozenset(words.ANSWERS)
_WORKS = frozenset(words.WORKS)
_WORK_OF_DEMAND = frozenset({"none"})


@cache
def _item_choices(works: frozenset[str]) -> Choices:
    rows = (
        ("work", works),
        ("group", group_codes()),
        ("main_component", _ANSWERS),
        ("position", frozenset(words.POSITIONS)),
        ("quality_problem", _ANSWERS),
        ("serious_safety", _ANSWERS),
        ("event", frozenset(words.EVENTS)),
        ("event_established", _ANSWERS),
        ("needs_replacement", _ANSWERS),
        ("resolved", frozenset(words.RESOLVED)),
    )
    return Choices(rows)


def _item(reader: Reader, raw: Any, path: str, works: frozenset[str] = _WORKS) -> Item | None:
    entry = reader.object(raw, path, _ITEM)
    if entry is None:
        return None
    work, group, *others = entry.all_choices(_item_choices(works))
    return Item(entry.text("problem"), work, group, entry.text("component"), *others)


def _demand(entry: Fields | None) -> Demand | None:
    if entry is None:
        return None
    return Demand(
        entry.day("made_on"),
        entry.whole_number("mileage_km"),
        entry.choice("wants", words.WANTS),
        entry.list("items", _demand_item),
        entry.choices("papers", words.PAPERS),
        entry.flag("same_model_available"),
        entry.flag("equal_or_better_available"),
        entry.day("returned_on"),
        entry.whole_number("returned_mileage_km"),
        _losses(entry.object("losses_yuan", _LOSSES)),
    )


def _demand_item(reader: Reader, raw: Any, path: str) -> Item | None:
    return _item(reader, raw, path, _WORK_OF_DEMAND)


def _losses(entry: Fields | None) -> dict[str, Any]:
    if entry is None:
        return {}
    amounts = {key: entry.decimal(key) for key in words.LOSSES}
    return {key: amount for key, amount in amounts.items() if amount is not None}


def _exemption(reader: Reader, raw: Any, path: str) -> Exemption | None:
    entry = reader.object(raw, path, _EXEMPTION)
    if entry is None:
        return None
    exemption = Exemption(
        entry.choice("ground", words.GROUNDS),
        entry.texts("problems"),
        entry.choice("caused_damage", words.ANSWERS),
        entry.choice("established", words.ANSWERS),
    )
    other_key = "established" if exemption.ground in words.GROUNDS_WITH_CAUSATION else "caused_damage"
    if raw.get("ground") in words.GROUNDS and raw.get(other_key) is not None:
        own_key = "caused_damage" if other_key == "established" else "established"
        reader.fault(f"{path}/{other_key}", "key_of_the_other_kind", raw[other_key], own_key)
    return exemption
