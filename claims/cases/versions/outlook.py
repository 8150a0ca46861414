"""What follows from two versions of a case: frozen values, no behaviour. Made by `claims.cases.versions.combining`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.cases.versions.differences import Comparison, Difference
from sanbao.law.assessment import Assessment
from sanbao.law.errors import Fault

TWO_VALUES = "which_value"


@dataclass(frozen=True, slots=True)
class Turn:
    """A finding (its rule) or a remedy that a fact can turn: its outcome with either answer, all others left open."""

    of: str
    with_first: str
    with_second: str


@dataclass(frozen=True, slots=True)
class Question:
    """A fact on which a finding turns.

    `answers` are the values of consumer and business (`asks` is TWO_VALUES), or `yes` and `no` of a fact left open
    (`asks` is the engine's word).
    """

    fact: str
    asks: str
    answers: tuple[Any, Any]
    findings: tuple[Turn, ...]
    remedies: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Impossible:
    """A combination that makes no possible case: the facts read as the business states them, and the faults."""

    as_business_states: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The law's answer to two versions at once.

    `consumer` and `business` are the sides' own assessments, None where the own version is impossible. `findings` and
    `remedies` are met when every combination meets them, not met when none does. Not exhaustive: there were too many
    differences to combine, so each was flipped alone in both sides' versions, and one after the other; there may be
    questions left when these are answered. `changing_money` are differences that change an amount.
    """

    comparison: Comparison
    consumer: Assessment | None
    business: Assessment | None
    findings: Mapping[str, str]
    remedies: Mapping[str, str]
    questions: tuple[Question, ...]
    changing_money: tuple[str, ...]
    impossible: tuple[Impossible, ...]
    is_exhaustive: bool

    @property
    def idle(self) -> tuple[Difference, ...]:
        """The differences on which nothing turns, so far as was tried."""
        asked = {question.fact for question in self.questions}
        return tuple(one for one in self.comparison.differences if one.path not in asked)
