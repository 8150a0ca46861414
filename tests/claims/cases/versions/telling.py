"""Records and what the two sides say of them, in few words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from claims.cases.versions.combining import outlook
from claims.cases.versions.differences import Version
from claims.cases.versions.outlook import Outlook, Question
from sanbao.law.facts import CaseFacts
from sanbao.law.parsing import facts_from_json

COUNT, TIME = "samr-43/24-1-4-count", "samr-43/24-1-4-time"


def record(raw: dict[str, Any]) -> CaseFacts:
    return facts_from_json(raw)


def told(raw: dict[str, Any], business: dict[str, Any], consumer: dict[str, Any] | None = None, **settled) -> Outlook:
    """The outlook of a record; `agreed` and `panel` as mappings."""
    versions = [Version(party, values) for party, values in settled.items()]
    return outlook(record(raw), Version("consumer", consumer or {}), Version("business", business), versions)


def asked(found: Outlook) -> dict[str, Question]:
    return {question.fact: question for question in found.questions}


def turned(found: Outlook, fact: str) -> dict[str, tuple[str, str]]:
    """By rule and remedy that this fact turns: the outcome with the first and with the second answer."""
    question = asked(found)[fact]
    return {turn.of: (turn.with_first, turn.with_second) for turn in (*question.findings, *question.remedies)}


def on(number: int) -> str:
    """The day so many days after 2024-03-01, when the periods of these cases begin."""
    return (date(2024, 3, 1) + timedelta(days=number)).isoformat()
