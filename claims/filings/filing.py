"""What a producer files at once: which model, and one version of its terms. Plain data, by form or by import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from claims.filings.terms import FiledTerms


@dataclass(frozen=True, slots=True)
class Identity:
    """The natural key of a model line within its producer, and what never changes besides."""

    brand: str
    model: str
    vehicle_type: str
    specification: str
    kind: str
    energy: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A PDF that lies in the storage under its hash."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Filing:
    """`files` by `Use`: owner_manual, maintenance_manual."""

    in_force_from: date
    happened_on: date
    terms: FiledTerms
    files: Mapping[str, StoredFile] = field(default_factory=dict)
