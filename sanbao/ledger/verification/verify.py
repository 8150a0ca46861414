"""The whole verification: chains, tree and heads of one moment of the database, beside what was kept outside."""

from pathlib import Path

from sanbao.ledger.verification.chains import Progress, verify_chains
from sanbao.ledger.verification.faults import Findings
from sanbao.ledger.verification.leaves import verify_leaves
from sanbao.ledger.verification.reading import snapshot
from sanbao.ledger.verification.statements import Keys, compare_roots, gather


def verify(*, file: Path | None, keys: Keys, progress: Progress) -> Findings:
    findings = Findings()
    with snapshot():
        evidence = gather(findings, file, keys)
        verify_chains(findings, progress)
        roots = verify_leaves(findings, evidence.sizes())
        compare_roots(findings, evidence, roots)
    return findings
