"""What a refusal may name: facts of the case by their paths, articles of the law, grounds of exemption, problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from claims.cases.codes import Kind
from claims.cases.contradictions import PAPERS_FACT, PERIOD_FACTS
from claims.cases.kinds import SAMR_43
from claims.cases.pages.law import REMEDY_OF
from claims.cases.pages.shown import Shown
from claims.cases.words import rule_of
from sanbao.check.results.matter import Matter
from sanbao.check.results.open_questions import open_questions
from sanbao.check.steps.grounds import GROUNDS as ALL_GROUNDS
from sanbao.law.facts import Item
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.phrases import WORDS, cited
from sanbao.law.regulations import regulation
from sanbao.law.rules import Judged

Choice = tuple[str, str]
Group = tuple[str, list[Choice]]
# Of the law's data, what a refusal may rest on beside the finding itself: the range of the order, its periods, grounds.
_PARAMETERS = ("grounds_of_exemption", "covered_kinds", "three_guarantees_months", "repair_warranty_months")
_ITEM_FACTS = ("quality_problem", "problem", "work", "serious_safety", "main_component")


@dataclass(frozen=True)
class Offered:
    """All that may be chosen. `evidence` by public ids."""

    facts: list[Group]
    rules: list[Group]
    grounds: list[Choice]
    problems: list[Choice]
    evidence: list[Choice]

    @classmethod
    def of(cls, shown: Shown, evidence: list[Choice]) -> Offered:
        return cls(facts_of(shown), rules_of(shown), grounds(), problems_of(shown), evidence)

    @property
    def labels(self) -> dict[str, str]:
        """Of the facts, by their paths."""
        return {path: label for _group, choices in self.facts for path, label in choices}


def facts_of(shown: Shown) -> list[Group]:
    """The open questions first, then visit by visit what stands in the record, then periods and papers."""
    matter = shown.matter
    if matter is None:
        return []
    asked = [(one.fact, one.short) for one in open_questions(matter)]
    groups: list[Group] = [(_("还没有查清的"), asked)] if asked else []
    named = {fact for fact, _label in asked}
    groups += [(matter.visit(visit.id), _of_visit(matter, visit.id, named)) for visit in matter.visits]
    return [*groups, (_("期间和文书"), list(_others(shown)))]


def _of_visit(matter: Matter, key: str, named: set[str]) -> list[Choice]:
    visit = next(one for one in matter.visits if one.id == key)
    short = _("第{number}次送修").format(number=[one.id for one in matter.visits].index(key) + 1)
    whole = [
        (f"visits/{key}", _("{visit}不应当算").format(visit=short)),
        (f"visits/{key}/finished_at", _("{visit}修好的时间").format(visit=short)),
    ]
    items = [
        (f"visits/{key}/items/{place}/{name}", _item_label(matter, short, item, name))
        for place, item in enumerate(visit.items)
        for name in _ITEM_FACTS
        if getattr(item, name) is not None
    ]
    return [choice for choice in (*whole, *items) if choice[0] not in named]


def _item_label(matter: Matter, visit: str, item: Item, name: str) -> str:
    sentences = {
        "quality_problem": _("{visit}：{problem}是不是质量问题"),
        "problem": _("{visit}：{problem}和以前是不是同一个问题"),
        "work": _("{visit}：{problem}做了什么，算不算一次修理"),
        "serious_safety": _("{visit}：{problem}是不是严重安全性能故障"),
        "main_component": _("{visit}：{problem}坏的是不是主要零部件"),
    }
    return sentences[name].format(visit=visit, problem=matter.quoted(item.problem))


def _others(shown: Shown) -> Iterator[Choice]:
    labels = {"three_guarantees": _("三包有效期已经过了"), "repair_warranty": _("包修期已经过了")}
    for path, name in PERIOD_FACTS.items():
        yield path, labels[name]
    demand = shown.claim.demand
    if not (demand.has_invoice and demand.has_voucher):
        yield PAPERS_FACT, _("没有购车发票或者三包凭证")


def rules_of(shown: Shown) -> list[Group]:
    """The findings on which what is asked turns; then the other articles by the law's data."""
    matter, remedy = shown.matter, REMEDY_OF.get(Kind(shown.claim.kind))
    found: list[Choice] = []
    if matter is not None:
        judged = [one for one in matter.judged(MET, UNDETERMINED, NOT_MET) if remedy in one.finding.grants]
        found = [(one.finding.rule, _named(matter, one)) for one in judged]
    others = [choice for choice in _articles(shown) if choice[0] not in dict(found)]
    groups = [(_("这项要求的依据"), found), (_("别的条款"), others)]
    return [group for group in groups if group[1]]


def _named(matter: Matter, judged: Judged) -> str:
    """第四十三号令第二十四条第一款第四项：累计修理时间"""
    topic, law = judged.rule.topic, matter.law
    written = cited(judged.finding.rule, matter.lang)
    if topic not in matter.words.BASES or law is None:
        return written
    need, event = (matter.words.law_number(number or 0) for number in (law.early_replacement_days, law.early_days))
    what = matter.words.BASES[topic].format(need_days=need, event_days=event, of_groups="")
    return _("{article}：{what}").format(article=written, what=what)


def _articles(shown: Shown) -> Iterator[Choice]:
    lang = "en" if get_language() == "en" else "zh"
    order = regulation((shown.matter and shown.matter.assessment.regulation.id) or SAMR_43)
    for article in shown.claim.about.articles.get(order.id, ()):
        rule = f"{order.id}/{article}"
        yield rule, cited(rule, lang)
    for key in _PARAMETERS:
        parameter = order.parameters.get(key)
        if parameter is not None:
            written = WORDS[lang].cited(order, parameter.citation)
            label = parameter.label_zh if lang == "zh" else parameter.label_en
            yield rule_of(parameter.citation), _("{article}：{what}").format(article=written, what=label)


def grounds() -> list[Choice]:
    """All that either order knows: one that this order does not know is said to be none before it is sent."""
    return [("", pgettext("ground", "没有，或者已经写在理由里")), *((code, str(label)) for code, label in ALL_GROUNDS)]


def problems_of(shown: Shown) -> list[Choice]:
    keys = dict.fromkeys(
        [item.row.problem.key for visit in shown.visits for item in visit.items]
        + [item.problem.key for item in shown.items]
    )
    return [(key, shown.names.get(key, key)) for key in keys]
