"""What may be asked for: the outcomes of the findings joined, remedy by remedy (reading 21)."""

from __future__ import annotations

from collections.abc import Sequence

from sanbao.law.assessment import REMEDIES, Finding, Remedies, Remedy
from sanbao.law.case import Case
from sanbao.law.facts import CaseFacts
from sanbao.law.outcomes import NOT_MET, best
from sanbao.law.rules import Judged

_NOTHING = Remedy(NOT_MET, ())


def remedies_of(case: Case, judged: Sequence[Judged]) -> Remedies:
    """Each remedy is met when a finding that grants it is, else undetermined when one is."""
    granting: dict[str, list[Finding]] = {remedy: [] for remedy in REMEDIES}
    for one in judged:
        if one.finding.outcome != NOT_MET:
            for remedy in one.finding.grants:
                granting[remedy].append(one.finding)
    joined = {remedy: _join(findings) for remedy, findings in granting.items()}
    return Remedies(**joined, assemblies=_assemblies(judged, joined), loaner_days=_loaner_days(case))


def no_remedies(facts: CaseFacts) -> Remedies:
    """Out of scope: nothing."""
    days = {visit.id: 0 for visit in sorted(facts.visits, key=lambda visit: visit.received_at)}
    return Remedies(_NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING, (), days)


def _join(findings: Sequence[Finding]) -> Remedy:
    """The best outcome of findings that are met or undetermined, and the rules that give it."""
    if not findings:
        return _NOTHING
    outcome = best([finding.outcome for finding in findings])
    return Remedy(outcome, tuple([finding.rule for finding in findings if finding.outcome == outcome]))


def _assemblies(judged: Sequence[Judged], joined: dict[str, Remedy]) -> tuple[str, ...]:
    outcome = joined["assembly_replacement"].outcome
    if outcome == NOT_MET:
        return ()
    return tuple([group for one in judged for group, own in one.assemblies.items() if own == outcome])


def _loaner_days(case: Case) -> dict[str, int]:
    """Days by visit on established facts; none while household use is not established."""
    household = case.facts.vehicle.use == "household" and not case.excluded_by_use
    days = {}
    for workshop, showings in zip(case.workshops, case.visit_showings, strict=True):
        entitled = household and workshop.loaner_days and any(showing.established for showing in showings)
        days[workshop.visit.id] = workshop.loaner_days if entitled else 0
    return days
