"""A claim as one person sees it at one moment; what several parts of the page need is read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import get_language

from claims.cases.codes import OPEN_STATES, Party, State
from claims.cases.facts import items_of
from claims.cases.models import (
    Claim,
    ConsumerDelay,
    Deadline,
    DemandItem,
    Fulfilment,
    InformationRequest,
    Offer,
    RecourseRequest,
    Reply,
    Screening,
    Step,
)
from claims.cases.permissions import parties_of
from claims.cases.replies import replies_told
from claims.cases.seldom import has
from claims.cases.sides import Sides, sides_of
from claims.record.facts import names_of
from claims.repairs.selectors import visits_of
from claims.repairs.told import ToldVisit
from sanbao.accounts.models import User
from sanbao.check.results.matter import Matter


@dataclass(frozen=True)
class Shown:
    claim: Claim
    person: User
    now: datetime

    @cached_property
    def parties(self) -> frozenset[Party]:
        return parties_of(self.person, self.claim)

    @property
    def is_consumer(self) -> bool:
        return Party.CONSUMER in self.parties

    @property
    def is_business(self) -> bool:
        """Of the respondent itself, not the owner who records for one without an account."""
        return Party.BUSINESS in self.parties and not self.is_consumer

    @property
    def sees_car(self) -> bool:
        """Who is led to the page of the car: its owner as long as it is his, and the respondent, who knows it."""
        return (self.person.pk == self.claim.consumer_id and self.claim.ownership.until is None) or self.is_business

    @property
    def is_clerk(self) -> bool:
        return Party.CLERK in self.parties

    @cached_property
    def steps(self) -> list[Step]:
        return list(self.claim.steps.select_related("organisation", "screening").order_by("number"))

    @cached_property
    def deadlines(self) -> dict[str, Deadline]:
        return {one.duty: one for one in self.claim.deadlines.all()}

    @cached_property
    def items(self) -> list[DemandItem]:
        demand = getattr(self.claim, "demand", None)
        return [] if demand is None else items_of(demand)

    @cached_property
    def replies(self) -> list[Reply]:
        return replies_told(self.claim)

    @cached_property
    def was_to_be_done(self) -> bool:
        """Before that nothing can have been said to be done."""
        return any(step.to_state == State.FULFILLING for step in self.steps)

    @cached_property
    def fulfilments(self) -> list[Fulfilment]:
        if not self.was_to_be_done:
            return []
        related = ("visit__outlet", "new_sale__vehicle", "new_sale__voucher", "paper", "certificate")
        rows = list(self.claim.fulfilments.select_related(*related).order_by("number"))
        for row in rows:
            row.claim = self.claim
        return rows

    @cached_property
    def recourses(self) -> list[RecourseRequest]:
        """For the seller's people alone."""
        if not (self.is_business and self.was_to_be_done):
            return []
        rows = self.claim.recourses.select_related("producer").prefetch_related("costs")
        return list(rows.order_by("-sent_at", "-id"))

    @cached_property
    def visits(self) -> list[ToldVisit]:
        """All of the car: a claim is decided on the whole record, so its parties see it within the claim."""
        return visits_of(self.claim.vehicle)

    @property
    def screenings(self) -> list[Screening]:
        return [step.screening for step in self.steps if hasattr(step, "screening")]

    @cached_property
    def sides(self) -> Sides | None:
        """The record and what each side says of it; None where nothing is known of the car's sale."""
        return sides_of(self.claim, self.now, visits=self.visits)

    @cached_property
    def matter(self) -> Matter | None:
        """What the law makes of the claim as it stands now, with what is settled; None where the sale is not known."""
        if self.sides is None:
            return None
        facts = self.sides.settled_record
        lang = "en" if get_language() == "en" else "zh"
        return Matter.of(facts, self.names, lang, timezone.localdate(self.now), only_asking=facts.demand is None)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What is wrong, by the keys of the problems."""
        return names_of(self.visits) | {item.problem.key: str(item.problem) for item in self.items}

    @property
    def is_open(self) -> bool:
        return self.claim.state in OPEN_STATES

    @cached_property
    def offers(self) -> list[Offer]:
        return list(self.claim.offers.order_by("number")) if has(self.claim, "offers") else []

    @cached_property
    def information_requests(self) -> list[InformationRequest]:
        rows = self.claim.information_requests.order_by("number")
        return list(rows) if has(self.claim, "information_requests") else []

    @cached_property
    def delays(self) -> list[ConsumerDelay]:
        return list(self.claim.consumer_delays.order_by("number")) if has(self.claim, "delays") else []
