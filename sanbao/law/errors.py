"""What can go wrong: faults of a case, and defects of the law data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a case: where it is, what is wrong, what is allowed.

    `path` is the JSON path by index (`visits/0/mileage_km`), `code` names the message in
    `sanbao.law.fault_texts`, `value` is what stands there (as text), `allowed` what may stand there.
    """

    path: str
    code: str
    value: str = ""
    allowed: str = ""


class FactsError(ValueError):
    """A case cannot be assessed; `faults` says why, in the order of the case."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.code}" for fault in faults))
        self.faults = faults


class DataError(ValueError):
    """A law-data file is defective; the message names file and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem
