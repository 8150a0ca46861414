"""What every kind of import offers: lines in, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from claims.imports.columns import Column, Fault, Line
from sanbao.accounts.models import Organisation, User

Found = tuple[int, Fault]


@dataclass(slots=True)
class Tally:
    """How many lines were new, known already, wrong; how many of the others have a warning."""

    new: int = 0
    known: int = 0
    wrong: int = 0
    warned: int = 0
    found: list[Found] = field(default_factory=list)

    def add(self, line: Line, *, is_new: bool) -> None:
        if line.is_wrong:
            self.wrong += 1
        elif is_new:
            self.new += 1
        else:
            self.known += 1
            return  # what is there already was warned of then
        self.warned += bool(line.faults) and not line.is_wrong
        self.found += ((line.number, fault) for fault in line.faults)


@dataclass(frozen=True, slots=True)
class Context:
    """For whom, in whose name, when; `run`: the opaque name of the import."""

    organisation: Organisation
    by: User
    at: datetime
    run: UUID


class Loader(Protocol):
    def batches(self, lines: Iterable[Line], size: int) -> Iterator[Sequence[Line]]:
        """Lines that belong together are in one batch."""

    def look(self, lines: Sequence[Line]) -> Tally:
        """As if they were written."""

    def write(self, lines: Sequence[Line]) -> Tally:
        """In the transaction of the caller. What is wrong is told and left out."""


@dataclass(frozen=True, slots=True)
class Loading:
    """A kind of import."""

    columns: tuple[Column, ...]
    loader: Callable[[Context], Loader]
