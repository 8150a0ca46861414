"""The entitlement sheet as it is printed: the answer first, then the facts as tables, then why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.papers.entitlement import EntitlementContext, EntitlementWords, Line, RemedyRow, Section
from documents.papers.entitlement_facts import FactsTold
from documents.papers.language import LANGUAGES
from documents.papers.problem_names import plainly_named, problem_names
from documents.papers.proof import issued_on_of
from sanbao.check.results import explanation
from sanbao.check.results.grounds import change_of, nearest
from sanbao.check.results.headline import headline, lede
from sanbao.check.results.matter import Matter
from sanbao.check.results.remedies import VEHICLE
from sanbao.check.results.visit_rows import visit_rows
from sanbao.law import assess
from sanbao.law.assessment import REMEDIES
from sanbao.law.explain import Page
from sanbao.law.notices import BURDEN_ON_BUSINESS
from sanbao.law.outcomes import NOT_MET

_BULLET = "· "
_VISIT_INDENT = "    "  # of the lines about single visits, which the table of visits tells
_QUOTES = str.maketrans("“”", '""')  # in English: our fonts draw the others as wide as a Chinese character
# Told apart without colour: filled, half, empty.
MARKS = {"met": "●", "undetermined": "◐", "not_met": "○"}
_Told = Iterable[tuple[str, Iterable[str]]]


class EntitlementPage:
    """Puts the sheet into words, by the law's data as they are now."""

    def __init__(self, context: EntitlementContext) -> None:
        self.context = context
        facts, language = context.facts, context.language
        self._names = problem_names(facts, context.problem_names, language)
        labels = {key: name.label for key, name in self._names.items()}
        self._matter = Matter.of(facts, labels, language, only_asking=context.only_asking)
        named = plainly_named(facts, self._names, language)
        self._explained = Page(named, assess(named), language, only_asking=context.only_asking)

    def words(self) -> EntitlementWords:
        facts = FactsTold(self.context, self._names)
        return EntitlementWords(
            asked=self._explained.asked_as_of(),
            headline=tuple(map(self._plain, self._headline())),
            beside=tuple(map(self._plain, self._beside())),
            remedies=self.remedies(),
            car=facts.car(),
            visits=facts.visits(visit_rows(self._matter)),
            demand=facts.demand(),
            exemptions=facts.exemptions(),
            sections=tuple(self._section(heading, lines) for heading, lines in self._told()),
            provenance=self._explained.provenance(),
        )

    def _headline(self) -> Iterator[str]:
        """The answer; where neither car nor money may be had, the ground that is nearest, unless the answer tells it."""
        answer = headline(self._matter)
        yield answer
        if self._nearest and self._nearest != answer:
            yield _("离得最近的：{change}").format(change=self._nearest)

    def _beside(self) -> Iterator[str]:
        """What else may be had or is open; the nearest ground stands in the headline."""
        nearest_ground = self._nearest
        yield from (line for line in lede(self._matter) if not nearest_ground or nearest_ground not in line)

    @property
    def _nearest(self) -> str:
        remedies = self._matter.assessment.remedies
        if {remedies.vehicle_replacement.outcome, remedies.vehicle_return.outcome} != {NOT_MET}:
            return ""
        return next((change_of(self._matter, ground) for ground in nearest(self._matter, VEHICLE)), "")

    def remedies(self) -> tuple[RemedyRow, ...]:
        """Each remedy with its mark and its article, the ones that may be had first."""
        says = {"met": _("可以"), "undetermined": pgettext("paper", "还不能确定"), "not_met": _("现在不可以")}
        remedies = [(name, getattr(self._matter.assessment.remedies, name)) for name in REMEDIES]
        remedies.sort(key=lambda row: list(MARKS).index(row[1].outcome))
        return tuple(
            RemedyRow(
                MARKS[remedy.outcome],
                capfirst(self._matter.page.REMEDIES[name]),
                capfirst(says[remedy.outcome]),
                self._matter.citations(remedy.rules),
            )
            for name, remedy in remedies
        )

    def _section(self, heading: str, lines: Iterable[str]) -> Section:
        written = tuple(_line(self._plain(line)) for line in lines)
        return Section(heading, written, is_small=heading == self._matter.page.READINGS)

    def _told(self) -> _Told:
        """The sections of the explanation, without what stands above them and what does not concern this case."""
        page = self._matter.page
        instead: dict[str, Iterable[str]] = {
            page.RESULT: (),
            page.NOTICES: self._notices(),
            page.READINGS: self._readings(),
        }
        if self.context.only_asking:
            instead[page.DEADLINES] = ()
        for heading, lines in self._explained.sections():
            told = [*instead.get(heading, (line for line in lines if not self._is_of_a_visit(heading, line)))]
            if told:
                yield heading, told

    def _is_of_a_visit(self, heading: str, line: str) -> bool:
        return heading == self._matter.page.COUNTED and line.startswith(_VISIT_INDENT)

    def _readings(self) -> Iterator[str]:
        for one in explanation.readings(self._matter):
            yield self._matter.page.READING.format(question=one.question, chosen=one.chosen)

    def _notices(self) -> Iterator[str]:
        """Those of the check, and who must prove."""
        codes = {notice.code for notice in self._matter.assessment.notices}
        if BURDEN_ON_BUSINESS in codes and self._matter.sentences:
            yield self._matter.sentences.notice(BURDEN_ON_BUSINESS)
        yield from explanation.notices(self._matter)

    def _plain(self, text: str) -> str:
        return text.translate(_QUOTES) if self.context.language == "en" else text


def _line(text: str) -> Line:
    bare = text.strip()
    indent = (len(text) - len(text.lstrip())) // 2
    return Line(bare.removeprefix(_BULLET), indent, is_heading=bool(indent) and not bare.startswith(_BULLET))


def settle(context: EntitlementContext) -> EntitlementContext:
    """With its words as the law's data have it now, unless they were settled before."""
    if context.settled is not None:
        return context
    with translation.override(LANGUAGES[context.language]):
        return replace(context, settled=EntitlementPage(context).words())


def entitlement_values(context: EntitlementContext) -> Mapping[str, object]:
    """What the template is given, of a settled sheet."""
    heading = _("家用汽车三包权利清单")
    issued_on = issued_on_of(context.proof, context.language)
    title = f"{heading} {context.number}"
    return {"page": context.settled, "paper": context, "heading": heading, "title": title, "issued_on": issued_on}
