"""The entitlement sheet as it is printed: facts as tables, the rest in the sentences of the explanation page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.papers import fact_words
from documents.papers.entitlement import (
    EntitlementContext,
    EntitlementWords,
    Line,
    RemedyRow,
    Rows,
    Section,
    VisitRow,
)
from documents.papers.language import LANGUAGES
from documents.papers.plain_names import plainly_named
from documents.papers.proof import issued_on_of
from sanbao.law import assess
from sanbao.law.assessment import REMEDIES
from sanbao.law.explain import PAGES, Page
from sanbao.law.facts import Demand, Exemption, Item, PeriodTerms, Visit
from sanbao.law.parts import EDITIONS, edition
from sanbao.law.phrases import WORDS, part_name, placed_part
from sanbao.law.repair_time import in_china

_BULLET = "· "
_QUOTES = str.maketrans("“”", '""')  # in English: our fonts draw the others as wide as a Chinese character
# Told apart without colour: filled, half, empty.
MARKS = {"met": "●", "undetermined": "◐", "not_met": "○"}


class EntitlementPage:
    """Puts the sheet into words, by the law's data as they are now."""

    def __init__(self, context: EntitlementContext) -> None:
        self.context = context
        self._facts, self._assessment = context.facts, context.assessment
        if context.self_reported:
            self._facts = plainly_named(context.facts, context.language)
            self._assessment = assess(self._facts)
        self._words = WORDS[context.language]
        self._explained = Page(self._facts, self._assessment, context.language, only_asking=context.only_asking)

    def words(self) -> EntitlementWords:
        return EntitlementWords(
            asked=self._explained.asked_as_of(),
            remedies=self.remedies(),
            car=self.car(),
            visits=tuple(map(self._visit, self._facts.visits)),
            demand=self.demand(),
            exemptions=tuple(map(self._exemption, self._facts.exemptions)),
            sections=self.sections(),
            provenance=self._explained.provenance(),
        )

    def remedies(self) -> tuple[RemedyRow, ...]:
        """Each remedy with its mark, the ones that may be had first."""
        says = {"met": _("可以"), "undetermined": pgettext("paper", "还不能确定"), "not_met": _("现在不可以")}
        rows = [
            (getattr(self._assessment.remedies, name).outcome, PAGES[self.context.language].REMEDIES[name])
            for name in REMEDIES
        ]
        rows.sort(key=lambda row: list(MARKS).index(row[0]))
        return tuple(RemedyRow(MARKS[outcome], capfirst(name), capfirst(says[outcome])) for outcome, name in rows)

    def sections(self) -> tuple[Section, ...]:
        quotes = _QUOTES if self.context.language == "en" else {}
        return tuple(
            Section(heading, tuple(_line(line.translate(quotes)) for line in lines))
            for heading, lines in self._explained.sections()
        )

    def car(self) -> Rows:
        """The car and its papers, as far as they are known."""
        vehicle, voucher = self._facts.vehicle, self._facts.voucher
        rows: list[tuple[str, str | None]] = [
            (pgettext("paper", "车辆"), self.context.car),
            (_("车辆识别代号后六位"), self.context.vin_last6),
            (_("车型"), fact_words.kind(vehicle.kind)),
            (_("动力"), fact_words.energy(vehicle.energy)),
            (_("用途"), fact_words.use(vehicle.use)),
            (_("开具购车发票日期"), self._day(vehicle.invoiced_on)),
            (_("交付车辆日期"), self._day(vehicle.handover_on)),
            (_("作为换来的车交付的日期"), self._day(vehicle.replacement_handover_on)),
            (_("车价款"), _yuan(vehicle.price_yuan)),
            (_("凭证上的包修期"), _terms(voucher.repair_warranty)),
            (_("凭证上的三包有效期"), _terms(voucher.three_guarantees)),
            (_("凭证上的使用补偿系数"), _plain(voucher.use_compensation_coefficient)),
            (_("凭证上的易损耗零部件"), self._wear_parts()),
            (_("凭证上增列的主要零部件"), self._parts(voucher.extra_main_components)),
            (_("三包换退以后再次销售"), _("是") if vehicle.resold_after_return else None),
        ]
        return tuple((label, value) for label, value in rows if value)

    def demand(self) -> Rows:
        demand = self._facts.demand
        if demand is None:
            return ()
        rows: list[tuple[str, str | None]] = [
            (_("要求"), self._wanted(demand)),
            (_("提出要求的日期"), None if self.context.only_asking else self._day(demand.made_on)),
            (_("行驶里程"), _km(demand.mileage_km)),
            (_("出示的文件"), _("、").join(map(fact_words.paper, demand.papers))),
            (_("有没有同品牌同型号的车"), _yes_or_no(demand.same_model_available)),
            (_("有没有不低于原车配置的车"), _yes_or_no(demand.equal_or_better_available)),
            (_("交还车辆的日期"), self._day(demand.returned_on)),
            (_("交还车辆时的里程"), _km(demand.returned_mileage_km)),
            *[(fact_words.loss(code), _yuan(amount)) for code, amount in demand.losses_yuan.items()],
            (pgettext("paper", "现在的问题"), _("；").join(self._item(item) for item in demand.items)),
        ]
        return tuple((label, value) for label, value in rows if value)

    def _wanted(self, demand: Demand) -> str:
        if self.context.only_asking:
            return _("还没有提出要求")
        wanted: str = PAGES[self.context.language].REMEDIES[demand.wants]
        return wanted

    def _visit(self, visit: Visit) -> VisitRow:
        finished = self._moment(visit.finished_at) if visit.finished_at else _("还在修理")
        excluded = [
            f"{fact_words.excluded(interval.reason)} {self._moment(interval.begins_at)}–{self._moment(interval.ends_at)}"
            for interval in visit.excluded
        ]
        items = (*map(self._item, visit.items), *excluded, fact_words.repairer(visit.repairer))
        name = _("第%(number)s次") % {"number": visit.id} if self.context.self_reported else visit.id
        return VisitRow(name, self._moment(visit.received_at), finished, _km(visit.mileage_km) or "", items)

    def _item(self, item: Item) -> str:
        """P1: gearbox, repaired; whether it is a quality problem where that is not plain."""
        part = item.component or item.group
        placed = placed_part(self._words, (part, item.position)) if part else ""
        said = [self._problem(item.problem), placed, fact_words.work(item.work), *self._findings(item)]
        return _("，").join(word for word in said if word)

    def _problem(self, name: str) -> str:
        return _("问题%(numeral)s") % {"numeral": name} if name and self.context.self_reported else name

    def _wear_parts(self) -> str:
        terms = self._facts.voucher.wear_parts
        return _("；").join(f"{part_name(code, self.context.language)} {_terms(each)}" for code, each in terms.items())

    def _parts(self, codes: tuple[str, ...]) -> str:
        """Parts by name; one that only the voucher has is told by its code."""
        return _("、").join(part_name(code, self.context.language) if is_listed(code) else code for code in codes)

    def _findings(self, item: Item) -> Iterator[str]:
        if item.event is not None:
            yield self._words.EVENTS[item.event]
            if item.event_established is not None:
                yield fact_words.answered("event_established", item.event_established)
        for name in ("quality_problem", "serious_safety", "needs_replacement", "resolved"):
            answer = getattr(item, name)
            if answer is not None:
                yield fact_words.answered(name, answer)

    def _exemption(self, exemption: Exemption) -> str:
        said = [fact_words.ground(exemption.ground), _("、").join(map(self._problem, exemption.problems))]
        said += [
            fact_words.answered(name, answer)
            for name in ("caused_damage", "established")
            if (answer := getattr(exemption, name)) is not None
        ]
        return _("，").join(word for word in said if word)

    def _day(self, value: date | None) -> str | None:
        written: str | None = None if value is None else self._words.day(value)
        return written

    def _moment(self, value: datetime) -> str:
        local = in_china(value)
        return f"{local:%Y-%m-%d %H:%M}"


def _line(text: str) -> Line:
    bare = text.strip()
    is_heading = not bare.startswith(_BULLET)
    return Line(bare.removeprefix(_BULLET), (len(text) - len(text.lstrip())) // 2, is_heading)


def _terms(terms: PeriodTerms | None) -> str | None:
    return (
        None if terms is None else _("%(months)d个月或者%(km)s公里") % {"months": terms.months, "km": f"{terms.km:,}"}
    )


def _km(distance: int | None) -> str | None:
    return None if distance is None else _("%(km)s公里") % {"km": f"{distance:,}"}


def _yuan(amount: Decimal | None) -> str | None:
    return None if amount is None else _("%(yuan)s元") % {"yuan": f"{amount:,.2f}"}


def _yes_or_no(answer: bool | None) -> str | None:  # noqa: FBT001  a fact
    return None if answer is None else pgettext("paper", "有") if answer else pgettext("paper", "没有")


def is_listed(code: str) -> bool:
    return any(edition(name).lists(code) for name in EDITIONS)


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


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
