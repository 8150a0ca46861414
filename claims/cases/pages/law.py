"""What the law makes of what is asked, on the record as it stands: the same words for both sides."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.cases.codes import Kind
from claims.cases.evidence import ENDED
from claims.cases.models import Claim
from claims.cases.pages.registry import Part, add_part
from claims.cases.pages.shown import Shown
from sanbao.check.results.grounds import nearest, reasons_of, sentence_of
from sanbao.check.results.headline import scope_says
from sanbao.check.results.matter import Matter
from sanbao.check.results.open_questions import open_questions
from sanbao.check.results.period_rows import three_guarantees_over
from sanbao.check.results.remedies import VEHICLE, named_together, outcome_of, rules_of, tag
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.web.components import DecisionCard

# The remedy of the law whose findings decide a kind; a voucher is owed whatever happened.
REMEDY_OF = {
    Kind.FREE_REPAIR: "repair",
    Kind.ASSEMBLY_REPLACEMENT: "assembly_replacement",
    Kind.VEHICLE_REPLACEMENT: "vehicle_replacement",
    Kind.VEHICLE_RETURN: "vehicle_return",
    Kind.LOANER_OR_TRANSPORT: "loaner_or_transport",
    Kind.REIMBURSEMENT: "repair",
}
MOST_NEAR = 3


def add() -> None:
    add_part("law", 30, law)


def law(shown: Shown) -> Part | None:
    """Nothing of a claim that has ended: the record went on, and would judge anew what was granted and done."""
    if shown.claim.state in ENDED:
        return None
    card = card_of(shown.claim, shown.matter)
    return Part("cases/law_part.html", {"card": card}) if card else None


def card_of(claim: Claim, matter: Matter | None) -> DecisionCard | None:
    """None for what no finding decides."""
    remedy = REMEDY_OF.get(Kind(claim.kind))
    if remedy is None:
        return None
    title = _("按现在的记录，规定怎样说")
    if matter is None:
        says = _("还没有登记这辆车的销售，算不出来。")
        return DecisionCard(title=title, outcome="undetermined", tag="", says=says)
    if matter.assessment.scope.outcome == NOT_MET:
        return DecisionCard(title=title, outcome="not_met", tag=tag(NOT_MET), says=scope_says(matter))
    return {MET: _met, UNDETERMINED: _open, NOT_MET: _not_met}[outcome_of(matter, (remedy,))](matter, (remedy,), title)


def _met(matter: Matter, codes: tuple[str, ...], title: str) -> DecisionCard:
    rules = rules_of(matter, codes)
    reasons = [reason for judged in matter.behind(rules) for reason in reasons_of(matter, judged)]
    return DecisionCard(
        title=title,
        outcome="met",
        tag=tag(MET),
        says=_("符合{remedy}的条件。").format(remedy=named_together(matter, codes)),
        reasons=tuple(dict.fromkeys(reasons)),
        cite=_("依据：{citations}").format(citations=matter.citations(rules)),
    )


def _open(matter: Matter, codes: tuple[str, ...], title: str) -> DecisionCard:
    behind = matter.behind(rules_of(matter, codes))
    count = len(open_questions(matter, behind))
    return DecisionCard(
        title=title,
        outcome="undetermined",
        tag=ngettext("取决于{count}项事实", "取决于{count}项事实", count).format(count=count),
        says=_("符不符合{remedy}的条件，要先查清事实。").format(remedy=named_together(matter, codes)),
        reasons=tuple(sentence_of(matter, judged) for judged in behind),
        cite=_("依据：{citations}").format(citations=matter.citations(judged.finding.rule for judged in behind)),
    )


def _not_met(matter: Matter, codes: tuple[str, ...], title: str) -> DecisionCard:
    near = nearest(matter, codes)[:MOST_NEAR]
    return DecisionCard(
        title=title,
        outcome="not_met",
        tag=tag(NOT_MET),
        says=_("还不符合{remedy}的条件。").format(remedy=named_together(matter, codes)),
        reasons=tuple(sentence_of(matter, judged) for judged in near) or _period_over(matter, codes),
        cite=_("依据：{citations}").format(citations=matter.citations(judged.finding.rule for judged in near))
        if near
        else "",
    )


def _period_over(matter: Matter, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Nothing that can still happen would help: the period for another car or the money back is over."""
    over = three_guarantees_over(matter) if set(codes) <= set(VEHICLE) else ""
    return (over,) if over else ()
