"""Reads every law-data file strictly: the check that a change of the data, or an operator's own folder, must pass."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sanbao.law import strict_yaml
from sanbao.law.errors import DataError
from sanbao.law.parts import EDITIONS, edition
from sanbao.law.readings import readings
from sanbao.law.regulations import FOLDERS, citation_from, regulation, surrounding_law
from sanbao.law.routes import load_routes
from sanbao.law.sources import SHIPPED, files_never_read, law_data_version
from sanbao.law.strict_yaml import PROVENANCE, Entry
from sanbao.law.workdays import calendar

STATUSES = ("implemented", "partly", "out_of_scope")
_COVERAGE_KEYS = ("law", "article", "status", "rules", "parameters", "why_zh", "why_en")
_LAW_KEYS = ("title_zh", "title_en", "number_zh", "in_force_from", "repealed_on", *PROVENANCE)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of an article the engine implements, and how or why not."""

    law: str
    article: int
    status: str
    rules: tuple[str, ...]
    parameters: tuple[str, ...]
    why_zh: str
    why_en: str


@dataclass(frozen=True, slots=True)
class DataSummary:
    """What was read."""

    parameters: int
    readings: int
    articles: int
    first_year: int
    last_year: int
    version: str


def load_coverage(path: Path) -> tuple[Coverage, ...]:
    """The register of articles, checked; raises DataError naming file and line."""
    register: dict[tuple[str, int], Coverage] = {}
    for entry in strict_yaml.load_list(path):
        entry.require(_COVERAGE_KEYS)
        if entry["status"] not in STATUSES:
            raise entry.defect(f"status must be one of {', '.join(STATUSES)}, not {entry['status']!r}")
        article = (entry["law"], entry["article"])
        if article in register:
            raise entry.defect(f"the article stands twice: {entry['law']} article {entry['article']}")
        register[article] = _coverage(entry)
    return tuple(register.values())


def _coverage(entry: Entry) -> Coverage:
    rules, parameters = tuple(entry["rules"]), tuple(entry["parameters"])
    return Coverage(
        entry["law"], entry["article"], entry["status"], rules, parameters, entry["why_zh"], entry["why_en"]
    )


def load_laws(path: Path) -> frozenset[str]:
    """The codes of the surrounding laws, checked; raises DataError naming file and line."""
    laws = strict_yaml.load_mapping(path)
    for entry in laws.values():
        entry.require(_LAW_KEYS)
        entry.require_provenance()
    return frozenset(laws)


def check_data() -> DataSummary:
    """Read everything, the operator's calendar years included; raises DataError at the first defect."""
    parameters = [regulation(name).parameters for name in FOLDERS] + [surrounding_law()]
    _check_citations(load_laws(SHIPPED / "surrounding" / "laws.yaml") | set(FOLDERS))
    for name in EDITIONS:
        edition(name)
    load_routes(SHIPPED / "routes.yaml")
    for stray in files_never_read():
        raise DataError(stray, 1, "would not be read: a calendar year is calendar/YEAR.yaml in the folder")
    days = calendar()
    return DataSummary(
        sum(len(part) for part in parameters),
        len(readings()),
        len(load_coverage(SHIPPED / "coverage.yaml")),
        days.first_year,
        days.last_year,
        law_data_version(),
    )


def _check_citations(laws: frozenset[str]) -> None:
    """Every entry cites a law that is listed."""
    for folder in (*FOLDERS.values(), "surrounding"):
        for path in sorted((SHIPPED / folder).glob("*.yaml")):
            for entry in strict_yaml.load_mapping(path).values():
                if isinstance(entry, Entry) and "citation" in entry and citation_from(entry).law not in laws:
                    raise entry.defect(f"cites a law that is not listed: {citation_from(entry).law}")
