"""A draft before it is sent: everything that was answered, what is missing, and what the check says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from claims.filings.checks import Finding, findings_of
from claims.filings.drafting.answers import files_of, first_day_of, identity_of, terms_so_far
from claims.filings.drafting.steps import Step, steps_of
from claims.filings.lateness import update_due
from claims.filings.models import Draft
from claims.filings.presenting import Row, identity_rows, sections
from sanbao.web.says import day as written_day


@dataclass(frozen=True)
class Told:
    """One step: its rows, or nothing yet."""

    step: Step
    title: str | Promise
    rows: tuple[Row, ...]
    answered: bool


@dataclass(frozen=True)
class Summary:
    steps: tuple[Told, ...]
    findings: tuple[Finding, ...]
    complete: bool
    due: str
    is_late: bool

    def step(self, name: str) -> Told | None:
        return next((told for told in self.steps if told.step.name == name), None)


def summary_of(draft: Draft) -> Summary:
    steps = steps_of(draft)
    answered = [step.name for step in steps if step.name in draft.answers]
    rows = {section.step: section.rows for section in sections(terms_so_far(draft), files_of(draft.answers), answered)}
    identity = identity_of(draft)
    if identity is not None:
        rows["identity"] = identity_rows(identity)
    if "dates" in answered:
        rows["dates"] = _dates(draft)
    due, is_late = _due(draft)
    return Summary(
        steps=tuple(Told(step, step.title, rows.get(step.name, ()), step.name in answered) for step in steps),
        findings=tuple(one for one in _findings(draft) if one.step in answered),
        complete=len(answered) == len(steps),
        due=due,
        is_late=is_late,
    )


def _findings(draft: Draft) -> tuple[Finding, ...]:
    identity = identity_of(draft)
    kind = identity.kind if identity else "passenger_car"
    return findings_of(terms_so_far(draft), kind=kind, uses=files_of(draft.answers), day=first_day_of(draft))


def _dates(draft: Draft) -> tuple[Row, ...]:
    days = {name: written_day(date.fromisoformat(day)) for name, day in draft.answers["dates"].items()}
    return (
        Row("happened_on", _("变更发生的日期"), days["happened_on"]),
        Row("in_force_from", _("从这一天起卖出的车适用"), days["in_force_from"]),
    )


def _due(draft: Draft) -> tuple[str, bool]:
    """Until when the change has to be filed, in words, and whether that day has passed."""
    if draft.model_line is None or "dates" not in draft.answers:
        return "", False
    due = update_due(date.fromisoformat(draft.answers["dates"]["happened_on"]))
    if due is None or due.due_on is None:
        return "", False
    return written_day(due.due_on), due.due_on < timezone.localdate(timezone.now())
