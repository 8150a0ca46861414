"""How a claim goes on or ends otherwise: a settlement, ways outside, recourse of the seller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone

from claims.cases.codes import State
from claims.cases.facts import yuan
from claims.cases.models import Settlement as SettlementRow
from claims.cases.papers.articles import cited, joined
from claims.cases.papers.codes import TITLES
from claims.cases.papers.contexts import (
    MoneyLine,
    OutsideRoutes,
    PaperTold,
    RecoursePack,
    RouteTold,
    Rows,
    Settlement,
    SignedTold,
    TermTold,
)
from claims.cases.papers.told import ClaimTold, written_yuan
from claims.cases.regulation import regulation_of
from documents.issuing.models import Paper
from documents.issuing.register import kind_of
from documents.signatures.component import state_of
from documents.signatures.models import Signature
from documents.signatures.selectors import holds, signatures_of
from documents.signatures.signables import signable_of
from documents.signatures.strokes import path_of
from sanbao.law.regulations import regulation
from sanbao.law.routes import Route, RouteLimit, routes
from sanbao.web import says

CLAUSES = (
    "双方签字以后，按上面写的办；办好以前，消费者依法享有的权利不变。",
    "一方没有照办的，另一方可以继续提出争议，也可以走别的途径。",
)
NEWER = "samr-43"  # for a car whose sale is not known: the ways are the same
WHY = {
    State.REFUSED: "经营者没有同意您的要求。",
    State.REFERRED_OUTSIDE: "这件事已经转到别的途径处理。",
}
NO_ORDER = "各条途径没有规定的先后；已经走了一条，有的途径就不再受理，请看各条的说明。"


def agreement(told: ClaimTold, row: SettlementRow) -> Settlement:
    """What was agreed, with the signatures that hold."""
    signable = signable_of(f"settlement/{row.public_id}")
    signatures = [one for one in signatures_of(signable) if holds(one)] if signable else []
    return settlement(
        told,
        agreed_on=timezone.localdate(row.agreed_at),
        terms=tuple(_terms(row)),
        signatures=signatures,
        content_hash=signable.content_hash if signable and signatures else "",
    )


def _terms(row: SettlementRow) -> Iterator[TermTold]:
    """The business gives what the offer says; the consumer takes it."""
    offer = row.offer
    parts = [
        str(offer.get_remedy_display()),
        str(offer.get_vehicle_offered_display()) if offer.vehicle_offered else "",
        f"付给消费者{written_yuan(yuan(offer.amount_fen))}" if offer.amount_fen is not None else "",
        f"包修期延长{offer.months}个月" if offer.months else "",
        f"包修期延长{says.km(offer.km)}" if offer.km else "",
        offer.words,
    ]
    yield TermTold(who="经营者", does="；".join(filter(None, parts)), due_on=offer.fulfil_on)


def settlement(
    told: ClaimTold,
    *,
    agreed_on: date,
    terms: Sequence[TermTold],
    signatures: Iterable[Signature] = (),
    content_hash: str = "",
) -> Settlement:
    """Without signatures it has places to sign on paper. `CLAUSES`: what holds besides, by the rules of the site."""
    body = told.claim.body
    return Settlement(
        **told.head(),
        agreed_on=agreed_on,
        terms=tuple(terms),
        clauses=CLAUSES,
        body=body.name if body else "",
        signatures=tuple(map(signed, signatures)),
        content_hash=content_hash,
    )


def signed(signature: Signature) -> SignedTold:
    state = state_of(signature, None)
    path = path_of(signature.strokes) if signature.strokes else ""
    return SignedTold(role=state.role, name=state.name, how=state.how, path=path)


def outside_routes(told: ClaimTold) -> OutsideRoutes:
    """The ways of the order, with what each needs and by when, as in force today."""
    found = routes(regulation_of(told.claim) or NEWER, told.today)
    return OutsideRoutes(
        **told.head(),
        told_on=told.today,
        why=WHY.get(State(told.claim.state), "双方还没有谈妥。"),
        routes=tuple(_route(route, found) for route in found if route.way is not None),
        notes=(NO_ORDER,),
    )


def _route(route: Route, among: Sequence[Route]) -> RouteTold:
    closing = joined(f"“{one.label_zh}”" for one in among if one.code in route.barred_by)
    barred = f"；已经走了{closing}这样的途径的，这里不再受理" if closing else ""
    return RouteTold(
        name=route.label_zh,
        says=f"{route.paraphrase_zh}{barred}",
        needs=tuple(need.label_zh for need in route.needs),
        by_when=tuple(_limit(one) for one in route.limits),
        cost=route.cost.label_zh,
        citation=cited(route.citation),
    )


def _limit(limit: RouteLimit) -> str:
    return f"{limit.parameter.label_zh}：{limit.parameter.paraphrase_zh}（{cited(limit.parameter.citation)}）"


def recourse_pack(told: ClaimTold, *, costs: Sequence[MoneyLine], facts: Rows, papers: Iterable[Paper]) -> RecoursePack:
    """`facts`: what was done, and when. `papers`: what goes with it. Nothing in it names the consumer."""
    order = regulation(regulation_of(told.claim) or NEWER)
    rule = order.parameters["recourse"]
    line = told.claim.vehicle.model_line
    return RecoursePack(
        **told.head() | {"consumer": ""},
        producer=line.producer.name if line else "",
        rule=rule.paraphrase_zh,
        citation=cited(rule.citation),
        facts=facts,
        reasons=told.reasons(told.claim.remedy or told.claim.about.wants),
        costs=tuple(costs),
        total=sum((one.signed for one in costs), Decimal(0)),
        visits=told.visit_rows(),
        papers=tuple(_papers(papers)),
    )


def _papers(papers: Iterable[Paper]) -> Iterator[PaperTold]:
    for paper in papers:
        title = TITLES.get(paper.kind) or kind_of(paper.kind).title
        yield PaperTold(title=str(title), number=paper.number, dated=says.day(paper.issued_at))
