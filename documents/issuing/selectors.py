"""Reading papers and what may be issued now."""

from __future__ import annotations

from dataclasses import dataclass

from documents.issuing import register
from documents.issuing.models import Paper, PaperQuerySet, State
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
    permitted = [
        one for one in register.candidates_of(organisation) if can_issue(user, organisation, register.kind_of(one.kind))
    ]
    return [Offer(one, _open_paper(one, organisation)) for one in permitted]


def _open_paper(candidate: Candidate, organisation: Organisation) -> Paper | None:
    same = Paper.objects.filter(kind=candidate.kind, subject=candidate.subject, issuer=organisation)
    latest = same.filter(withdrawn_at=None, replaced_by=None).order_by("-id").first()
    return None if latest is None or latest.state == State.WITHDRAWN else latest
