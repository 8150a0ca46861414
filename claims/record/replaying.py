"""Stored assessments computed again: each gives the same answer, or it is said why not. A batch is held at a time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import QuerySet

from claims.record.models import LawData, StoredAssessment
from claims.record.services.keeping import answer_digest, answer_to, hash_of
from sanbao.law.errors import FactsError
from sanbao.law.sources import law_data_version
from sanbao.law.versions import changed_entries, law_code_version, law_data_entries
from sanbao.ledger.models import Event

BATCH = 200
MOST_NAMED = 10


class Outcome(Enum):
    SAME = "same"
    LAW_CHANGED = "law_changed"  # another answer, and the law's data say something else than on that day
    DIFFERENT = "different"  # another answer on the same law: a fault of the engine, or a change of it
    TAMPERED = "tampered"  # not what was stored


@dataclass(frozen=True)
class Verdict:
    """`names`: what was bent; the entries of the law that changed; the places of the answer that differ."""

    assessment: StoredAssessment
    outcome: Outcome
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    engine_changed: bool = False


class Replay:
    """`counts` are whole once the verdicts are used up."""

    def __init__(self, assessments: QuerySet[StoredAssessment]) -> None:
        self._assessments = assessments.select_related("vehicle").order_by("pk")
        self._changed: dict[str, tuple[str, ...]] = {law_data_version(): ()}
        self.counts: Counter[Outcome] = Counter()

    def verdicts(self) -> Iterator[Verdict]:
        last = 0
        while batch := list(self._assessments.filter(pk__gt=last)[:BATCH]):
            noted = _noted(batch)
            for one in batch:
                verdict = self._verdict(one, noted.get(one.ledger_subject))
                self.counts[verdict.outcome] += 1
                yield verdict
            last = batch[-1].pk

    def _verdict(self, one: StoredAssessment, noted: str | None) -> Verdict:
        bent = tuple(_bent(one, noted))
        if bent:
            return Verdict(one, Outcome.TAMPERED, bent)
        try:
            answer = answer_to(one.facts)
        except FactsError as error:
            return self._other(one, tuple(fault.path for fault in error.faults[:MOST_NAMED]))
        if answer == one.answer:
            return Verdict(one, Outcome.SAME)
        return self._other(one, tuple(differences(json.loads(one.answer), json.loads(answer))))

    def _other(self, one: StoredAssessment, places: tuple[str, ...]) -> Verdict:
        changed = self._law_since(one.law_data_id)
        outcome = Outcome.LAW_CHANGED if changed else Outcome.DIFFERENT
        return Verdict(one, outcome, changed, places[:MOST_NAMED], one.code_version != law_code_version())

    def _law_since(self, version: str) -> tuple[str, ...]:
        if version not in self._changed:
            before: Mapping[str, str] = json.loads(LawData.objects.get(pk=version).entries)
            self._changed[version] = tuple(changed_entries(before, law_data_entries()))
        return self._changed[version]


def _noted(batch: list[StoredAssessment]) -> dict[str, str]:
    """By assessment, the digest of its answer as the ledger has it."""
    subjects = [one.ledger_subject for one in batch]
    events = Event.objects.filter(subject__in=subjects, sequence=1)
    return {event.subject: str(event.codes.get("answer", "")) for event in events}


def _bent(one: StoredAssessment, noted: str | None) -> Iterator[str]:
    if hash_of(str(one.vehicle.public_id), one.facts, one.law_data_id, one.code_version) != one.hash:
        yield "facts"
    if noted is None:
        yield "ledger"
    elif answer_digest(one) != noted:
        yield "answer"


def differences(before: Any, now: Any, path: str = "") -> Iterator[str]:
    """`path: before → now` for each value that is not the same."""
    if isinstance(before, dict) and isinstance(now, dict):
        for key in sorted({*before, *now}):
            yield from differences(before.get(key), now.get(key), f"{path}/{key}" if path else key)
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for place, (one, other) in enumerate(zip(before, now, strict=True)):
            yield from differences(one, other, f"{path}/{place}")
    elif before != now:
        yield f"{path}: {_short(before)} → {_short(now)}"


def _short(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= 60 else written[:60] + "…"  # noqa: PLR2004  a line of a terminal
