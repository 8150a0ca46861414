"""Heads as evidence: those in the database, and those somebody kept outside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sanbao.ledger.heads import HeadFormError, Statement, head_hash, read_line, read_statement
from sanbao.ledger.keys import signature_holds
from sanbao.ledger.models import Head
from sanbao.ledger.verification.faults import Findings, Kind
from sanbao.ledger.verification.leaves import Roots

DATABASE, FILE = "database", "file"

Keys = Mapping[str, Ed25519PublicKey]


@dataclass
class Evidence:
    """Heads that say what they say: well formed, and signed by a key that is trusted."""

    database: list[Statement]
    file: list[Statement]

    def sizes(self) -> set[int]:
        return {head.size for head in (*self.database, *self.file)}


def gather(findings: Findings, file: Path | None, keys: Keys) -> Evidence:
    database, delivered = _in_database(findings), _in_file(findings, file)
    _check_order(findings, database, DATABASE)
    if database and database[0].number != 1:
        findings.add(Kind.HEAD_ORDER, first=1, last=database[0].number - 1, other=DATABASE)
    _check_order(findings, delivered, FILE)
    _compare(findings, database, delivered)
    return Evidence(_signed(findings, database, keys, DATABASE), _signed(findings, delivered, keys, FILE))


def _in_database(findings: Findings) -> list[Statement]:
    statements = []
    for number, size, body, signature in Head.objects.order_by("number").values_list(
        "number", "size", "body", "signature"
    ):
        try:
            statement = read_statement(body, signature)
        except HeadFormError:
            findings.add(Kind.HEAD_FORM, first=number, other=DATABASE)
            continue
        if (statement.number, statement.size) != (number, size):
            findings.add(Kind.HEAD_FORM, first=number, other=DATABASE)
        statements.append(statement)
    return statements


def _in_file(findings: Findings, file: Path | None) -> list[Statement]:
    """By number. The same head twice is one: somebody may have joined what came by mail."""
    statements = {}
    for place, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            statement = read_line(line)
        except HeadFormError:
            findings.add(Kind.HEAD_FORM, first=place, other=FILE)
            continue
        statements[statement.number, statement.body, statement.signature] = statement
    return sorted(statements.values(), key=lambda head: head.number)


def _lines(file: Path | None) -> list[str]:
    return file.read_text(encoding="utf-8", errors="replace").splitlines() if file else []


def _check_order(findings: Findings, heads: list[Statement], where: str) -> None:
    """Each follows the one before it. A kept file may have gaps, the database may not."""
    for before, head in pairwise(heads):
        gap = head.number > before.number + 1
        linked = head.number == before.number + 1 and head.previous == head_hash(before.body)
        if head.size <= before.size or not (linked or (gap and where == FILE)):
            findings.add(Kind.HEAD_ORDER, first=head.number, other=where)


def _compare(findings: Findings, database: list[Statement], delivered: list[Statement]) -> None:
    known = {head.number: head.body for head in database}
    for head in delivered:
        if known.get(head.number) != head.body:
            findings.add(Kind.HEAD_NOT_IN_DATABASE, first=head.number)


def _signed(findings: Findings, heads: Iterable[Statement], keys: Keys, where: str) -> list[Statement]:
    signed = []
    for head in heads:
        key = keys.get(head.key)
        if key is not None and signature_holds(key, head.body, head.signature):
            signed.append(head)
        else:
            findings.add(Kind.HEAD_SIGNATURE, first=head.number, other=where)
    return signed


def compare_roots(findings: Findings, evidence: Evidence, roots: Roots) -> None:
    """Both kinds of heads in turn: whoever rewrote the database rewrote its heads, but not the file."""
    _first_that_differs(findings, evidence.database, roots, DATABASE)
    _first_that_differs(findings, evidence.file, roots, FILE)


def _first_that_differs(findings: Findings, heads: list[Statement], roots: Roots, where: str) -> None:
    """The heads before the first that differs fix all events before them, so the change came after those."""
    matched = 0
    for head in heads:
        if roots.get(head.size) == head.root:
            matched = head.size
            findings.matched[where] = (head.number, head.size)
        elif head.size > findings.positions:
            findings.add(
                Kind.POSITION_MISSING, first=findings.positions, last=max(h.size for h in heads) - 1, other=where
            )
            return
        elif head.size in roots:
            findings.add(Kind.ROOT_DIFFERS, first=matched, last=head.size - 1, other=f"{where} {head.number}")
            return
