"""The two regulations as dated data, and the numbers of one of them on one day.

A `Regulation` is a folder under `data/`; `Law` is what its rules read, resolved for the day that selects the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from sanbao.law import strict_yaml
from sanbao.law.errors import DataError
from sanbao.law.sources import SHIPPED
from sanbao.law.strict_yaml import PROVENANCE, Entry

UNITS = ("day", "working_day", "month", "year", "hour", "km", "count", "yuan", "rate", "code", "codes", "text")
_INTEGER_UNITS = frozenset({"day", "working_day", "month", "year", "hour", "km", "count"})
_COMPARISONS = ("more_than", "at_least", "at_most", "within")
_ENTRY_REQUIRED = (
    "label_zh",
    "label_en",
    "unit",
    "citation",
    "paraphrase_zh",
    "paraphrase_en",
    "values",
    *PROVENANCE,
)
_ENTRY_OPTIONAL = ("comparison", "note_zh", "note_en", "duty", "counted_from", "pausable")
_REGULATION_KEYS = (
    "id",
    "title_zh",
    "number_zh",
    "short_zh",
    "title_en",
    "short_en",
    "promulgated_on",
    "in_force_from",
    "repealed_on",
    "parts_edition",
    "citation",
    *PROVENANCE,
)
_CITATION_KEYS = ("law", "article")
_CITATION_OPTIONAL = ("paragraph", "item", "subitem")
FOLDERS = {"samr-43": "samr_43", "aqsiq-150": "aqsiq_150"}


@dataclass(frozen=True, slots=True)
class Citation:
    law: str
    article: int
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One dated number (or list of codes) of law, with where it stands."""

    key: str
    unit: str
    label_zh: str
    label_en: str
    citation: Citation
    paraphrase_zh: str
    paraphrase_en: str
    values: tuple[tuple[date, Any], ...]
    read_in: str
    duty: str | None = None
    counted_from: str | None = None
    pausable: bool = False

    def on(self, day: date) -> Any:
        """The value in force on a day. Raises LookupError before the first day of force."""
        for first_day, value in reversed(self.values):
            if first_day <= day:
                return value
        raise LookupError(f"{self.key} has no value on {day}")

    def number_for(self, day: date) -> int:
        """The number in force on a day; before its first day the first, after its repeal the last one."""
        numbers = [(first_day, value) for first_day, value in self.values if value is not None]
        in_force = [value for first_day, value in numbers if first_day <= day]
        number: int = in_force[-1] if in_force else numbers[0][1]
        return number


@dataclass(frozen=True, slots=True)
class Law:
    """What the rules of one regulation read, resolved for one day. Units are in the data files."""

    covered_kinds: frozenset[str]
    commercial_use: str
    grounds_of_exemption: frozenset[str]
    period_start: str
    repair_warranty_months: int
    repair_warranty_km: int
    three_guarantees_months: int
    three_guarantees_km: int
    early_replacement_days: int | None
    early_days: int
    early_km: int
    assemblies: tuple[str, ...]
    early_events: tuple[str, ...]
    component_groups: tuple[str, ...]
    component_groups_of_assemblies: tuple[str, ...]
    component_groups_of_systems: tuple[str, ...]
    serious_safety_repairs_limit: int
    assembly_replacements_limit: int
    component_replacements_limit: int
    same_problem_limit: int
    repair_days_limit: int
    hours_per_repair_day: int
    least_repair_days_per_visit: int
    excluded_from_repair_days: frozenset[str]
    loaner_after_days: int
    loaner_excluded: frozenset[str]
    compensation_coefficient_max: Decimal
    compensation_coefficient_when_missing: Decimal | None
    compensation_distance_km: int
    compensated_losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regulation:
    id: str
    title_zh: str
    number_zh: str
    short_zh: str
    title_en: str
    short_en: str
    in_force_from: date
    repealed_on: date | None
    parts_edition: str
    parameters: Mapping[str, Parameter]

    changes_on: tuple[date, ...]

    def law_on(self, day: date) -> Law:
        """The numbers on a day; a day before the regulation (a comparison with later law) reads its first day."""
        version = bisect_right(self.changes_on, day) - 1
        return _resolve(self.id, self.changes_on[max(version, 0)])


def citation_from(entry: Entry) -> Citation:
    """A citation to article, paragraph, item, subitem; raises DataError when it names no article."""
    citation = entry.get("citation")
    if not isinstance(citation, Entry):
        raise entry.defect("missing citation")
    citation.require(_CITATION_KEYS, _CITATION_OPTIONAL)
    return Citation(**citation)


