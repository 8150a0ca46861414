"""How it was worked out: every finding, what is counted, the readings leaned on, the other order, the notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sanbao.check.results.grounds import nearest, sentence_of
from sanbao.check.results.matter import Matter, short_name
from sanbao.check.results.money_rows import MoneyTold, money_told
from sanbao.check.results.readings_at_issue import at_issue
from sanbao.check.results.remedies import ORDER, VEHICLE, RemedyLine, capital, named, outcome_of, tag
from sanbao.law.notices import BURDEN_ON_BUSINESS, COEFFICIENT_CAPPED, COEFFICIENT_MISSING
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.readings import readings_behind
from sanbao.law.regulations import regulation
from sanbao.law.rules import Judged
from sanbao.law.sentences import notice_text
from sanbao.law.sources import law_data_version


@dataclass(frozen=True)
class FindingGroup:
    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class OtherOrder:
    heading: str
    scope: str
    lines: tuple[RemedyLine, ...]
    reasons: tuple[str, ...]
    money: MoneyTold | None


@dataclass(frozen=True)
class ReadingTold:
    question: str
    chosen: str


def finding_groups(matter: Matter) -> tuple[FindingGroup, ...]:
    """Findings by outcome, each in the engine's sentence; what is granted on one ground needs no other told."""
    return tuple(group for outcome in (MET, UNDETERMINED, NOT_MET) if (group := _group(matter, outcome)).sentences)


def _group(matter: Matter, outcome: str) -> FindingGroup:
    judged = matter.judged(outcome)
    told = [one for one in judged if not _is_beside_the_point(matter, one)]
    sentences = [sentence_of(matter, one) for one in told]
    if len(told) < len(judged):
        sentences.append(str(matter.page.OTHER_GROUNDS.format(number=len(judged) - len(told))))
    return FindingGroup(str(matter.page.REASON_HEADINGS[outcome]), tuple(sentences))


def _is_beside_the_point(matter: Matter, judged: Judged) -> bool:
    """Is it a ground that does not hold, for what may be demanded on another one?"""
    remedies = matter.assessment.remedies
    granted = [getattr(remedies, remedy).outcome for remedy in judged.finding.grants]
    return judged.finding.outcome == NOT_MET and all(outcome == MET for outcome in granted)


def counted_only(matter: Matter) -> str:
    """What counts at all."""
    return "" if matter.assessment.counters is None else str(matter.page.COUNTED_ONLY)


def other_order(matter: Matter) -> OtherOrder | None:
    """What the order now in force would give a car that the older one governs."""
    alternative = matter.assessment.alternative
    if alternative is None:
        return None
    lines = tuple(
        RemedyLine(
            code, outcome, capital(named(matter, code, alternative.remedies)), tag(outcome), code == matter.wants
        )
        for code in ORDER
        for outcome in [getattr(alternative.remedies, code).outcome]
    )
    short = short_name(regulation(alternative.regulation), matter.lang)
    other = matter.under_the_other_order()
    return OtherOrder(
        str(matter.page.ALTERNATIVE.format(short=short)),
        str(matter.page.SCOPE[alternative.scope.because]),
        lines,
        () if other is None else tuple(_reasons(other)),
        None if other is None else _money(matter, other),
    )


def _money(matter: Matter, other: Matter) -> MoneyTold | None:
    """The money under the other order, without the hints that are given for this one already."""
    told, given = money_told(other), money_told(matter)
    if told is None or given is None:
        return told
    return replace(told, hints=tuple(hint for hint in told.hints if hint not in given.hints))


def _reasons(other: Matter) -> Iterator[str]:
    """What holds and what is open; of a car or the money back, where neither is, what is nearest."""
    for judged in other.judged(MET, UNDETERMINED):
        yield sentence_of(other, judged)
    if all(outcome_of(other, (code,)) == NOT_MET for code in VEHICLE):
        yield from (sentence_of(other, judged) for judged in nearest(other, VEHICLE)[:1])


def notices(matter: Matter) -> tuple[str, ...]:
    """The notices; who must prove stands beside the question it is about."""
    return tuple(
        matter.sentences.notice(notice.code) if matter.sentences else notice_text(notice.code, matter.words)
        for notice in matter.assessment.notices
        if notice.code != BURDEN_ON_BUSINESS and not _is_about_money_not_owed(matter, notice.code)
    )


def _is_about_money_not_owed(matter: Matter, code: str) -> bool:
    """A coefficient matters, and is asked for, only where use compensation may have to be paid."""
    return (
        code in (COEFFICIENT_MISSING, COEFFICIENT_CAPPED) and matter.assessment.money.use_compensation.applies is False
    )


def readings(matter: Matter) -> tuple[ReadingTold, ...]:
    """Of what was asked for; when that rests on none, of a car or the money back, else of all that may be had."""
    remedies = matter.assessment.remedies
    rules = getattr(remedies, matter.wants).rules if matter.wants else ()
    rules = rules or (*remedies.vehicle_return.rules, *remedies.vehicle_replacement.rules)
    rules = rules or tuple(judged.finding.rule for judged in matter.judged(MET, UNDETERMINED))
    chinese, judgement = matter.lang == "zh", matter.judgement
    return tuple(
        ReadingTold(one.question_zh, one.chosen_zh) if chinese else ReadingTold(one.question_en, one.chosen_en)
        for one in readings_behind(rules)
        if judgement is not None and at_issue(judgement.case, one.code)
    )


def provenance(matter: Matter) -> str:
    """What the texts were read in, and the version of the law data."""
    return str(matter.page.PROVENANCE.format(version=law_data_version()))
