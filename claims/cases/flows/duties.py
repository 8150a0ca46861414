"""Which duties are open in which state, whose they are, and which steps are their performance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claims.cases.codes import Party, State
from claims.cases.disputes import is_accepted
from claims.cases.models import Claim
from claims.cases.models.duty import Work
from sanbao.accounts.models import Organisation

# What is granted is carried out once the consumer has accepted it; until then it is his turn.
OPEN_IN: Mapping[str, tuple[Work, ...]] = {
    State.SUBMITTED: (Work.ANSWER,),
    State.SETTLED: (Work.FULFIL,),
    State.FULFILLING: (Work.FULFIL,),
    State.DISPUTED: (Work.SCREEN,),
}
SCREENED = "claim.dispute_accepted"  # a note: the state stays


@dataclass(frozen=True)
class Duty:
    """`done_by`: the steps and notes that perform it; whatever else ends it has overtaken it."""

    work: Work
    party: Party
    done_by: tuple[str, ...]

    def holder(self, claim: Claim) -> Organisation | None:
        """None where nobody of this site is on that side: a seller without an account, a dispute without a body yet."""
        return {Party.BUSINESS: claim.respondent, Party.CLERK: claim.body}[self.party]


DUTIES: Mapping[str, Duty] = {
    one.work: one
    for one in (
        Duty(Work.ANSWER, Party.BUSINESS, ("grant", "refuse")),
        Duty(Work.FULFIL, Party.BUSINESS, ("confirm", "close_unconfirmed")),
        Duty(Work.SCREEN, Party.CLERK, ("consult", "refer_outside", SCREENED)),
    )
}


def open_works(claim: Claim) -> tuple[Work, ...]:
    """What the table says of a claim as it stands. A dispute that was taken is screened, and stays one."""
    works = OPEN_IN.get(claim.state, ())
    held = tuple(work for work in works if DUTIES[work].holder(claim) is not None)
    return held if Work.SCREEN not in held or not is_accepted(claim) else ()
