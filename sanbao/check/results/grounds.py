"""Why a ground holds or not, in the engine's words, with the owner's name for the problem that is counted."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanbao.check.results.matter import Matter
from sanbao.law.outcomes import NOT_MET
from sanbao.law.phrases import filled, wanted
from sanbao.law.prospects import missing_share
from sanbao.law.reasons import told_of
from sanbao.law.rules import COMPENSATION_FREE, Judged
from sanbao.law.told import Reason, Told, assemblies_concerned

_SAME_PROBLEM = "same_problem"


def reasons_of(matter: Matter, judged: Judged) -> list[str]:
    """Why a ground holds, a sentence a reason."""
    if judged.rule.topic == _SAME_PROBLEM:
        return list(_same_problem(matter))
    told = _told(matter, judged)
    parts = [_filled(matter, "REASONS", reason) for reason in told.reasons]
    if told.closing is not None:
        parts.append(_filled(matter, "CLOSINGS", told.closing))
    return [_sentence(part) for part in parts]


def _same_problem(matter: Matter) -> Iterator[str]:
    counters = matter.assessment.counters
    for key, count in counters.same_problem.items() if counters else ():
        if count.count > count.limit:
            yield _("{problem}修了{count}次，超过了{limit}次。").format(
                problem=matter.quoted(key), count=count.count, limit=matter.words.law_number(count.limit)
            )


def change_of(matter: Matter, judged: Judged) -> str:
    """What would make a ground hold, as a whole sentence; empty where nothing that can still happen would."""
    change = _told(matter, judged).change
    if change is None:
        return ""
    if change.code == "more_same_problem":
        return _once_more(matter, judged, change)
    return _sentence(
        _("{change}要求{wanted}").format(change=_filled(matter, "CHANGES", change), wanted=wanted_of(matter, judged))
    )


def _once_more(matter: Matter, judged: Judged, change: Reason) -> str:
    """So many more repairs of the problem that was repaired most often, by its name."""
    words = matter.words
    missing = change.values["missing"]
    return ngettext(
        "三包有效期内，{problem}再修{missing}次{refuted}，您就可以要求{wanted}。",
        "三包有效期内，{problem}再修{missing}次{refuted}，您就可以要求{wanted}。",
        missing,
    ).format(
        problem=_most_repaired(matter),
        missing=missing,
        refuted=words.REFUTED if change.values["refuted"] else "",
        wanted=wanted_of(matter, judged),
    )


def _most_repaired(matter: Matter) -> str:
    counters = matter.assessment.counters
    counts = {key: count.count for key, count in counters.same_problem.items()} if counters else {}
    highest = [key for key, count in counts.items() if count == max(counts.values())]
    if len(highest) != 1:
        return _("同一质量问题")
    return matter.quoted(highest[0])


def wanted_of(matter: Matter, judged: Judged) -> str:
    """What a ground gives, and from whom."""
    free = judged.rule.compensation == COMPENSATION_FREE
    return wanted(judged.finding.grants, free, assemblies_concerned(judged), matter.lang)


def nearest(matter: Matter, remedies: tuple[str, ...]) -> list[Judged]:
    """The grounds for one of these remedies that are begun and can still come about, the least short first."""
    judgement = matter.judgement
    if judgement is None:
        return []
    shares = []
    for judged in matter.judged(NOT_MET):
        begun = judged.finding.short_by and not set(remedies).isdisjoint(judged.finding.grants)
        share = missing_share(judgement.case, judgement.rows, judged) if begun else None
        if share is not None:
            shares.append((share, judged))
    return [judged for _share, judged in sorted(shares, key=itemgetter(0))]


def rests_on_refuting(matter: Matter, judged: Judged) -> bool:
    """Would the ground hold only if the business fails with a ground of its own?"""
    change = _told(matter, judged).change
    return change is not None and bool(change.values.get("refuted"))


def sentence_of(matter: Matter, judged: Judged) -> str:
    """The engine's own sentence, article included."""
    return matter.sentences.finding(judged) if matter.sentences else ""


def _told(matter: Matter, judged: Judged) -> Told:
    judgement = matter.judgement
    return Told() if judgement is None else told_of(judgement.case, judgement.rows, judged)


def _filled(matter: Matter, table: str, reason: Reason) -> str:
    return filled(matter.words, table, reason.code, tuple(reason.values.items()))


def _sentence(text: str) -> str:
    """With a capital and a full stop of its language."""
    return _("{text}。").format(text=text[:1].upper() + text[1:])
