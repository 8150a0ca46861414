"""What each kind of claim rests on: the remedy of the law, who owes it, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from claims.cases.codes import Duty, Kind, Remedy, StartEvent

SAMR_43, AQSIQ_150 = "samr-43", "aqsiq-150"


@dataclass(frozen=True)
class Limit:
    """`law`: the key of the law's time limit; empty: the law sets none, and a setting of the site stands in."""

    duty: Duty
    starts: StartEvent
    law: str = ""


REPLY_BY_SETTING = Limit(Duty.REPLY, StartEvent.RECEIPT)
COMPLETE_BY_SETTING = Limit(Duty.COMPLETE, StartEvent.DEMAND)
BY_SETTING = (REPLY_BY_SETTING, COMPLETE_BY_SETTING)
_WHOLE_CAR = {
    SAMR_43: (
        Limit(Duty.REPLY, StartEvent.RECEIPT, "samr-43/reply"),
        Limit(Duty.COMPLETE, StartEvent.DEMAND, "samr-43/complete"),
    ),
    AQSIQ_150: (
        Limit(Duty.REPLY, StartEvent.RECEIPT, "aqsiq-150/reply"),
        Limit(Duty.CERTIFICATE, StartEvent.DEMAND, "aqsiq-150/certificate"),
    ),
}


@dataclass(frozen=True)
class KindOfClaim:
    """`wants`: as the law's demand names it, empty where it has no word for it. `remedy`: what is given when granted.

    `articles` by regulation: where the right stands. `limits` by regulation; any other: the settings of the site.
    """

    kind: Kind
    wants: str
    remedy: Remedy
    owed_by_seller: bool
    articles: Mapping[str, tuple[str, ...]]
    limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    is_about_money: bool = False

    def limits_under(self, regulation: str | None) -> tuple[Limit, ...]:
        return self.limits.get(regulation or "", BY_SETTING)


KINDS: dict[str, KindOfClaim] = {
    one.kind: one
    for one in (
        KindOfClaim(
            Kind.FREE_REPAIR,
            wants="repair",
            remedy=Remedy.REPAIR,
            owed_by_seller=False,
            articles={SAMR_43: ("19",), AQSIQ_150: ("18",)},
        ),
        KindOfClaim(
            Kind.ASSEMBLY_REPLACEMENT,
            wants="assembly_replacement",
            remedy=Remedy.ASSEMBLY_REPLACEMENT,
            owed_by_seller=False,
            articles={SAMR_43: ("20",), AQSIQ_150: ("18",)},
        ),
        KindOfClaim(
            Kind.VEHICLE_REPLACEMENT,
            wants="vehicle_replacement",
            remedy=Remedy.VEHICLE_REPLACEMENT,
            owed_by_seller=True,
            articles={SAMR_43: ("22", "23", "24"), AQSIQ_150: ("20", "21")},
            limits=_WHOLE_CAR,
        ),
        KindOfClaim(
            Kind.VEHICLE_RETURN,
            wants="vehicle_return",
            remedy=Remedy.VEHICLE_RETURN,
            owed_by_seller=True,
            articles={SAMR_43: ("22", "23", "24"), AQSIQ_150: ("20", "21", "23")},
            limits=_WHOLE_CAR,
        ),
        KindOfClaim(
            Kind.LOANER_OR_TRANSPORT,
            wants="repair",
            remedy=Remedy.LOANER_OR_TRANSPORT,
            owed_by_seller=False,
            articles={SAMR_43: ("21",), AQSIQ_150: ("19",)},
            is_about_money=True,
        ),
        KindOfClaim(
            Kind.REIMBURSEMENT,
            wants="repair",
            remedy=Remedy.MONEY,
            owed_by_seller=False,
            articles={SAMR_43: ("15", "19"), AQSIQ_150: ("16", "18")},
            is_about_money=True,
        ),
        KindOfClaim(
            Kind.VOUCHER_REISSUE,
            wants="",
            remedy=Remedy.VOUCHER_REISSUE,
            owed_by_seller=True,
            articles={SAMR_43: ("14",), AQSIQ_150: ("27",)},
            limits={
                AQSIQ_150: (
                    REPLY_BY_SETTING,
                    Limit(Duty.VOUCHER_REISSUE, StartEvent.DEMAND, "aqsiq-150/voucher_reissue"),
                )
            },
        ),
    )
}
