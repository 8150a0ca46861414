"""The three values of a finding."""

from __future__ import annotations

from collections.abc import Iterable

MET = "met"
NOT_MET = "not_met"
UNDETERMINED = "undetermined"


def best(outcomes: Iterable[str]) -> str:
    """Met when one is met, else undetermined when one is, else not met."""
    outcomes = tuple(outcomes)
    if MET in outcomes:
        return MET
    return UNDETERMINED if UNDETERMINED in outcomes else NOT_MET