def parameter_from(key: str, entry: Entry) -> Parameter:
    """One entry of a data file, checked; raises DataError naming file and line."""
    entry.require(_ENTRY_REQUIRED, _ENTRY_OPTIONAL)
    entry.require_provenance()
    if entry["unit"] not in UNITS:
        raise entry.defect(f"unknown unit: {entry['unit']}")
    if entry.get("comparison", "within") not in _COMPARISONS:
        raise entry.defect(f"unknown comparison: {entry['comparison']}")
    return Parameter(
        key=key,
        unit=entry["unit"],
        label_zh=entry["label_zh"],
        label_en=entry["label_en"],
        citation=citation_from(entry),
        paraphrase_zh=entry["paraphrase_zh"],
        paraphrase_en=entry["paraphrase_en"],
        values=_dated_values(entry),
        read_in=entry["read_in"],
        duty=entry.get("duty"),
        counted_from=entry.get("counted_from"),
        pausable=entry.get("pausable", False),
    )


def _dated_values(entry: Entry) -> tuple[tuple[date, Any], ...]:
    values = entry["values"]
    if not isinstance(values, Entry) or not values:
        raise entry.defect("values must map first days of force to values")
    for day, value in values.items():
        if not isinstance(day, date):
            raise values.defect(f"not a date: {day!r}")
        if value is not None and not _fits(value, entry["unit"]):
            raise values.defect(f"{value!r} is not a value of unit {entry['unit']}")
    return tuple(sorted(values.items()))


def _fits(value: Any, unit: str) -> bool:
    if unit in _INTEGER_UNITS:
        return type(value) is int and value >= 0
    if unit == "codes":
        return isinstance(value, list) and all(isinstance(code, str) for code in value)
    return isinstance(value, str)


def load_parameters(folder: Path, skip: tuple[str, ...]) -> dict[str, Parameter]:
    """All entries of a folder; a key that stands in two files is an error."""
    parameters: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in skip:
            continue
        for key, entry in strict_yaml.load_mapping(path).items():
            if not isinstance(entry, Entry):
                raise DataError(path, 1, f"{key} must be a mapping")
            if key in parameters:
                raise entry.defect(f"key stands in another file of the folder too: {key}")
            parameters[key] = parameter_from(key, entry)
    return parameters


def load_regulation(folder: Path) -> Regulation:
    """A regulation's folder; raises DataError where its values leave a gap in the regulation's time of force."""
    head = strict_yaml.load_mapping(folder / "regulation.yaml")
    head.require(_REGULATION_KEYS)
    head.require_provenance()
    citation_from(head)
    parameters = load_parameters(folder, skip=("regulation.yaml",))
    for parameter in parameters.values():
        if parameter.values[0][0] != head["in_force_from"]:
            raise head.defect(f"gap or overlap in time: {parameter.key} begins on {parameter.values[0][0]}")
        if head["repealed_on"] and not _ends_on(parameter, head["repealed_on"]):
            raise head.defect(f"gap or overlap in time: {parameter.key} does not end on {head['repealed_on']}")
    names = {field.name for field in fields(Regulation)} - {"parameters", "changes_on"}
    changes = sorted({day for parameter in parameters.values() for day, _ in parameter.values})
    return Regulation(**{name: head[name] for name in names}, parameters=parameters, changes_on=tuple(changes))


def _ends_on(parameter: Parameter, repealed_on: date) -> bool:
    """Repeal is an explicit null on its day; what never was in the text is null throughout."""
    last_change, last_value = parameter.values[-1]
    return last_value is None and (len(parameter.values) == 1 or last_change == repealed_on)


@cache
def regulation(regulation_id: str) -> Regulation:
    """A shipped regulation: `samr-43` or `aqsiq-150`."""
    return load_regulation(SHIPPED / FOLDERS[regulation_id])


@cache
def surrounding_law() -> Mapping[str, Parameter]:
    """Numbers of the law around the two regulations (burden of proof, complaints, penalties)."""
    return load_parameters(SHIPPED / "surrounding", skip=("laws.yaml",))


def regulation_in_force(day: date) -> Regulation | None:
    """The one regulation in force on a day; None before the first."""
    for regulation_id in FOLDERS:
        candidate = regulation(regulation_id)
        if candidate.in_force_from <= day and (candidate.repealed_on is None or day < candidate.repealed_on):
            return candidate
    return None


@cache
def _resolve(regulation_id: str, day: date) -> Law:
    parameters = regulation(regulation_id).parameters
    return Law(**{field.name: _typed(parameters[field.name].on(day), field.type) for field in fields(Law)})


def _typed(value: Any, annotation: Any) -> Any:
    if annotation == "frozenset[str]":
        return frozenset(value or ())
    if annotation == "tuple[str, ...]":
        return tuple(value or ())
    if "Decimal" in annotation and value is not None:
        return Decimal(value)
    return value
