"""The authorisation of whoever acts for the consumer, to be printed and signed."""

from __future__ import annotations

from uuid import uuid5

from django.utils import translation

from claims.cases.models import Claim
from claims.cases.papers import codes, letters
from claims.cases.papers.issuing import claim_paper_issue, papers_of
from claims.cases.papers.told import ClaimTold
from claims.cases.services.acting import Doing
from documents.issuing.models import Paper
from documents.papers.language import CHINESE


def authorisation_issue(*, claim: Claim, doing: Doing) -> Paper | None:
    """Of another representative than before it takes the place of the earlier one. None where nobody acts for him, or the
    claim has no number yet: then it is issued when the claim is made."""
    if claim.representative is None or not claim.number:
        return None
    with translation.override(CHINESE):
        context = letters.authorisation(ClaimTold(claim, doing.at), claim.representative.name)
    before = papers_of(claim).filter(kind=codes.AUTHORISATION, withdrawn_at=None, replaced_by=None).last()
    issuing = Doing(by=doing.by, at=doing.at, key=uuid5(doing.key, codes.AUTHORISATION))
    return claim_paper_issue(claim=claim, code=codes.AUTHORISATION, context=context, doing=issuing, replaces=before)
