"""The papers of a claim on its page, each and all in one file."""

from __future__ import annotations

from claims.cases.pages.registry import Part, add_part
from claims.cases.pages.shown import Shown
from claims.cases.papers.issuing import papers_of
from documents.issuing.permissions import papers_visible_to
from documents.issuing.register import kind_of


def add() -> None:
    add_part("papers", 60, papers)


def papers(shown: Shown) -> Part | None:
    if shown.claim.submitted_at is None:
        return None
    seen = list(papers_of(shown.claim).filter(pk__in=papers_visible_to(shown.person).values("pk")).defer("payload"))
    rows = [(paper, kind_of(paper.kind).title) for paper in seen]
    return Part("cases/papers_part.html", {"rows": rows}, aside=True)
