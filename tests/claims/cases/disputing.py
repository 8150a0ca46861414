"""A disputed claim for tests: one problem repaired five times, at the third time with an update of the software."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.cases.models import Claim, Side, Statement
from claims.cases.services.agreeing import version_state
from claims.cases.services.screening import dispute_accept
from sanbao.accounts.models import User
from tests.claims.cases import world
from tests.claims.repairs import world as repairs
from tests.snapshot import built

UPDATE = "visits/R3/items/0/work"
LATER = world.AT + timedelta(days=3)


def repaired_five_times(case: world.Case) -> None:
    """Of one problem; at the third time with an update of the software. Four other times are not more than four."""
    for number in range(5):
        came = repairs.MARCH + timedelta(days=20 * number)
        work = "software_update" if number == 2 else "repair"
        repairs.repaired(case.vehicle, case.shop, came, 1_000 * (number + 1), work=work)


def build() -> None:
    case = world.case()
    repaired_five_times(case)
    world.disputed(case)
    assert case.clerk


@dataclass
class Dispute:
    claim: Claim
    owner: User
    seller: User
    clerk: User

    def fresh(self) -> Claim:
        return Claim.objects.get(pk=self.claim.pk)

    def state(
        self,
        fact: str = UPDATE,
        value: object = "inspection_only",
        words: str = "只看了一下，没有升级。",
        by: User | None = None,
        at: datetime = LATER,
    ) -> Statement:
        person = by or self.seller
        side = Side.CONSUMER if person == self.owner else Side.BUSINESS
        return version_state(
            claim=self.claim, side=side, fact=fact, value=value, words=words, doing=world.doing(person, at)
        )

    def accept(self, at: datetime = LATER) -> Claim:
        return dispute_accept(claim=self.claim, words="", doing=world.doing(self.clerk, at, lock=self.fresh().lock))


def dispute() -> Dispute:
    built("a dispute", build)
    claim = Claim.objects.select_related("vehicle__sale", "body", "respondent").get()
    return Dispute(claim, claim.consumer, User.objects.get(name="林晓"), User.objects.get(name="徐文"))
