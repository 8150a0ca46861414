"""What the law gives of each kind that can be asked for, in plain words; and the rights that nobody has asked for yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.cases.codes import Kind
from claims.cases.kinds import KINDS, SAMR_43
from sanbao.check.results.cards import card_of
from sanbao.check.results.grounds import sentence_of
from sanbao.check.results.headline import scope_says
from sanbao.check.results.matter import Matter
from sanbao.check.results.period_rows import three_guarantees_over
from sanbao.check.results.remedies import VEHICLE, outcome_of, tag
from sanbao.law.outcomes import MET, NOT_MET
from sanbao.law.phrases import cited
from sanbao.web.components import DecisionCard

REMEDY_OF: Mapping[str, str] = {
    Kind.VEHICLE_RETURN: "vehicle_return",
    Kind.VEHICLE_REPLACEMENT: "vehicle_replacement",
    Kind.ASSEMBLY_REPLACEMENT: "assembly_replacement",
    Kind.FREE_REPAIR: "repair",
    Kind.LOANER_OR_TRANSPORT: "loaner_or_transport",
}
ORDER = (*REMEDY_OF, Kind.REIMBURSEMENT, Kind.VOUCHER_REISSUE)
WHOLE_CAR = (Kind.VEHICLE_RETURN, Kind.VEHICLE_REPLACEMENT)
# What goes beside what is asked for, and what would take its place.
BESIDE: Mapping[str, tuple[Kind, ...]] = {
    Kind.FREE_REPAIR: (Kind.LOANER_OR_TRANSPORT,),
    Kind.ASSEMBLY_REPLACEMENT: (Kind.LOANER_OR_TRANSPORT,),
    Kind.VEHICLE_REPLACEMENT: (Kind.LOANER_OR_TRANSPORT,),
    Kind.VEHICLE_RETURN: (Kind.LOANER_OR_TRANSPORT,),
    Kind.LOANER_OR_TRANSPORT: (Kind.ASSEMBLY_REPLACEMENT, Kind.FREE_REPAIR),
    Kind.REIMBURSEMENT: (Kind.LOANER_OR_TRANSPORT,),
}
INSTEAD: Mapping[str, tuple[Kind, ...]] = {
    Kind.FREE_REPAIR: (Kind.VEHICLE_RETURN, Kind.VEHICLE_REPLACEMENT, Kind.ASSEMBLY_REPLACEMENT),
    Kind.ASSEMBLY_REPLACEMENT: (Kind.VEHICLE_RETURN, Kind.VEHICLE_REPLACEMENT),
}


@dataclass(frozen=True)
class Right:
    """`outcome` is empty where no facts of the record decide: papers do."""

    kind: Kind
    outcome: str
    card: DecisionCard

    @property
    def tag(self) -> str:
        return self.card.tag


def rights_of(matter: Matter | None, regulation: str | None) -> list[Right]:
    """One a kind. Without a matter, or where no order covers the car, only what the kinds themselves say."""
    return [_right(kind, matter, regulation) for kind in ORDER]


def _right(kind: str, matter: Matter | None, regulation: str | None) -> Right:
    remedy = REMEDY_OF.get(kind)
    if remedy is not None and matter is not None and matter.assessment.scope.outcome == NOT_MET:
        title = str(Kind(kind).label)
        card = DecisionCard(title=title, outcome="not_met", tag=tag(NOT_MET), says=scope_says(matter))
        return Right(Kind(kind), NOT_MET, card)
    if remedy is None or matter is None or matter.judgement is None:
        return Right(Kind(kind), "", _by_papers(Kind(kind), regulation))
    codes = _codes(matter, remedy)
    outcome = outcome_of(matter, codes)
    return Right(Kind(kind), outcome, _in_full(matter, codes, card_of(matter, codes)))


def _in_full(matter: Matter, codes: tuple[str, ...], card: DecisionCard) -> DecisionCard:
    """Where nothing would change the outcome: why each ground fails, which the page of the result tells elsewhere."""
    if outcome_of(matter, codes) != NOT_MET or card.would_change or three_guarantees_over(matter):
        return card
    failed = [one for one in matter.judged(NOT_MET) if not set(codes).isdisjoint(one.finding.grants)]
    return replace(card, reasons=tuple(dict.fromkeys(sentence_of(matter, one) for one in failed)))


def _codes(matter: Matter, remedy: str) -> tuple[str, ...]:
    """Another car and the money back are told together where the law gives both for the same reasons."""
    remedies = matter.assessment.remedies
    together = remedy in VEHICLE and remedies.vehicle_replacement == remedies.vehicle_return
    return VEHICLE if together else (remedy,)


def _by_papers(kind: Kind, regulation: str | None) -> DecisionCard:
    says = {
        Kind.REIMBURSEMENT: _("包修期内修质量问题、拖车不收费；付过的，凭结算单、发票要求退还。"),
        Kind.VOUCHER_REISSUE: _("三包凭证丢了，可以请销售者补办，三包权利不受影响。"),
    }.get(kind, _("现在还算不出来，可以先提出，事实由双方再核对。"))
    return DecisionCard(
        title=str(kind.label), outcome="undetermined", tag=_("凭单据"), says=says, cite=articles_of(kind, regulation)
    )


def articles_of(kind: str, regulation: str | None) -> str:
    """依据：第四十三号令第十九条; empty where no order is known to govern the car."""
    lang = "en" if get_language() == "en" else "zh"
    places = KINDS[kind].articles.get(regulation or "", ())
    words = _("、").join(cited(f"{regulation}/{article}", lang) for article in places)
    return _("依据：{citations}").format(citations=words) if words else ""


def best_of(rights: list[Right]) -> Kind | None:
    """The most that is granted now."""
    return next((right.kind for right in rights if right.outcome == MET), None)


def is_granted(rights: list[Right], kind: str) -> bool:
    return any(right.kind == kind and right.outcome == MET for right in rights)


def refused_by_law(rights: list[Right], kind: str) -> bool:
    return any(right.kind == kind and right.outcome == NOT_MET for right in rights)


def more_than_asked(rights: list[Right], kind: str) -> Iterator[Right]:
    """What is granted now and would take the place of what is asked for."""
    return (right for right in rights if right.kind in INSTEAD.get(kind, ()) and right.outcome == MET)


def beside(rights: list[Right], kind: str) -> Iterator[Right]:
    """What is granted now and can be asked for as well."""
    return (right for right in rights if right.kind in BESIDE.get(kind, ()) and right.outcome == MET)


def takes_losses(kind: str, regulation: str | None) -> bool:
    """Order 43 has the losses of whoever gives a car back made good; the older one does not."""
    return kind in WHOLE_CAR and regulation == SAMR_43
