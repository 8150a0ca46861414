"""The authorisation of whoever acts for the consumer, to be printed and signed."""

from __future__ import annotations

import json
from uuid import uuid5

from django.db.models import QuerySet
from django.utils import translation

from claims.cases.models import Claim
from claims.cases.papers import codes, letters
from claims.cases.papers.cleaning import cleaned
from claims.cases.papers.issuing import claim_paper_issue, papers_of
from claims.cases.papers.told import ClaimTold
from claims.cases.services.acting import Doing
from documents.issuing.models import Paper
from documents.papers.language import CHINESE


def authorisation_of(claim: Claim) -> Paper | None:
    """The valid one, if it names whoever acts for the consumer now."""
    paper = Paper.objects.filter(pk__in=_valid(claim).values("pk")).order_by("issued_at", "id").last()
    if paper is None or claim.representative is None:
        return None
    named = json.loads(paper.payload)["content"]["representative"]
    return paper if named == cleaned(claim.representative.name) else None


def authorisation_issue(*, claim: Claim, doing: Doing) -> Paper | None:
    """Of another representative than before it takes the place of the earlier one; of the same it is the earlier one. None
    where nobody acts for him, or the claim has no number yet: then it is issued when the claim is made."""
    if claim.representative is None or not claim.number:
        return None
    known = authorisation_of(claim)
    if known is not None:
        return known
    with translation.override(CHINESE):
        context = letters.authorisation(ClaimTold(claim, doing.at), claim.representative.name)
    issuing = Doing(by=doing.by, at=doing.at, key=uuid5(doing.key, codes.AUTHORISATION))
    before = _valid(claim).last()
    return claim_paper_issue(claim=claim, code=codes.AUTHORISATION, context=context, doing=issuing, replaces=before)


def _valid(claim: Claim) -> QuerySet[Paper]:
    return papers_of(claim).filter(kind=codes.AUTHORISATION, withdrawn_at=None, replaced_by=None)
