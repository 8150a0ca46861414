"""Reading papers and what may be issued now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from documents.issuing import register
from documents.issuing.models import Paper, PaperQuerySet
from documents.issuing.permissions import can_issue, organisations_issuing, papers_visible_to
from documents.issuing.register import Candidate
from sanbao.accounts.models import Organisation, User


def papers_listed_for(user: User) -> PaperQuerySet:
    """The latest first."""
    return papers_visible_to(user).without_bytes().defer("payload").order_by("-issued_at", "-id")


def issuers_of(user: User) -> list[Organisation]:
    """The organisations for which the person may issue something."""
    found = organisations_issuing(user, *register.kinds().values())
    return list(found.select_related("parent").order_by("name", "id"))


@dataclass(frozen=True)
class Offer:
    """A candidate this person may issue, the valid paper it would replace, or else the withdrawn one it would follow."""

    candidate: Candidate
    replaces: Paper | None = None
    follows: Paper | None = None

    @property
    def kind(self) -> register.Kind:
        return register.kind_of(self.candidate.kind)

    def context(self, *, bilingual: bool = False) -> Any:
        """In both languages where that was chosen and the kind has it."""
        context = self.candidate.context
        if bilingual and self.kind.bilingual is not None:
            context = self.kind.bilingual(context)
        return context if self.follows is None else self.kind.following(context, self.follows.number)


def offers_to(user: User, organisation: Organisation) -> list[Offer]:
    found = register.candidates_of(organisation)
    kinds = {code for code in {one.kind for one in found} if can_issue(user, organisation, register.kind_of(code))}
    candidates = [one for one in found if one.kind in kinds]
    issued = _issued_about(candidates, organisation)
    return [_offer(one, issued.get((one.kind, one.subject), [])) for one in candidates]


def paper_of_form(user: User, organisation: Organisation, candidate: Candidate, key: UUID) -> Paper | None:
    """What this very form has made already: sent again, it is answered with it."""
    about = Paper.objects.filter(issuer=organisation, kind=candidate.kind, subject=candidate.subject)
    return about.filter(issued_by=user, request_key=key).first()


def _offer(candidate: Candidate, issued: list[Paper]) -> Offer:
    valid = [paper for paper in issued if paper.withdrawn_at is None and not hasattr(paper, "replaced_by")]
    if valid:
        return Offer(candidate, replaces=valid[-1])
    return Offer(candidate, follows=issued[-1] if issued else None)


def _issued_about(candidates: list[Candidate], organisation: Organisation) -> dict[tuple[str, str], list[Paper]]:
    """Oldest first, by kind and subject."""
    about = Paper.objects.filter(issuer=organisation, subject__in={one.subject for one in candidates})
    found = defaultdict[tuple[str, str], list[Paper]](list)
    for paper in about.without_bytes().defer("payload").order_by("id"):
        found[paper.kind, paper.subject].append(paper)
    return found
