"""From rows to two versions: the record, what each side states beside it, what is settled, and what the law gives on all that."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from claims.cases.facts import facts_of_claim
from claims.cases.models import Claim, Side, Statement
from claims.cases.seldom import has
from claims.cases.versions import paths
from claims.cases.versions.combining import outlook_of
from claims.cases.versions.differences import Comparison, Difference, Version, compare, in_order
from claims.cases.versions.outlook import Outlook, Question
from claims.cases.versions.paths import Document, NoSuchFactError
from claims.record.facts import UnknownSaleError
from claims.repairs.told import ToldVisit
from sanbao.law import CaseFacts
from sanbao.law.errors import FactsError
from sanbao.law.vocabulary import GROUNDS_WITH_CAUSATION

PARTIES = (Side.CONSUMER, Side.BUSINESS)
SETTLING = (Side.AGREED, Side.PANEL)
Stated = Mapping[str, Statement]


@dataclass(frozen=True)
class Sides:
    """`stated`: by side, its latest statement about each fact that this case has. `unread`: statements that fit no more."""

    record: CaseFacts
    stated: Mapping[str, Stated]
    unread: Sequence[Statement]

    @cached_property
    def document(self) -> Document:
        return paths.document_of(self.record)

    @cached_property
    def comparison(self) -> Comparison:
        """Raises FactsError for a record that is no possible case."""
        consumer = Version(Side.CONSUMER, _denials(self.record) | self.values(Side.CONSUMER))
        business = Version(Side.BUSINESS, _assertions(self.record) | self.values(Side.BUSINESS))
        return compare(self.record, consumer, business, [Version("settled", self.settled)])

    @cached_property
    def outlook(self) -> Outlook:
        """What the law gives on all combinations: the dear part. Raises FactsError like `comparison`."""
        return outlook_of(self.comparison)

    def values(self, side: str) -> dict[str, Any]:
        return {fact: value_of(one) for fact, one in self.stated[side].items()}

    @cached_property
    def settling(self) -> Stated:
        """By fact, what both agreed on or a panel found: the later of the two."""
        rows = [one for side in SETTLING for one in self.stated[side].values()]
        return {one.fact: one for one in sorted(rows, key=lambda one: (one.stated_at, one.pk))}

    @cached_property
    def settled(self) -> dict[str, Any]:
        return {fact: value_of(one) for fact, one in self.settling.items()}

    @property
    def settled_record(self) -> CaseFacts:
        """The record with what is settled in the place of what stands there; what no longer fits is left out."""
        return with_values(self.record, self.settled)

    @cached_property
    def differences(self) -> dict[str, Difference]:
        return {one.path: one for one in self.comparison.differences}

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {one.fact: one for one in self.outlook.questions}

    def value(self, side: str, fact: str) -> Any:
        """What the side holds: what it states, or what stands in the record."""
        comparison = self.comparison
        return self.read(comparison.consumer if side == Side.CONSUMER else comparison.business, fact)

    def recorded(self, fact: str) -> Any:
        return self.read(self.document, fact)

    @staticmethod
    def read(document: Document, fact: str) -> Any:
        try:
            return paths.read(document, fact)
        except NoSuchFactError:
            return None


def sides_of(
    claim: Claim, at: datetime, *, visits: Iterable[ToldVisit] | None = None, record: CaseFacts | None = None
) -> Sides | None:
    """None where nothing is known of the car's sale. `visits`, `record` where they are at hand."""
    try:
        facts = record or facts_of_claim(claim, at, visits=visits)
    except UnknownSaleError:
        return None
    return sides_from(facts, claim.statements.order_by("stated_at", "pk") if has(claim, "statements") else ())


def settled_facts(claim: Claim, at: datetime, *, visits: Iterable[ToldVisit] | None = None) -> CaseFacts | None:
    """The record with what both agreed on or a panel found: what acts and papers rest on. None where the sale is unknown."""
    sides = sides_of(claim, at, visits=visits)
    return None if sides is None else sides.settled_record


def sides_from(record: CaseFacts, statements: Iterable[Statement]) -> Sides:
    """Statements in their order: the latest of a side about a fact counts."""
    latest = {(one.side, one.fact): one for one in statements}
    fitting = {key: one for key, one in latest.items() if _fits(record, one)}
    stated = {
        side.value: {one.fact: one for (of, _fact), one in fitting.items() if of == side}
        for side in (*PARTIES, *SETTLING)
    }
    return Sides(record, stated, [one for key, one in latest.items() if key not in fitting])


def value_of(statement: Statement) -> Any:
    return json.loads(statement.value)


def written(value: Any) -> str:
    """As statements and questions keep it: one value is written in one way."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def with_values(record: CaseFacts, values: Mapping[str, Any]) -> CaseFacts:
    """The facts with values put in place of others, as far as the case has them."""
    for fact in in_order(values):
        try:
            record = paths.with_value(record, fact, values[fact])
        except (NoSuchFactError, FactsError):
            continue
    return record


def _fits(record: CaseFacts, statement: Statement) -> bool:
    """What is said inside a visit that one side denies has no place, and is none the less readable."""
    try:
        paths.with_value(record, statement.fact, value_of(statement))
    except NoSuchFactError:
        return True
    except FactsError:
        return False
    return True


def _assertions(record: CaseFacts) -> dict[str, Any]:
    """Whoever raises a ground says that it is so."""
    return dict.fromkeys(_raised(record), "yes")


def _denials(record: CaseFacts) -> dict[str, Any]:
    """Whoever asks in spite of a ground says that it is not so, until he agrees."""
    return dict.fromkeys(_raised(record), "no")


def _raised(record: CaseFacts) -> list[str]:
    grounds = enumerate(record.exemptions)
    return [
        f"exemptions/{n}/{'caused_damage' if one.ground in GROUNDS_WITH_CAUSATION else 'established'}"
        for n, one in grounds
    ]
