"""The answer in one sentence, and the next thing to know."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanbao.check.results.grounds import change_of, nearest, rests_on_refuting
from sanbao.check.results.matter import NEWER, OLDER, Matter, short_name
from sanbao.check.results.open_questions import open_questions
from sanbao.check.results.remedies import (
    ORDER,
    VEHICLE,
    demanded,
    demanded_together,
    groups,
    named,
    named_together,
    only_a_car,
    outcome_of,
    rules_of,
)
from sanbao.check.results.writing import yuan
from sanbao.law.assessment import VEHICLE_REPLACEMENT
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.regulations import regulation

_PLAIN_COUNTS = ("same_problem", "repair_days")
_SAID_FIRST = ("use_unknown", "commercial_use_is_a_ground")


def headline(matter: Matter) -> str:
    """What was asked for is answered first; who only asks is told the most that the law gives or may give."""
    if matter.assessment.scope.outcome == NOT_MET:
        return _("三包规定不适用于这辆车。")
    codes = _asked(matter)
    answer = outcome_of(matter, codes)
    if answer == MET:
        return _("您现在可以要求{remedy}{money}。").format(
            remedy=demanded_together(matter, codes), money=_money(matter, codes)
        )
    if answer == UNDETERMINED:
        return _depends(matter, codes)
    if only_a_car(matter):
        return _("您现在可以要求换车；同品牌同型号的车和不低于原车配置的车都没有的，才可以要求退车。")
    return _one_step_away(matter, codes) or _("您现在不能要求{remedy}。").format(remedy=named_together(matter, codes))


def _one_step_away(matter: Matter, codes: tuple[str, ...]) -> str:
    """What is still missing, where it is a plain count; with conditions it is told below the headline."""
    near = nearest(matter, codes)[:1]
    if near and near[0].rule.topic in _PLAIN_COUNTS and not rests_on_refuting(matter, near[0]):
        return change_of(matter, near[0])
    return ""


def outcome(matter: Matter) -> str:
    """Of what the headline answers."""
    return NOT_MET if matter.assessment.scope.outcome == NOT_MET else outcome_of(matter, _asked(matter))


def _asked(matter: Matter) -> tuple[str, ...]:
    """What was asked for, or the best of what could be."""
    if matter.wants is not None:
        return _together(matter, matter.wants) if outcome_of(matter, (matter.wants,)) != MET else (matter.wants,)
    by_outcome = {outcome_of(matter, codes): codes for codes in reversed(groups(matter))}
    vehicle = [codes for codes in groups(matter) if set(codes) <= set(VEHICLE)]
    best = min(vehicle, key=lambda codes: (MET, UNDETERMINED, NOT_MET).index(outcome_of(matter, codes)))
    if outcome_of(matter, best) != NOT_MET or nearest(matter, best):
        return best
    return by_outcome.get(MET) or by_outcome.get(UNDETERMINED) or best


def _together(matter: Matter, wants: str) -> tuple[str, ...]:
    return next(codes for codes in groups(matter) if wants in codes)


def _money(matter: Matter, codes: tuple[str, ...]) -> str:
    """Whether use compensation is owed on a car given or money paid back."""
    compensation = matter.assessment.money.use_compensation
    if not set(codes) <= set(VEHICLE):
        return ""
    if compensation.applies is None:
        return _("，要不要付使用补偿费还要看事实")
    if compensation.applies and matter.facts.voucher.use_compensation_coefficient is None:
        return _("，使用补偿费要看三包凭证上写的系数")
    if not compensation.applies or compensation.coefficient == 0:
        return _("，不付使用补偿费")
    if compensation.yuan is None:
        return _("，要付使用补偿费")
    return _("，要付使用补偿费{amount}").format(amount=yuan(compensation.yuan))


def _depends(matter: Matter, codes: tuple[str, ...]) -> str:
    count = len(open_questions(matter, matter.behind(rules_of(matter, codes))))
    return ngettext(
        "能不能要求{remedy}，取决于{count}项事实。", "能不能要求{remedy}，取决于{count}项事实。", count
    ).format(remedy=named_together(matter, codes), count=count)


def lede(matter: Matter) -> tuple[str, ...]:
    """What else may be demanded now though nobody asked for it, and what is still open."""
    if matter.assessment.scope.outcome == NOT_MET:
        return (scope_says(matter) or governed_by(matter),)
    asked = _asked(matter)
    says = [scope_says(matter)] if matter.assessment.scope.because in _SAID_FIRST else []
    if matter.wants is not None and outcome_of(matter, (matter.wants,)) == NOT_MET and not only_a_car(matter):
        says.append(_still_missing(matter, asked))
    says += _others(matter, (*asked, VEHICLE_REPLACEMENT) if only_a_car(matter) else asked)
    return tuple(text for text in dict.fromkeys(says) if text)


def _others(matter: Matter, told: tuple[str, ...]) -> list[str]:
    """What may be demanded beside what the headline tells, and what may turn out to be."""
    remedies = matter.assessment.remedies
    granted = any(getattr(remedies, code).outcome == MET for code in told)
    others = {
        outcome: [code for code in ORDER if getattr(remedies, code).outcome == outcome and code not in told]
        for outcome in (MET, UNDETERMINED)
    }
    says = []
    if others[MET]:
        names = matter.page.REMEDIES_JOINED.join(demanded(matter, code) for code in others[MET])
        sentence = _("还可以要求：{remedies}。") if granted else _("现在就可以要求：{remedies}。")
        says.append(sentence.format(remedies=names))
    if others[UNDETERMINED]:
        names = matter.page.REMEDIES_JOINED.join(named(matter, code, remedies) for code in others[UNDETERMINED])
        says.append(_("还要看事实：{remedies}。").format(remedies=names))
    return says


def _still_missing(matter: Matter, codes: tuple[str, ...]) -> str:
    """Below a headline that says what is missing: not now; below one that says not now: what is nearest."""
    if _one_step_away(matter, codes):
        return _("现在不能要求{remedy}。").format(remedy=named_together(matter, codes))
    changes = [change_of(matter, judged) for judged in nearest(matter, codes)[:1]]
    return _("离得最近的：{change}").format(change=changes[0]) if changes else ""


def scope_says(matter: Matter) -> str:
    """Why the three guarantees do or do not cover the car."""
    says: str = matter.page.SCOPE[matter.assessment.scope.because]
    return says


def asked_as_of(matter: Matter) -> str:
    """按2024年10月14日的情况计算。"""
    asked: str = matter.page.ASKED.format(as_of=matter.words.day(matter.facts.as_of))
    return asked


def governed_by(matter: Matter) -> str:
    """Which order governs, and why."""
    page, words, choice = matter.page, matter.words, matter.assessment.regulation
    if choice.id is None:
        nothing: str = page.NO_REGULATION.format(day=words.day(regulation(OLDER).in_force_from))
        return nothing
    chinese = matter.lang == "zh"
    written: str = page.REGULATION.format(
        title=matter.governing.title_zh if chinese else matter.governing.title_en,
        number=matter.governing.number_zh,
        short=short_name(matter.governing, matter.lang),
        because=page.BECAUSE[choice.because].format(day=words.day(regulation(NEWER).in_force_from)),
    )
    return written
