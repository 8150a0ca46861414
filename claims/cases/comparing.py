"""From a claim and its answer to what is compared with the law, the record and the producer's filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from claims.cases.codes import Kind
from claims.cases.contradictions import Contradiction, Denial, Filed, Refused, of_refusal
from claims.cases.facts import exemption, yuan
from claims.cases.grants_compared import Granted, of_grant
from claims.cases.models import Claim, RaisedGround, Side
from claims.cases.seldom import has
from claims.filings.selectors import filed_terms
from claims.filings.terms import FiledTerms
from claims.record.facts import sale_known
from claims.vehicles.models import Sale
from sanbao.law import CaseFacts


def refusal_contradicts(
    claim: Claim, facts: CaseFacts, denials: Sequence[Denial], grounds: Sequence[RaisedGround] = ()
) -> tuple[Contradiction, ...]:
    """`facts`: of the claim as it stands; `grounds`: raised by this very refusal, not in the facts yet."""
    raised = (*facts.exemptions, *(exemption(ground) for ground in grounds))
    sale = sale_known(claim.vehicle)
    return of_refusal(
        Refused(
            replace(facts, exemptions=raised),
            denials,
            claim.about.remedy,
            filed=filed_by_producer(claim),
            stated=_stated(claim) if any(one.fact for one in denials) else (),
            is_flaw_told=sale is not None and sale.handover_words.strip() != "",
        )
    )


def _stated(claim: Claim) -> frozenset[str]:
    if not has(claim, "statements"):
        return frozenset()
    return frozenset(claim.statements.filter(side=Side.BUSINESS).values_list("fact", flat=True))


def grant_contradicts(
    claim: Claim, facts: CaseFacts, amount_fen: int | None, fulfil_on: date | None, due_on: date | None
) -> tuple[Contradiction, ...]:
    amount = None if amount_fen is None or claim.kind != Kind.VEHICLE_RETURN else yuan(amount_fen)
    filed = None if amount is None else filed_by_producer(claim)
    return of_grant(Granted(facts, amount, fulfil_on, due_on, filed))


def filed_by_producer(claim: Claim) -> Filed | None:
    """For cars sold on the day of this one, as the filing binds; None where nothing was filed for it."""
    sale, line = sale_known(claim.vehicle), claim.vehicle.model_line
    if sale is None or line is None:
        return None
    terms = filed_terms(line, sale.law_day)
    if terms is None:
        return None
    filed = frozenset(part.code for part in (*terms.main_components, *terms.extra_main_components))
    return Filed(_binding(sale, terms).voucher_facts(), filed)


def _binding(sale: Sale, terms: FiledTerms) -> FiledTerms:
    try:
        return terms.binding_on(sale.law_day)
    except LookupError:  # sold before there was an order
        return terms
