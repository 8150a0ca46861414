"""A case as its result page tells it: facts, assessment, the owner's own words for what is wrong, one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import ModuleType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sanbao.law import Assessment, CaseFacts, assess
from sanbao.law.consistency import day_of
from sanbao.law.engine import Judgement, assessment_of, judgement_of
from sanbao.law.explain import PAGES
from sanbao.law.facts import Item, Visit
from sanbao.law.outcomes import MET, UNDETERMINED
from sanbao.law.phrases import WORDS, cited
from sanbao.law.regulations import Law, Regulation, regulation
from sanbao.law.repair_time import in_china
from sanbao.law.rules import Judged
from sanbao.law.selection import RegulationChoice
from sanbao.law.sentences import Sentences

OLDER, NEWER = "aqsiq-150", "samr-43"


@dataclass(frozen=True)
class Matter:
    """`judgement` and `sentences` are None out of scope; `today` is marked in the day sheets."""

    facts: CaseFacts
    names: Mapping[str, str]
    lang: str
    today: date
    assessment: Assessment
    judgement: Judgement | None
    sentences: Sentences | None
    only_asking: bool = False

    @classmethod
    def of(
        cls,
        facts: CaseFacts,
        names: Mapping[str, str],
        lang: str,
        today: date | None = None,
        *,
        only_asking: bool = False,
    ) -> Matter:
        """`only_asking`: nothing particular is wanted, whatever the demand has to say for its form."""
        judgement = judgement_of(facts)
        sentences = None if judgement is None else Sentences(judgement.case, judgement.rows, lang)
        day = today or day_of(facts.as_of)
        return cls(facts, names, lang, day, assess(facts), judgement, sentences, only_asking)

    def under_the_other_order(self) -> Matter | None:
        """As if the order now in force governed; None where it is no alternative, or does not cover the car."""
        alternative = self.assessment.alternative
        judgement = judgement_of(self.facts, alternative.regulation) if alternative else None
        if alternative is None or judgement is None:
            return None
        choice = RegulationChoice(alternative.regulation, self.assessment.regulation.because)
        assessment = assessment_of(judgement, choice, alternative.scope)
        sentences = Sentences(judgement.case, judgement.rows, self.lang)
        return replace(self, assessment=assessment, judgement=judgement, sentences=sentences)

    @property
    def words(self) -> Any:
        return WORDS[self.lang]

    @property
    def page(self) -> ModuleType:
        return PAGES[self.lang]

    @property
    def wants(self) -> str | None:
        return None if self.facts.demand is None or self.only_asking else self.facts.demand.wants

    @property
    def governing(self) -> Regulation:
        """The order that governs, or the newer one for a car that none governs."""
        return regulation(self.assessment.regulation.id or NEWER)

    @property
    def law(self) -> Law | None:
        return None if self.judgement is None else self.judgement.case.law

    @property
    def visits(self) -> list[Visit]:
        return sorted(self.facts.visits, key=lambda visit: visit.received_at)

    @property
    def problems(self) -> list[str]:
        """Every problem, in the order in which it is told of."""
        return list(dict.fromkeys(item.problem for item in self.items))

    @property
    def items(self) -> list[Item]:
        """All that was wrong or was done, what is wrong now last."""
        items = [item for visit in self.visits for item in visit.items]
        return [*items, *(self.facts.demand.items if self.facts.demand else ())]

    def judged(self, *outcomes: str) -> list[Judged]:
        judged = [] if self.judgement is None else self.judgement.judged
        return [one for one in judged if one.finding.outcome in outcomes]

    def behind(self, rules: Iterable[str]) -> list[Judged]:
        """The judged findings of these rules."""
        wanted = set(rules)
        return [one for one in self.judged(MET, UNDETERMINED) if one.finding.rule in wanted]

    def problem(self, key: str) -> str:
        """The owner's words for a problem, or which one it is."""
        if name := self.names.get(key, "").strip():
            return name
        if len(self.problems) == 1:
            return _("这个问题")
        return pgettext("within a sentence", "第{number}个问题").format(number=self.problems.index(key) + 1)

    def quoted(self, key: str) -> str:
        """The owner's words inside a sentence of ours."""
        name = self.problem(key)
        return _("“{words}”").format(words=name) if self.names.get(key, "").strip() else name

    def visit(self, key: str) -> str:
        """第2次送修（2024年5月30日）"""
        for number, visit in enumerate(self.visits, start=1):
            if visit.id == key:
                day = self.words.day(in_china(visit.received_at).date())
                return _("第{number}次送修（{day}）").format(number=number, day=day)
        raise LookupError(key)

    def visit_numbers(self, keys: Iterable[str]) -> str:
        """第1、3次送修"""
        numbers = [number for number, visit in enumerate(self.visits, start=1) if visit.id in set(keys)]
        return ngettext("第{numbers}次送修", "第{numbers}次送修", len(numbers)).format(
            numbers=self.listed(map(str, numbers))
        )

    def place(self, path: str) -> str:
        """Where a fact stands: a visit, what is wrong now, a ground of the business, the car, the voucher."""
        head, *rest = path.split("/")
        if head == "visits":
            return self.visit(rest[0])
        return {
            "demand": _("现在的问题"),
            "exemptions": _("经营者提出的理由"),
            "vehicle": pgettext("within a sentence", "车辆"),
            "voucher": pgettext("within a sentence", "三包凭证"),
        }[head]

    def citations(self, rules: Iterable[str]) -> str:
        joined: str = self.page.CITATIONS_JOINED.join(dict.fromkeys(cited(rule, self.lang) for rule in rules))
        return joined

    def run_on(self, *sentences: str) -> str:
        """Sentences one after the other, with the space that English has between them."""
        return ("" if self.lang == "zh" else " ").join(sentence for sentence in sentences if sentence)

    def listed(self, parts: Iterable[str]) -> str:
        listed: str = self.words.listed(list(parts))
        return listed


def short_name(order: Regulation, lang: str) -> str:
    """第四十三号令"""
    return order.short_zh if lang == "zh" else order.short_en
