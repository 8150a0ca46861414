"""The readings of what the two regulations leave open, as data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sanbao.law import strict_yaml
from sanbao.law.sources import SHIPPED
from sanbao.law.strict_yaml import PROVENANCE, Entry

_KEYS = (
    "number",
    "code",
    "topic",
    "question_zh",
    "question_en",
    "chosen_zh",
    "chosen_en",
    "other_zh",
    "other_en",
    "reason_zh",
    "reason_en",
    "taken_by_engine",
    "contract_readings",
    "rules",
    "applies_to",
    *PROVENANCE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question the text leaves open, the reading chosen and the other one, in both languages."""

    number: int
    code: str
    question_zh: str
    question_en: str
    chosen_zh: str
    chosen_en: str
    other_zh: str
    other_en: str
    taken_by_engine: bool
    rules: tuple[str, ...]


def load_readings(path: Path) -> tuple[Reading, ...]:
    """All readings of a file, checked; raises DataError naming file and line."""
    readings: list[Reading] = []
    for entry in strict_yaml.load_list(path):
        entry.require(_KEYS)
        entry.require_provenance()
        if entry["number"] != len(readings) + 1:
            raise entry.defect(f"readings are numbered in order: {len(readings) + 1} expected")
        readings.append(_reading(entry))
    return tuple(readings)


def _reading(entry: Entry) -> Reading:
    return Reading(
        entry["number"],
        entry["code"],
        entry["question_zh"],
        entry["question_en"],
        entry["chosen_zh"],
        entry["chosen_en"],
        entry["other_zh"],
        entry["other_en"],
        entry["taken_by_engine"],
        tuple(entry["rules"]),
    )


@cache
def readings() -> tuple[Reading, ...]:
    """The shipped readings, in order."""
    return load_readings(SHIPPED / "readings.yaml")


def readings_behind(rules: Collection[str]) -> list[Reading]:
    """The readings that the engine takes and one of these rules leans on."""
    return [reading for reading in readings() if reading.taken_by_engine and not set(rules).isdisjoint(reading.rules)]
