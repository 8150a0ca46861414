"""Every chain from its first event: texts, hashes, numbers, and its hold in the tree."""

import json
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter

from django.db import connection

from sanbao.ledger.canonical import NO_PREVIOUS, VERSION, event_hash
from sanbao.ledger.verification.faults import Findings, Kind
from sanbao.ledger.verification.reading import Rows, stream

EVENTS = """
    SELECT e.subject, e.sequence, e.body, e.hash, l.position, l.hash
    FROM ledger_event e LEFT JOIN ledger_leaf l ON l.event_id = e.id
    ORDER BY {subject}, e.sequence
"""
COUNT_CHAINS = "SELECT COUNT(*) FROM ledger_chain"
# All that wait; of them, those whose event is there; of these, those without a leaf.
COUNT_WAITING = """
    SELECT COUNT(*), COUNT(e.id), COUNT(CASE WHEN l.position IS NULL THEN e.id END)
    FROM ledger_waiting w
    LEFT JOIN ledger_event e ON e.id = w.event_id
    LEFT JOIN ledger_leaf l ON l.event_id = w.event_id
"""
# A chain's row beside the last event of the chain; no row comes out where they agree.
CUT = """
    SELECT c.subject, c.length, COALESCE(m.last, 0)
    FROM ledger_chain c
    LEFT JOIN (SELECT subject, MAX(sequence) AS last FROM ledger_event GROUP BY subject) m ON m.subject = c.subject
    LEFT JOIN ledger_event e ON e.subject = m.subject AND e.sequence = m.last
    WHERE e.id IS NULL OR m.last <> c.length OR e.hash <> c.head
    ORDER BY c.subject
"""
WITHOUT_CHAIN = """
    SELECT e.subject, MAX(e.sequence)
    FROM ledger_event e LEFT JOIN ledger_chain c ON c.subject = e.subject
    WHERE c.subject IS NULL
    GROUP BY e.subject ORDER BY e.subject
"""
UNKNOWN_TO_TREE = """
    SELECT e.subject, e.sequence
    FROM ledger_event e
    LEFT JOIN ledger_leaf l ON l.event_id = e.id
    LEFT JOIN ledger_waiting w ON w.event_id = e.id
    WHERE l.position IS NULL AND w.event_id IS NULL
    ORDER BY e.subject, e.sequence
"""
PROGRESS = 100_000

Progress = Callable[[int], None]


def verify_chains(findings: Findings, progress: Progress) -> None:
    """Counts tell first whether there is something to name: the queries that name it read all events once more."""
    _walk(stream(EVENTS.format(subject=_grouped())), findings, progress)
    cut = list(stream(CUT))
    for subject, length, last in cut:
        findings.add(Kind.CHAIN_CUT, subject, last, other=str(length))
    ((chain_rows,),) = stream(COUNT_CHAINS)
    if cut or chain_rows != findings.chains:
        for subject, last in stream(WITHOUT_CHAIN):
            findings.add(Kind.CHAIN_CUT, subject, last, other="0")
    _verify_waiting(findings)


def _grouped() -> str:
    """Any order will do that keeps a chain together; by bytes PostgreSQL sorts several times faster than by words."""
    return 'e.subject COLLATE "C"' if connection.vendor == "postgresql" else "e.subject"


def _verify_waiting(findings: Findings) -> None:
    ((findings.waiting, there, without_leaf),) = stream(COUNT_WAITING)
    if findings.waiting > there:
        findings.add(Kind.WAITING_WITHOUT_EVENT, first=findings.waiting - there)
    if findings.events - findings.numbered != without_leaf:
        for subject, sequence in stream(UNKNOWN_TO_TREE):
            findings.add(Kind.UNKNOWN_TO_TREE, subject, sequence)


def _walk(rows: Rows, findings: Findings, progress: Progress) -> None:
    told = 0
    for subject, events in groupby(rows, itemgetter(0)):
        findings.chains += 1
        _walk_chain(subject, events, findings)
        if findings.events - told >= PROGRESS:
            told = findings.events
            progress(told)


def _walk_chain(subject: str, events: Rows, findings: Findings) -> None:
    """Kept tight, for most of the time goes here: what is rare happens in functions of its own."""
    count, numbered, due, place, rewritten = 0, 0, 1, -1, False
    previous: tuple[str | None, str | None] = (NO_PREVIOUS, None)
    for _, sequence, body, digest, position, leaf in events:
        if sequence != due:
            findings.add(Kind.MISSING, subject, due, sequence - 1)
            previous = (None, None)
        fits = event_hash(body, previous[0] or "") == digest or _fits_otherwise(body, digest, previous)
        if not fits or not body.endswith(_place(subject, sequence)):
            _name_change(findings, subject, sequence, body)
        if leaf is not None:
            if leaf != digest and not rewritten:
                findings.add(Kind.REWRITTEN, subject, sequence)
                rewritten = True
            if position <= place:
                findings.add(Kind.OUT_OF_ORDER, subject, sequence, other=str(position))
            place, numbered = position, numbered + 1
        previous, due, count = (digest, leaf), sequence + 1, count + 1
    findings.events += count
    findings.numbered += numbered


def _fits_otherwise(body: str, digest: str, previous: tuple[str | None, str | None]) -> bool:
    """Where the event before is gone nothing can be said of this text; where only its hash was changed, the tree has it."""
    stored, in_tree = previous
    return stored is None or (in_tree is not None and event_hash(body, in_tree) == digest)


def _place(subject: str, sequence: int) -> str:
    """How the text of the event of this place ends: the last three keys in their order."""
    return f'"sequence":{sequence},"subject":"{subject}","version":{VERSION}}}'


def _name_change(findings: Findings, subject: str, sequence: int, body: str) -> None:
    recorded = _recorded_place(body)
    if recorded in {"", f"{subject}#{sequence}"}:
        findings.add(Kind.CHANGED, subject, sequence)
    else:
        findings.add(Kind.MOVED, subject, sequence, other=recorded)


def _recorded_place(body: str) -> str:
    try:
        content = json.loads(body)
        return f"{content['subject']}#{int(content['sequence'])}"
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
