"""The last chapter of a case file: what the ledger tells of the claim, each event with its hash, for a stranger to compare."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from claims.cases.models import Claim
from documents.bundles.parts import PAPER, Part
from documents.imprint import Imprint
from documents.papers.language import CHINESE
from documents.papers.printing import rendered
from sanbao.ledger.telling import Told, events_told
from sanbao.web import says

TITLE = "账本里的经过"
# Between the seller and the producer alone, as are its papers: that something was recorded is told, and its hash.
_OF_OTHERS = ("claim.recourse_sent", "claim.recourse_answered")
_NOT_HERE = "经营者和生产者之间的事，不在案卷里"


@dataclass(frozen=True)
class Line:
    sequence: int
    at: str
    words: str
    told: str
    hash: str


def chapter_of(claim: Claim, at: datetime) -> Part:
    return Part(title=TITLE, dated=says.day(at), form=PAPER, lent=partial(_printed, claim, at))


@contextmanager
def _printed(claim: Claim, at: datetime) -> Iterator[Path]:
    values = {"title": TITLE, "claim": claim, "subject": claim.ledger_subject, "lines": lines_of(claim)}
    content = rendered("cases/papers/ledger_chapter.html", values, _imprint(claim, at), language=CHINESE)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.pdf"
        path.write_bytes(content)
        yield path


def _imprint(claim: Claim, at: datetime) -> Imprint:
    return Imprint(f"ledger/{claim.number}", at)


def lines_of(claim: Claim) -> list[Line]:
    return [_line(event) for event in events_told(claim.ledger_subject)]


def _line(event: Told) -> Line:
    is_hidden = event.action in _OF_OTHERS
    return Line(
        sequence=event.sequence,
        at=says.moment(event.at),
        words=_NOT_HERE if is_hidden else event.words,
        told="" if is_hidden else _codes(event),
        hash=event.hash,
    )


def _codes(event: Told) -> str:
    parts = (
        event.action,
        f"by={event.actor}",
        *((f"for={event.organisation}",) if event.organisation else ()),
        *(f"{name}={value}" for name, value in (*event.codes, *event.commitments)),
    )
    return "  ".join(parts)
