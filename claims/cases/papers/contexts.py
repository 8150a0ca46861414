"""What stands on the papers of a claim: plain values, frozen when the paper is issued; articles as the law's data had them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from documents.papers.proof import Proof

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTold:
    """`counted`: how many days it counts for, and why, or why it does not. `source`: empty where the repairer entered it."""

    place: str
    received: str
    finished: str
    mileage: str
    items: tuple[str, ...]
    counted: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitTold:
    """A time limit with how it is counted. `starts_on` is None while the demand has not arrived; `due_on` also while the
    working days of its year are not published. Without `citation` it is a setting of the site, and no statutory limit."""

    duty: str
    length: str
    starts_with: str
    starts_on: date | None
    due_on: date | None
    rule: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """`sign`: empty for the first, + or −; `how` works the amount out."""

    name: str
    amount: Decimal
    sign: str = ""
    how: str = ""
    citation: str = ""

    @property
    def signed(self) -> Decimal:
        return -self.amount if self.sign == "−" else self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonTold:
    """Why not: the fact, the article, the evidence; without evidence, why there is none."""

    fact: str
    citation: str
    evidence: tuple[str, ...] = ()
    without_evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTold:
    """What one side does under a settlement, and until when."""

    who: str
    does: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedTold:
    """`path`: SVG path data of a drawn signature."""

    role: str
    name: str
    how: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTold:
    name: str
    says: str
    needs: tuple[str, ...]
    by_when: tuple[str, ...]
    cost: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTold:
    title: str
    number: str
    dated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePaper:
    """What stands on every paper of a claim: which claim, which car, who, against whom."""

    number: str
    claim: str
    car: str
    vin: str
    plate: str
    asked: str
    consumer: str
    respondent: str
    bilingual: bool = False
    replaces: str = ""
    proof: Proof | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandLetter(CasePaper):
    """`is_known_here`: the respondent has an account and can answer on the site. `reasons`: why the law gives what is asked,
    nothing where it does not (yet). `articles`: where the right stands."""

    made_on: date
    articles: str
    mileage: str
    consumer_phone: str = ""
    representative: str = ""
    respondent_address: str = ""
    respondent_phone: str = ""
    is_known_here: bool = False
    bought: Rows = ()
    problems: tuple[str, ...] = ()
    words: str = ""
    reasons: tuple[str, ...] = ()
    money: tuple[MoneyLine, ...] = ()
    visits: tuple[VisitTold, ...] = ()
    counts: tuple[str, ...] = ()
    limits: tuple[LimitTold, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation(CasePaper):
    representative: str
    representative_phone: str = ""
    powers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement(CasePaper):
    made_on: date
    received_on: date
    how: str
    limits: tuple[LimitTold, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant(CasePaper):
    replied_on: date
    remedy: str
    articles: str
    fulfil_on: date
    vehicle_offered: str = ""
    vehicle_words: str = ""
    amount: Decimal | None = None
    words: str = ""
    limits: tuple[LimitTold, ...] = ()
    bring: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(CasePaper):
    """Without what the computation says of it: this is the respondent's own paper."""

    replied_on: date
    duty: LimitTold | None
    reasons: tuple[ReasonTold, ...]
    grounds: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundSheet(CasePaper):
    """`lines` add up to `refund`. `hints`: money that others give back; never part of the sum."""

    as_of: date
    basis: str
    lines: tuple[MoneyLine, ...]
    refund: Decimal
    figures: Rows = ()
    notes: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementCertificate(CasePaper):
    """`periods`: of the new car, as they begin anew. `use_compensation` is None where the replacement is free."""

    basis: str
    handed_back_on: date
    handed_back_mileage: str
    new_car: str
    new_vin: str
    offered: str
    given_on: date
    restart: str
    restart_citation: str
    periods: Rows
    new_voucher: str = ""
    use_compensation: MoneyLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCertificate(CasePaper):
    basis: str
    handed_back_on: date
    handed_back_mileage: str
    lines: tuple[MoneyLine, ...]
    refund: Decimal
    paid_on: date | None = None
    paid_how: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement(CasePaper):
    """`body`: the dispute body that helped, if one did. `clauses`: what holds besides, by the rules of the site.
    Unsigned it has places to sign on paper."""

    agreed_on: date
    terms: tuple[TermTold, ...]
    clauses: tuple[str, ...] = ()
    body: str = ""
    signatures: tuple[SignedTold, ...] = ()
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideRoutes(CasePaper):
    told_on: date
    why: str
    routes: tuple[RouteTold, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoursePack(CasePaper):
    """The respondent asks back from the producer what it has given; its own paper, which the consumer does not see."""

    producer: str
    rule: str
    citation: str
    facts: Rows
    costs: tuple[MoneyLine, ...]
    total: Decimal
    reasons: tuple[str, ...] = ()
    visits: tuple[VisitTold, ...] = ()
    papers: tuple[PaperTold, ...] = ()
