"""Papers of a claim are issued: by the site or in the respondent's name, once a key; and each is kept with its claim."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation

from claims.cases.models import Claim, ClaimPaper
from claims.cases.papers.cleaning import cleaned
from claims.cases.papers.codes import RECOURSE
from claims.cases.papers.contexts import CasePaper
from claims.cases.services.acting import Doing
from documents.issuing.freezing import Order
from documents.issuing.models import Paper
from documents.issuing.register import kind_of
from documents.issuing.services import paper_issue, paper_issue_by_site, paper_of_key
from documents.issuing.signals import paper_frozen
from documents.papers.language import CHINESE


def claim_paper_issue(
    *, claim: Claim, code: str, context: CasePaper, doing: Doing, replaces: Paper | None = None
) -> Paper:
    """What the site issues has nobody's name; the rest is the respondent's, by one of its people. Raises ContextError,
    PermissionDenied. Asked for again under the same key, it is the same paper, whatever the claim has become meanwhile."""
    is_by_site = kind_of(code).by_site
    known = paper_of_key(doing.key, None if is_by_site else doing.by)
    if known is not None:
        return known
    order = Order(
        kind=code,
        context=cleaned(context),
        issuer=None if is_by_site else claim.respondent,
        subject=claim.ledger_subject,
        key=doing.key,
        holder=None if is_by_site or code == RECOURSE else claim.consumer,
        replaces=replaces,
    )
    with translation.override(CHINESE):
        if is_by_site or doing.by is None:
            return paper_issue_by_site(order, at=doing.at)
        return paper_issue(order, by=doing.by, at=doing.at)


def papers_of(claim: Claim) -> QuerySet[Paper]:
    """All of them, the latest last: which of them a person may see, the kinds say (`papers_visible_to`)."""
    return Paper.objects.without_bytes().filter(pk__in=claim.papers.values("paper")).order_by("issued_at", "id")


def watch() -> None:
    paper_frozen.connect(keep_with_claim, dispatch_uid="cases.paper_frozen")


def keep_with_claim(*, paper: Paper, context: object, **_signal: Any) -> None:
    if not isinstance(context, CasePaper):
        return
    kind, _slash, public_id = paper.subject.partition("/")
    claim = Claim.objects.filter(public_id=UUID(public_id)).first() if kind == "claim" else None
    if claim is not None:
        ClaimPaper.objects.create(claim=claim, paper=paper)
