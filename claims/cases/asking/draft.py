"""A draft as its pages need it, read once: what was told, the record, what the law makes of both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.cases.codes import OPEN_STATES, Channel, Kind, State
from claims.cases.facts import demand_facts
from claims.cases.models import AskingProgress, Claim, Demand, Side, Statement
from claims.cases.pages.shown import Shown
from claims.cases.regulation import regulation_of
from claims.cases.services.stating import latest_statements
from claims.cases.versions.differences import Version, compare
from claims.cases.versions.paths import facts_of
from claims.record.facts import Network, UnknownSaleError
from claims.record.facts import facts_of as record_of
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import User
from sanbao.check.results.matter import Matter
from sanbao.law import CaseFacts
from sanbao.law.consistency import check
from sanbao.law.errors import FactsError


@dataclass(frozen=True)
class Draft(Shown):
    """`person` writes it, for himself or for somebody else."""

    @cached_property
    def progress(self) -> AskingProgress:
        return getattr(self.claim, "asking", None) or AskingProgress(claim=self.claim)

    @property
    def answered(self) -> tuple[str, ...]:
        return self.progress.answered_names

    @property
    def is_for_another(self) -> bool:
        """A clerk writes it down for somebody who came with his papers or called."""
        return self.claim.channel != Channel.ONLINE

    @property
    def demand(self) -> Demand | None:
        return getattr(self.claim, "demand", None)

    @cached_property
    def network(self) -> Network:
        return Network.of(self.claim.vehicle)

    @cached_property
    def regulation(self) -> str | None:
        return regulation_of(self.claim)

    @cached_property
    def statements(self) -> dict[str, Statement]:
        return latest_statements(self.claim, Side.CONSUMER)

    @cached_property
    def record(self) -> CaseFacts | None:
        """The facts as the record has them; None where nothing is known of the car's sale.

        The trouble is judged by itself, whatever is asked for: also for a lost voucher the car may have a fault.
        """
        claim = self.claim
        asked = claim.kind
        claim.kind = asked if claim.about.wants else Kind.FREE_REPAIR
        try:
            asked_for = demand_facts(claim)
            return record_of(claim.vehicle, self.now, asked_for, visits=self.visits, network=self.network)
        except UnknownSaleError:
            return None
        finally:
            claim.kind = asked

    @cached_property
    def version(self) -> CaseFacts | None:
        """The facts as the consumer states them; the record's where together they are impossible."""
        if self.record is None or not self.statements:
            return self.record
        values = {path: json.loads(one.value) for path, one in self.statements.items()}
        try:
            facts = facts_of(compare(self.record, Version("consumer", values), Version("business")).consumer)
        except FactsError:
            return self.record
        return self.record if check(facts) else facts

    @cached_property
    def matter(self) -> Matter | None:
        """What the law makes of it, nothing particular being asked for; None too where the facts contradict each other."""
        return self._matter(self.version, only_asking=True)

    @cached_property
    def asked_matter(self) -> Matter | None:
        """The same, with what is asked for and its time limits, as if it were sent now."""
        facts = self.version
        if facts is None or facts.demand is None or not self.claim.about.wants:
            return None
        made_on = facts.demand.made_on if self.is_for_another else timezone.localdate(self.now)
        return self._matter(replace(facts, demand=replace(facts.demand, made_on=made_on)), only_asking=False)

    def _matter(self, facts: CaseFacts | None, *, only_asking: bool) -> Matter | None:
        if facts is None:
            return None
        lang = "en" if get_language() == "en" else "zh"
        try:
            return Matter.of(facts, self.names, lang, timezone.localdate(self.now), only_asking=only_asking)
        except FactsError:
            return None

    @cached_property
    def others(self) -> Sequence[Claim]:
        """Claims about the same car and owner that are not ended, the latest first."""
        found = Claim.objects.filter(ownership=self.claim.ownership_id, state__in=OPEN_STATES)
        return list(found.exclude(pk=self.claim.pk).order_by("-submitted_at"))

    @cached_property
    def further(self) -> Sequence[Claim]:
        """Added to this one, about the same trouble."""
        return [row.claim for row in self.claim.further.select_related("claim").order_by("id")]

    @property
    def is_sold_on(self) -> bool:
        return self.claim.ownership.until is not None


def drafts_about(vehicle: Vehicle, person: User) -> Sequence[Claim]:
    """Begun and not sent, of this car, that the person may go on with; the latest first."""
    found = Claim.objects.filter(vehicle=vehicle, state=State.DRAFT)
    return [one for one in found.order_by("-opened_at", "-id") if person.pk in _writers(one)]


def _writers(claim: Claim) -> tuple[int | None, ...]:
    return (claim.entered_by_id, claim.consumer_id, claim.representative_id)


def begun_says(claim: Claim, now: datetime) -> str:
    days = (timezone.localdate(now) - timezone.localdate(claim.opened_at)).days
    return _("今天开始写的") if not days else _("{days}天以前开始写的").format(days=days)
