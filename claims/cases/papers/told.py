"""A claim as its papers tell it, at one moment; what several papers say is put into words here, once. In Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone

from claims.cases.codes import Duty, Remedy
from claims.cases.facts import yuan
from claims.cases.models import Claim
from claims.cases.papers.articles import cited_together
from claims.cases.papers.contexts import LimitTold, VisitTold
from claims.cases.papers.limits import running, to_come
from claims.cases.regulation import regulation_of
from claims.cases.sides import settled_facts
from claims.record.facts import names_of, sale_known
from claims.repairs.models import Visit
from claims.repairs.selectors import visits_of
from claims.repairs.told import ToldVisit
from documents.evidence.models import Evidence
from documents.papers.entitlement import EntitlementContext, EntitlementWords
from documents.papers.entitlement_page import EntitlementPage
from documents.papers.problem_names import in_order, plainly_named, problem_names
from sanbao.law import Assessment, CaseFacts, assess
from sanbao.law.assessment import Finding
from sanbao.law.explain import PAGES
from sanbao.law.outcomes import MET
from sanbao.law.phrases import citation_of
from sanbao.law.regulations import Citation, surrounding_law
from sanbao.law.sources import law_data_version
from sanbao.web import says

_STATED = "车主填写"
_TAX = "purchase_tax_reduction_per_year"


@dataclass
class ClaimTold:
    """`before_answers`: as the demand was made, whatever the business has said meanwhile; else with what both agreed on or
    a panel found."""

    claim: Claim
    now: datetime
    before_answers: bool = False

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def head(self) -> dict[str, Any]:
        """What stands on every paper."""
        claim, vehicle = self.claim, self.claim.vehicle
        return {
            "number": "",
            "claim": claim.number,
            "car": " ".join(filter(None, (vehicle.name, vehicle.specification))),
            "vin": vehicle.vin,
            "plate": vehicle.plate,
            "asked": str(claim.get_kind_display()),
            "consumer": claim.ownership.name or (claim.consumer.name if claim.consumer else ""),
            "respondent": claim.respondent_called,
        }

    @cached_property
    def visits(self) -> list[ToldVisit]:
        return visits_of(self.claim.vehicle)

    @cached_property
    def names(self) -> Mapping[str, str]:
        demand = getattr(self.claim, "demand", None)
        items = demand.items.select_related("problem").order_by("number") if demand else ()
        return names_of(self.visits) | {item.problem.key: str(item.problem) for item in items}

    @cached_property
    def facts(self) -> CaseFacts | None:
        """None where nothing is known of the car's sale."""
        facts = settled_facts(self.claim, self.now, visits=self.visits)
        return replace(facts, exemptions=()) if facts and self.before_answers else facts

    @cached_property
    def assessment(self) -> Assessment | None:
        """With problems and visits called as people call them."""
        if self.facts is None:
            return None
        names = problem_names(self.facts, self.names, "zh")
        return assess(plainly_named(self.facts, names, "zh"))

    @cached_property
    def words(self) -> EntitlementWords | None:
        if self.facts is None:
            return None
        context = EntitlementContext(
            number="",
            facts=self.facts,
            assessment=assess(self.facts),
            law_data_version=law_data_version(),
            problem_names=self.names,
        )
        return EntitlementPage(context).words()

    def met(self, remedy: str) -> list[Finding]:
        """Why the law gives this remedy on the facts; nothing where it does not, or not for certain."""
        findings = self.assessment.findings if self.assessment else ()
        return [one for one in findings if one.outcome == MET and remedy in one.grants]

    def reasons(self, remedy: str) -> tuple[str, ...]:
        """As sentences for anybody: without “您可以要求……：”, which speaks to the owner."""
        return tuple(one.text_zh.partition("：")[2] for one in self.met(remedy))

    def articles(self, remedy: str) -> str:
        """Of the findings that give it, else where the right stands."""
        rules = [one.rule for one in self.met(remedy)]
        if rules:
            return cited_together(map(citation_of, rules))
        regulation_id = regulation_of(self.claim)
        if regulation_id is None:
            return "三包规定"
        articles = self.claim.about.articles.get(regulation_id, ())
        return cited_together(Citation(regulation_id, int(article)) for article in articles)

    def visit_rows(self) -> tuple[VisitTold, ...]:
        if self.words is None or self.facts is None:
            return ()
        rows = {one.row.key: one for one in self.visits}
        return tuple(
            VisitTold(
                place=rows[visit.id].row.place,
                source=_STATED if rows[visit.id].row.source == Visit.Source.OWNER else "",
                received=told.received,
                finished=told.finished,
                mileage=told.mileage,
                items=told.items,
                counted=tuple(filter(None, told.counted)),
            )
            for visit, told in zip(in_order(self.facts), self.words.visits, strict=True)
        )

    def counts(self) -> tuple[str, ...]:
        page = PAGES["zh"]
        sections = self.words.sections if self.words else ()
        lines = [line.text for section in sections if section.heading == page.COUNTED for line in section.lines]
        return tuple(line for line in lines if line != page.COUNTED_ONLY)

    def limits(self, *duties: Duty) -> tuple[LimitTold, ...]:
        """Those that run, and those that begin once the demand has arrived."""
        return tuple(one for duty, one in self._limits() if not duties or duty in duties)

    def _limits(self) -> Iterator[tuple[str, LimitTold]]:
        begun = {one.duty: one for one in self.claim.deadlines.all()}
        for limit in self.claim.about.limits_under(regulation_of(self.claim)):
            row = begun.pop(limit.duty, None)
            yield limit.duty, running(row) if row else to_come(limit)
        for row in begun.values():
            yield row.duty, running(row)

    def evidence(self) -> tuple[str, ...]:
        found = Evidence.objects.filter(subject=self.claim.ledger_subject).order_by("added_at", "id")
        return tuple(map(evidence_told, found))

    def tax_reduction(self) -> str:
        """How much less purchase tax is given back for each full year; empty before there was such a law."""
        try:
            return f"{Decimal(surrounding_law()[_TAX].on(self.today)):.0%}"
        except LookupError:
            return ""

    def bought(self) -> tuple[tuple[str, str], ...]:
        sale = sale_known(self.claim.vehicle)
        if sale is None:
            return ()
        rows = [
            ("开具购车发票日期", says.day(sale.invoiced_on)),
            ("交付车辆日期", says.day(sale.handover_on) if sale.handover_on else ""),
            ("车价款", written_yuan(sale.price_yuan) if sale.price_yuan else ""),
        ]
        return tuple((label, value) for label, value in rows if value)


def evidence_told(item: Evidence) -> str:
    return f"{item.title}（{item.get_kind_display()}，{says.day(item.added_at)}上传）"


def written_yuan(amount: Any) -> str:
    return f"{amount:,.2f}元"


def remedy_named(code: str) -> str:
    return str(Remedy(code).label)


def fen(amount: int | None) -> Any:
    return None if amount is None else yuan(amount)
