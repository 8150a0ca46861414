"""Reading papers and what may be issued now."""

from __future__ import annotations

from dataclasses import dataclass

from documents.issuing import register
from documents.issuing.models import Paper, PaperQuerySet
from documents.issuing.permissions import can_issue, papers_visible_to
from documents.issuing.register import Candidate
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.selectors import open_memberships


def papers_listed_for(user: User) -> PaperQuerySet:
    """The latest first."""
    return papers_visible_to(user).without_bytes().defer("payload").order_by("-issued_at", "-id")


def issuers_of(user: User) -> list[Organisation]:
    """The organisations for which the person may issue something."""
    own = Organisation.objects.filter(pk__in=open_memberships(user).values("organisation")).select_related("parent")
    kinds = register.kinds().values()
    return [one for one in own.order_by("name", "id") if any(can_issue(user, one, kind) for kind in kinds)]


@dataclass(frozen=True)
class Offer:
    """A candidate this person may issue, and the valid paper it would replace."""

    candidate: Candidate
    replaces: Paper | None


def offers_to(user: User, organisation: Organisation) -> list[Offer]:
    found = register.candidates_of(organisation)
    kinds = {code for code in {one.kind for one in found} if can_issue(user, organisation, register.kind_of(code))}
    candidates = [one for one in found if one.kind in kinds]
    valid = _valid_papers(candidates, organisation)
    return [Offer(one, valid.get((one.kind, one.subject))) for one in candidates]


def _valid_papers(candidates: list[Candidate], organisation: Organisation) -> dict[tuple[str, str], Paper]:
    """The latest neither withdrawn nor replaced, by kind and subject."""
    issued = Paper.objects.filter(issuer=organisation, withdrawn_at=None, replaced_by=None).without_bytes()
    about = issued.filter(subject__in={one.subject for one in candidates})
    return {(paper.kind, paper.subject): paper for paper in about.order_by("id")}
