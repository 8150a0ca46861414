"""Demonstration claims in several states, moved along by the services as their parties would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from claims.cases.codes import Kind, Remedy
from claims.cases.models import Claim, DemandItem
from claims.cases.services.acting import Doing
from claims.cases.services.answering import Grant, Reason, Refusal, claim_grant, claim_refuse
from claims.cases.services.deciding import claim_accept, claim_dispute
from claims.cases.services.drafting import claim_send, page_answered
from claims.cases.services.opening import Asked, Respondent, claim_open, demand_put
from claims.vehicles.demo_cars import AYI, LIU, OUYANG, ZHOU
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import Organisation, User

_NAMES = UUID("6f0a1f5e-51b1-4a53-9d3c-9c3a8c1d2a77")
LIN, JIANG, GU = "linxiao", "jiangbo", "gulan"
BODY = "xuwen"  # a clerk of the dispute body
ITEM_OF_BEFORE = ("group", "component", "position")


@dataclass(frozen=True)
class Asking:
    """`adviser` answers for the respondent; without one it is `named` and has no account. `problem`: its number."""

    vin: str
    owner: str
    kind: Kind
    on: date
    km: int
    words: str
    problem: int = 0
    adviser: str = ""
    named: Respondent | None = None
    until: str = "submitted"  # draft, submitted, granted, accepted, refused, disputed
    remedy: str = ""
    fulfil_on: date | None = None
    refusal: tuple[str, str] = ("", "")  # what it says, the article
    amount_fen: int | None = None
    needs_replacement: str = ""


CLAIMS = (
    Asking("LDECY15H6TA001133", ZHOU, Kind.VEHICLE_RETURN, date(2026, 11, 21), 11_640, "同一个毛病修到第五次了，请退车。",
           problem=1, adviser=LIN),
    Asking("LDECY46A8KA006075", ZHOU, Kind.VEHICLE_REPLACEMENT, date(2026, 11, 9), 88_100, "四驱系统修了五次，请换车。",
           problem=1, adviser=LIN, until="disputed", refusal=("三包有效期内没有修满规定的次数", "aqsiq-150/21-1-count")),
    Asking("LDECY48PXTA002211", LIU, Kind.LOANER_OR_TRANSPORT, date(2026, 11, 20), 2960, "车在店里等电池，上班只能打车。",
           problem=1, adviser=LIN, until="granted", remedy=Remedy.LOANER_OR_TRANSPORT, fulfil_on=date(2026, 11, 24),
           amount_fen=48_000),
    Asking("LDPWY70B4TB000843", AYI, Kind.ASSEMBLY_REPLACEMENT, date(2026, 11, 18), 2080, "买来一个月，后电机两次响。",
           problem=1, adviser=GU, until="accepted", remedy=Remedy.ASSEMBLY_REPLACEMENT, fulfil_on=date(2026, 11, 30),
           needs_replacement="yes"),
    Asking("LDECY15H0NA003317", OUYANG, Kind.FREE_REPAIR, date(2026, 11, 20), 61_000, "空调不凉，请免费修。",
           adviser=JIANG, until="refused", refusal=("里程超过包修期", "samr-43/19-1")),
    Asking("LDECY18E0RA009156", LIU, Kind.REIMBURSEMENT, date(2026, 11, 19), 24_300, "半路抛锚，拖车收了六百元。",
           named=Respondent(name="城东汽车救援服务部", address="示例市示例路9号", phone="025-00000000"), amount_fen=60_000),
)  # fmt: skip
FEW = (CLAIMS[0], CLAIMS[4])


def build(_at: datetime) -> None:
    """Run again, it finds everything there and changes nothing."""
    _build(CLAIMS)


def build_small(_at: datetime) -> None:
    """For those who want the world in a second."""
    _build(FEW)


@transaction.atomic
def _build(told: Sequence[Asking]) -> None:
    for number, one in enumerate(told):
        vehicle = Vehicle.objects.filter(vin=one.vin).first()
        owner = User.objects.filter(phone=one.owner).first()
        if vehicle is None or owner is None or Claim.objects.filter(vehicle=vehicle, kind=one.kind).exists():
            continue
        _Telling(one, number, vehicle, owner).tell()


@dataclass
class _Telling:
    asking: Asking
    number: int
    vehicle: Vehicle
    owner: User

    def tell(self) -> None:
        claim = claim_send(claim=self._draft(), doing=self._doing(self.owner, 0, "send"))
        until = self.asking.until
        if until in ("granted", "accepted"):
            claim = self._grant(claim)
        if until == "accepted":
            claim_accept(claim=claim, doing=self._doing(self.owner, 2, "accept"))
        if until in ("refused", "disputed"):
            claim = self._refuse(claim)
        if until == "disputed":
            body = Organisation.objects.get(memberships__user__username=BODY)
            claim_dispute(claim=claim, body=body, doing=self._doing(self.owner, 3, "dispute"))

    def _draft(self) -> Claim:
        asking, at = self.asking, self._at(0)
        claim = claim_open(
            vehicle=self.vehicle,
            kind=asking.kind,
            respondent=self._respondent(),
            by=self.owner,
            at=at,
            key=uuid5(_NAMES, f"{asking.vin}/{asking.kind}"),
        )
        asked = Asked(
            mileage_km=asking.km,
            made_on=asking.on,
            words=asking.words,
            has_invoice=True,
            has_voucher=True,
            amount_fen=asking.amount_fen,
            items=self._items(),
        )
        demand_put(claim=claim, asked=asked, by=self.owner, at=at)
        page_answered(claim=claim, name="problems", by=self.owner)
        return claim

    def _respondent(self) -> Respondent:
        if not self.asking.adviser:
            return self.asking.named or Respondent()
        return Respondent(organisation=Organisation.objects.get(memberships__user__username=self.asking.adviser))

    def _items(self) -> list[DemandItem]:
        """The problem of before, where the workshop located it last."""
        problem = self.vehicle.problems.filter(number=self.asking.problem).first()
        if problem is None:
            return []
        last = problem.items.exclude(group="").order_by("-visit__received_at", "-id").first()
        place: dict[str, Any] = {name: getattr(last, name) for name in ITEM_OF_BEFORE} if last else {}
        return [DemandItem(problem=problem, needs_replacement=self.asking.needs_replacement, **place)]

    def _grant(self, claim: Claim) -> Claim:
        asking = self.asking
        grant = Grant(remedy=asking.remedy, fulfil_on=asking.fulfil_on, amount_fen=asking.amount_fen)
        return claim_grant(claim=claim, grant=grant, doing=self._doing(self._adviser(), 1, "grant"))

    def _refuse(self, claim: Claim) -> Claim:
        words, rule = self.asking.refusal
        reason = Reason(fact_words=words, rule=rule, no_evidence_because="以登记的送修记录和里程为准")
        doing = self._doing(self._adviser(), 1, "refuse")
        return claim_refuse(claim=claim, refusal=Refusal(reasons=[reason]), doing=doing)

    def _adviser(self) -> User:
        return User.objects.get(username=self.asking.adviser)

    def _doing(self, by: User, days: int, step: str) -> Doing:
        return Doing(by=by, at=self._at(days), key=uuid5(_NAMES, f"{self.asking.vin}/{self.asking.kind}/{step}"))

    def _at(self, days: int) -> datetime:
        """A quarter of an hour apart, for the reader of the ledger."""
        asked = timezone.make_aware(datetime.combine(self.asking.on, datetime.min.time()))
        return asked + timedelta(days=days, hours=10, minutes=15 * self.number)
