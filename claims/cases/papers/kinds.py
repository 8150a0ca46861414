"""The kinds of papers of a claim in the register: who sees them, who issues them, what is checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q

from claims.cases.models import ClaimPaper
from claims.cases.papers import checks, codes, contexts
from claims.cases.papers.contexts import CasePaper
from claims.cases.papers.printing import printed
from claims.cases.permissions import ANSWERING_ROLES, SEEING_ROLES, claims_visible_to
from documents.issuing.permissions import acting_in, holder_and_issuer
from documents.issuing.register import Kind, Telling, add_kind
from sanbao.accounts.models import User
from sanbao.accounts.selectors import open_memberships

_VIN_SHOWN = 6
CONTEXTS: dict[str, type[CasePaper]] = {
    codes.DEMAND_LETTER: contexts.DemandLetter,
    codes.AUTHORISATION: contexts.Authorisation,
    codes.ACKNOWLEDGEMENT: contexts.Acknowledgement,
    codes.GRANT: contexts.Grant,
    codes.REFUSAL: contexts.Refusal,
    codes.REFUND_SHEET: contexts.RefundSheet,
    codes.REPLACEMENT: contexts.ReplacementCertificate,
    codes.RETURN: contexts.ReturnCertificate,
    codes.SETTLEMENT: contexts.Settlement,
    codes.OUTSIDE_ROUTES: contexts.OutsideRoutes,
    codes.RECOURSE: contexts.RecoursePack,
}
# By the site, for both sides: nobody of either signs them in its own name.
BY_SITE = (codes.DEMAND_LETTER, codes.AUTHORISATION, codes.ACKNOWLEDGEMENT, codes.SETTLEMENT, codes.OUTSIDE_ROUTES)
IN_BOTH_LANGUAGES = (codes.DEMAND_LETTER, codes.GRANT, codes.REFUSAL)


def add() -> None:
    for code in CONTEXTS:
        add_kind(_kind(code))


def seen_by(user: User) -> Q:
    """The parties of the claim, and the dispute body's people: a claim's papers are seen with it."""
    papers = ClaimPaper.objects.filter(claim__in=claims_visible_to(user)).values("paper")
    return holder_and_issuer(user, SEEING_ROLES) | Q(pk__in=papers)


def recourse_seen_by(user: User) -> Q:
    """The seller who asks, and the producer who is asked. What they settle between them is no affair of the consumer."""
    asked = ClaimPaper.objects.filter(claim__vehicle__model_line__producer__in=_places(user)).values("paper")
    return holder_and_issuer(user, SEEING_ROLES) | Q(pk__in=asked)


def _places(user: User) -> Any:
    return open_memberships(user).filter(role__in=SEEING_ROLES).values("organisation")


def issued_by(user: User) -> Q:
    return (Q(is_seller=True) | Q(is_repairer=True)) & acting_in(user, *ANSWERING_ROLES)


def nobody(_user: User) -> Q:
    """By the site alone, when a step of the claim asks for it."""
    return Q(pk__in=[])


def _as_it_is(context: Any) -> Any:
    """What the law's data say of it stands in its fields already."""
    return context


def _naming(context: Any, number: str, _on: date) -> Any:
    return replace(context, replaces=number)


def _tells(context: CasePaper) -> Telling:
    """To a stranger: which car, and what is asked for; of a refund, how much."""
    refund = getattr(context, "refund", None)
    return Telling(context.vin[-_VIN_SHOWN:], context.asked, "" if refund is None else f"{refund:,.2f}元")


def _bilingual(context: Any) -> Any:
    return replace(context, bilingual=True)


def _kind(code: str) -> Kind:
    is_by_site = code in BY_SITE
    sees: Callable[[User], Q] = recourse_seen_by if code == codes.RECOURSE else seen_by
    return Kind(
        code=code,
        title=codes.TITLES[code],
        prefix=codes.PREFIXES[code],
        subject_kind="claim",
        context=CONTEXTS[code],
        check=partial(checks.check, code),
        settled=_as_it_is,
        printed=partial(printed, code),
        tells=_tells,
        items=checks.items,
        seen_by=sees,
        issued_by=nobody if is_by_site else issued_by,
        replacing=_naming,
        bilingual=_bilingual if code in IN_BOTH_LANGUAGES else None,
        by_site=is_by_site,
        is_kept=is_by_site,
    )
