"""What a sentence about a finding tells beside its outcome: codes and values, no words.

The words stand in `words_zh` and `words_en`, put together by `sentences`. Every value is one of the assessment's own:
a counter, a limit, a day of its periods, a number of days it grants.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sanbao.law.case import Case, Showing
from sanbao.law.counters import CountRow, CountRows
from sanbao.law.outcomes import NOT_MET
from sanbao.law.periods import Window
from sanbao.law.rules import Judged

_TOMORROW = timedelta(days=1)


@dataclass(slots=True)
class Reason:
    """A template of the word tables with its values."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Told:
    """What a sentence about a finding says beside its outcome.

    `reasons` are one, or several causes why different things reported do not pass; `change` is what would make it
    met, None where nothing that can still happen would; `closing` is a remark at the end.
    """

    reasons: tuple[Reason, ...] = ()
    change: Reason | None = None
    closing: Reason | None = None


def window_values(window: Window) -> dict[str, Any]:
    return {"last_day": window.last_day, "km": window.km}


def early_window(case: Case, judged: Judged) -> Window:
    """The 7 days or the 60 days and 3,000 km that a rule reads."""
    seven_days = case.periods.seven_days
    return seven_days if judged.rule.topic == "early_need" and seven_days else case.periods.sixty_days


def early_values(case: Case, judged: Judged) -> dict[str, Any]:
    """That window, and what the law holds within it."""
    law, window = case.law, early_window(case, judged)
    days = law.early_days if window is case.periods.sixty_days else law.early_replacement_days
    return {**window_values(window), "window_days": days, "assemblies": law.assemblies, "law_events": law.early_events}


def runs_tomorrow(case: Case, window: Window) -> bool:
    """Is the period still running tomorrow, at the distance last known?"""
    return window.contains(case.asked_on + _TOMORROW, case.latest_km)


def asked_about(case: Case) -> list[Showing]:
    """What a free repair is judged for."""
    return case.demand_showings or (case.visit_showings[-1] if case.visit_showings else [])


def only_wear_parts(case: Case) -> bool:
    return all(case.is_wear_part(showing) for showing in asked_about(case))


def assemblies_concerned(judged: Judged) -> tuple[str, ...]:
    """The assemblies that have the outcome of the finding, when it is not "not met"."""
    if not judged.assemblies:
        return ()
    outcome = judged.finding.outcome
    return tuple([group for group, own in judged.assemblies.items() if own == outcome != NOT_MET])


def rows_read(rows: CountRows, judged: Judged) -> list[CountRow]:
    if judged.rule.topic == "assembly":
        return list(rows.assemblies)
    return rows.components_of(judged.rule.groups(rows.law))


def groups_told_apart(case: Case, judged: Judged) -> tuple[str, ...]:
    """The groups whose components a rule reads, where another rule reads the others."""
    groups = tuple(judged.rule.groups(case.law))
    return groups if len(groups) < len(case.law.component_groups) else ()


def most_replaced(rows: CountRows, judged: Judged) -> CountRow | None:
    """Of the assemblies or components a rule reads, the one replaced most often."""
    return max(rows_read(rows, judged), key=lambda row: len(row.visits), default=None)
