"""What follows from an answer, and from a whole version, in plain words. For the parties and the clerk, never for an expert."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from claims.cases.codes import Kind
from claims.cases.models import Claim
from claims.cases.pages.law import REMEDY_OF
from claims.cases.versions.outlook import Outlook, Question, Turn
from sanbao.check.results.matter import Matter
from sanbao.law.assessment import REMEDIES, Assessment
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.web import says

CONSUMERS, BUSINESSES = 0, 1
OUTCOMES = {
    MET: gettext_lazy("可以要求"),
    NOT_MET: gettext_lazy("不能要求"),
    UNDETERMINED: pgettext_lazy("outcome", "还不能确定"),
}
GROUNDS = {
    MET: gettext_lazy("成立"),
    NOT_MET: gettext_lazy("不成立"),
    UNDETERMINED: pgettext_lazy("outcome", "还不能确定"),
}


def remedy_asked(claim: Claim) -> str | None:
    """What the law calls that which is asked for; None for what no finding decides."""
    return REMEDY_OF.get(Kind(claim.kind))


def follows(matter: Matter, question: Question, which: int, granting: Collection[str] = ()) -> str:
    """What the outcome is with the first or the second answer, all else left as it is.

    `granting`: the rules that give what the claim asks for; where one of them turns, the others are not cited.
    """
    if not question.remedies:
        return _only_a_ground(matter, question, which)
    outcomes = {turn.of: _with(turn, which) for turn in question.remedies}
    return matter.run_on(*_sentences(matter, outcomes), _by_articles(matter, question, granting))


def _only_a_ground(matter: Matter, question: Question, which: int) -> str:
    """A ground beside others that give the same."""
    outcome = {_with(turn, which) for turn in question.findings}
    sentence = {
        frozenset([MET]): _("{citations}这一项成立；可以要求什么，不因此改变。"),
        frozenset([NOT_MET]): _("{citations}这一项不成立；可以要求什么，不因此改变。"),
    }.get(frozenset(outcome), _("只影响{citations}这一项，还要和别的事实合起来看。"))
    return sentence.format(citations=matter.citations(turn.of for turn in question.findings))


def _sentences(matter: Matter, outcomes: Mapping[str, str]) -> Iterable[str]:
    """The remedies of one outcome together."""
    told = {
        MET: _("可以要求{remedies}。"),
        NOT_MET: _("不能要求{remedies}。"),
        UNDETERMINED: _("能不能要求{remedies}，还要看别的事实。"),
    }
    for outcome, sentence in told.items():
        names = [matter.page.REMEDIES[code] for code in REMEDIES if outcomes.get(code) == outcome]
        if names:
            yield sentence.format(remedies=matter.page.REMEDIES_JOINED.join(names))


def _by_articles(matter: Matter, question: Question, granting: Collection[str]) -> str:
    every = [turn.of for turn in question.findings]
    turned = [rule for rule in every if rule in granting] or every
    return _("依据：{citations}。").format(citations=matter.citations(turned)) if turned else ""


def _with(turn: Turn, which: int) -> str:
    return (turn.with_first, turn.with_second)[which]


def rules_granting(outlook: Outlook, remedy: str | None) -> set[str]:
    """The rules that give a remedy, in either side's version."""
    assessments = [one for one in (outlook.consumer, outlook.business) if one is not None]
    return {finding.rule for one in assessments for finding in one.findings if remedy in finding.grants}


def whole_answer(matter: Matter, outlook: Outlook, remedy: str) -> str:
    """The claim's own remedy over all that is in dispute."""
    name = matter.page.REMEDIES[remedy]
    outcome = outlook.remedies[remedy]
    if outcome == UNDETERMINED:
        count = len(asked_for(outlook, remedy))
        if not count:
            return _("能不能要求{remedies}，还要看别的事实。").format(remedies=name)
        return ngettext(
            "能不能要求{remedy}，取决于{count}项事实。", "能不能要求{remedy}，取决于{count}项事实。", count
        ).format(remedy=name, count=count)
    if not outlook.comparison.differences:
        return (_("可以要求{remedies}。") if outcome == MET else _("不能要求{remedies}。")).format(remedies=name)
    sentence = {
        MET: _("按哪一方的说法，都可以要求{remedy}：有争议的事实不影响这个结果。"),
        NOT_MET: _("按哪一方的说法，现在都不能要求{remedy}：有争议的事实不影响这个结果。"),
    }[outcome]
    return sentence.format(remedy=name)


def asked_for(outlook: Outlook, remedy: str) -> list[Question]:
    """The questions on which this remedy turns."""
    return [one for one in outlook.questions if any(turn.of == remedy for turn in one.remedies)]


def own_answer(matter: Matter, assessment: Assessment | None, remedy: str) -> str:
    """What a side's own version gives, were it so in every point."""
    if assessment is None:
        return _("这些说法合在一起不可能成立，请核对时间和里程。")
    outcome = getattr(assessment.remedies, remedy).outcome
    (sentence,) = _sentences(matter, {remedy: outcome})
    refund = assessment.money.refund_yuan
    if outcome != MET or refund is None:
        return sentence
    return matter.run_on(sentence, _("退还{amount}。").format(amount=says.yuan(refund)))


def changed(matter: Matter, name: str, before: str, after: str, *, is_remedy: bool) -> str:
    """换车：还不能确定 → 可以要求"""
    what = matter.page.REMEDIES[name] if is_remedy else matter.citations([name])
    tags = OUTCOMES if is_remedy else GROUNDS
    return _("{field}：{before} → {after}").format(field=what, before=tags[before], after=tags[after])


def impossible_says(outlook: Outlook) -> Sequence[str]:
    """That some readings go together with no others, and that too many differences were not all combined."""
    told = []
    if outlook.impossible:
        told.append(
            _("有{count}种组合在时间上不可能，没有计算，例如修好的时间早于送修的时间。").format(
                count=len(outlook.impossible)
            )
        )
    if not outlook.is_exhaustive:
        told.append(
            _(
                "不一致的事实太多，没有把所有的组合都算一遍：每一项在双方的说法里单独换过，并且从一方逐项换到另一方。这些定下来以后，可能还有新的问题。"
            )
        )
    return told
