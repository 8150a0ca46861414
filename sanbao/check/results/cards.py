"""Decision cards: what may be demanded and from whom, what turns on facts, and what is nearest."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sanbao.check.results.grounds import change_of, nearest, reasons_of, sentence_of
from sanbao.check.results.matter import Matter
from sanbao.check.results.open_questions import open_questions
from sanbao.check.results.period_rows import three_guarantees_over
from sanbao.check.results.remedies import (
    VEHICLE,
    capital,
    groups,
    named_together,
    only_a_car,
    outcome_of,
    past_stays,
    rules_of,
    tag,
)
from sanbao.law.assessment import LOANER_OR_TRANSPORT, VEHICLE_RETURN
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.rules import Judged
from sanbao.web.components import DecisionCard

_MOST_CHANGES = 3


@dataclass(frozen=True)
class RemedyCard:
    """A card with the remedies it is about, for machines."""

    codes: str
    outcome: str
    card: DecisionCard


def cards(matter: Matter) -> tuple[RemedyCard, ...]:
    """Every remedy that may or might be demanded; one that may not only when it was asked for, or is a car."""
    return tuple(
        RemedyCard(" ".join(codes), outcome_of(matter, codes), card_of(matter, codes))
        for codes in groups(matter)
        if _is_told(matter, codes)
    )


def _is_told(matter: Matter, codes: tuple[str, ...]) -> bool:
    if matter.judgement is None:
        return False
    if codes == (VEHICLE_RETURN,) and only_a_car(matter):
        return False
    return outcome_of(matter, codes) != NOT_MET or matter.wants in codes or set(codes) <= set(VEHICLE)


def card_of(matter: Matter, codes: tuple[str, ...]) -> DecisionCard:
    """What the law makes of remedies that are told together."""
    outcome = outcome_of(matter, codes)
    return {MET: _granted, UNDETERMINED: _open, NOT_MET: _not_yet}[outcome](matter, codes)


def _title(matter: Matter, codes: tuple[str, ...]) -> str:
    return capital(named_together(matter, codes))


def _granted(matter: Matter, codes: tuple[str, ...]) -> DecisionCard:
    rules = rules_of(matter, codes)
    behind = matter.behind(rules)
    reasons = [reason for judged in behind for reason in reasons_of(matter, judged)]
    if codes == (LOANER_OR_TRANSPORT,):
        reasons += _loaner_days(matter)
    return DecisionCard(
        title=_title(matter, codes),
        outcome="met",
        tag=tag(MET),
        says=_("您可以要求{owed_by}{remedy}。").format(owed_by=_owed_by(behind[0]), remedy=_demanded(matter, codes)),
        reasons=tuple(dict.fromkeys(reasons)),
        cite=_("依据：{citations}").format(citations=matter.citations(rules)),
        facts=_rests_on(matter, behind),
    )


def _owed_by(judged: Judged) -> str:
    return pgettext("谁承担", "销售者") if judged.finding.owed_by == "seller" else pgettext("谁承担", "修理者")


def _demanded(matter: Matter, codes: tuple[str, ...]) -> str:
    """The remedy as the sentence goes on after whoever owes it."""
    if codes != (LOANER_OR_TRANSPORT,):
        return named_together(matter, codes)
    return _("补给合理的交通补偿") if past_stays(matter) else _("提供备用车或者合理的交通补偿")


def _loaner_days(matter: Matter) -> list[str]:
    days = matter.assessment.remedies.loaner_days
    return [
        _("{visit}：{days}。").format(visit=capital(matter.visit(key)), days=matter.words.days(number))
        for key, number in days.items()
        if number
    ]


def _rests_on(matter: Matter, behind: list[Judged]) -> str:
    facts = dict.fromkeys(fact for judged in behind for fact in judged.finding.facts)
    visits = [fact.removeprefix("visits/") for fact in facts if fact.startswith("visits/")]
    return _("用到{visits}。").format(visits=matter.visit_numbers(visits)) if visits else ""


def _open(matter: Matter, codes: tuple[str, ...]) -> DecisionCard:
    behind = matter.behind(rules_of(matter, codes))
    count = len(open_questions(matter, behind))
    return DecisionCard(
        title=_title(matter, codes),
        outcome="undetermined",
        tag=ngettext("取决于{count}项事实", "取决于{count}项事实", count).format(count=count),
        says=_("能不能要求{remedy}，要先查清事实。").format(remedy=named_together(matter, codes)),
        reasons=tuple(sentence_of(matter, judged) for judged in behind),
    )


def _not_yet(matter: Matter, codes: tuple[str, ...]) -> DecisionCard:
    near = nearest(matter, codes)
    changes = [change_of(matter, judged) for judged in near[:_MOST_CHANGES]]
    if not changes and set(codes) <= set(VEHICLE) and three_guarantees_over(matter):
        return _period_over(matter, codes)
    return DecisionCard(
        title=_title(matter, codes),
        outcome="not_met",
        tag=_("还差一些") if changes else tag(NOT_MET),
        says=_("现在不能要求{remedy}。").format(remedy=named_together(matter, codes)),
        reasons=() if changes else _why_not(matter, codes),
        cite=_("依据：{citations}").format(
            citations=matter.citations(judged.finding.rule for judged in near[:_MOST_CHANGES])
        )
        if changes
        else "",
        would_change=tuple(changes),
    )


def _period_over(matter: Matter, codes: tuple[str, ...]) -> DecisionCard:
    period = matter.governing.parameters["three_guarantees_months"]
    return DecisionCard(
        title=_title(matter, codes),
        outcome="not_met",
        tag=tag(NOT_MET),
        says=three_guarantees_over(matter),
        reasons=(_counts_within(matter),),
        cite=_("依据：{citations}").format(citations=matter.words.cited(matter.governing, period.citation)),
    )


def _counts_within(matter: Matter) -> str:
    """How far it came while the period ran."""
    counters = matter.assessment.counters
    most = max((count.count for count in counters.same_problem.values()), default=0) if counters else 0
    days = counters.repair_days.count if counters else 0
    return _("期内能确认的：同一质量问题最多修了{most}次，累计修理{days}，都没有超过规定的数。").format(
        most=most, days=matter.words.days(days)
    )


def _why_not(matter: Matter, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The one ground's reason; of several, that none is fulfilled: each is told under "how it was worked out"."""
    judged = [one for one in matter.judged(NOT_MET) if not set(codes).isdisjoint(one.finding.grants)]
    if len(judged) == 1:
        return (sentence_of(matter, judged[0]),)
    return (_("{count}项依据一项也没有达到，每一项差在哪里，写在下面“怎么算的”里。").format(count=len(judged)),)
