"""All combinations of two versions assessed: which facts decide, and what follows from either value.

A combination is a number: bit n is set when difference n is read as the business states it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.cases.versions import paths
from claims.cases.versions.deciding import Seen, changing_money, joined, of_findings, of_remedy, questions
from claims.cases.versions.differences import Comparison, Difference, Version, compare, in_order
from claims.cases.versions.outlook import Impossible, Outlook
from sanbao.law.assessment import REMEDIES
from sanbao.law.consistency import check
from sanbao.law.engine import assess
from sanbao.law.facts import CaseFacts

MOST_COMBINED = 8


def outlook(record: CaseFacts, consumer: Version, business: Version, settled: Sequence[Version] = ()) -> Outlook:
    """What the law gives on a record of which two versions are told; see `compare` for what a version may say."""
    return outlook_of(compare(record, consumer, business, settled))


def outlook_of(comparison: Comparison) -> Outlook:
    found = comparison.differences
    seen, impossible = _assessed(comparison)
    findings = {rule: joined(finding.outcome for finding in row.values()) for rule, row in of_findings(seen).items()}
    return Outlook(
        comparison=comparison,
        consumer=seen.get(0),
        business=seen.get(_every(len(found))),
        findings=findings,
        remedies={remedy: joined(of_remedy(seen, remedy).values()) for remedy in REMEDIES},
        questions=questions(found, seen),
        changing_money=changing_money(found, seen),
        impossible=tuple(impossible),
        is_exhaustive=len(found) <= MOST_COMBINED,
    )


def _assessed(comparison: Comparison) -> tuple[Seen, list[Impossible]]:
    """Every combination that makes a possible case, assessed; and those that make none."""
    seen: Seen = {}
    impossible = []
    for mask in _masks(len(comparison.differences)):
        chosen = [one for n, one in enumerate(comparison.differences) if mask >> n & 1]
        facts = combined(comparison, chosen)
        if faults := check(facts):
            impossible.append(Impossible(tuple(one.path for one in chosen), tuple(faults)))
        else:
            seen[mask] = assess(facts, texts=False)
    return seen, impossible


def _masks(count: int) -> Iterable[int]:
    """Every combination. Of too many differences each one flipped alone in both sides' versions; and one after the
    other from the one version to the other, so that where these part there is something to ask."""
    if count <= MOST_COMBINED:
        return range(1 << count)
    bits = [1 << n for n in range(count)]
    alone = [*bits, *(_every(count) ^ bit for bit in bits)]
    one_by_one = [_every(n) for n in range(count + 1)]
    return sorted({*alone, *one_by_one})


def _every(count: int) -> int:
    return (1 << count) - 1


def combined(comparison: Comparison, as_business_states: Sequence[Difference]) -> CaseFacts:
    """The consumer's version with some differences read as the business states them."""
    document = comparison.consumer
    values = {one.path: one.business for one in as_business_states}
    for path in in_order(values):
        document = paths.written(document, path, values[path])
    return paths.facts_of(document)
