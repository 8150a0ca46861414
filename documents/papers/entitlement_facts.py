"""The facts of an entitlement sheet as they are printed, in the language in use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.papers import fact_words
from documents.papers.entitlement import EntitlementContext, Rows, VisitRow
from documents.papers.problem_names import Names, in_order, part_of
from sanbao.check.results.visit_rows import VisitRow as Counted
from sanbao.law.explain import PAGES
from sanbao.law.facts import Demand, Exemption, Item, PeriodTerms, Visit
from sanbao.law.parts import EDITIONS, edition
from sanbao.law.phrases import WORDS, part_name
from sanbao.law.repair_time import in_china


class FactsTold:
    """`names` are those of the problems."""

    def __init__(self, context: EntitlementContext, names: Names) -> None:
        self._context, self._facts, self._language = context, context.facts, context.language
        self._names, self._words = names, WORDS[context.language]

    def car(self) -> Rows:
        """The car and its papers, as far as they are known."""
        vehicle, voucher = self._facts.vehicle, self._facts.voucher
        rows: list[tuple[str, str | None]] = [
            (pgettext("paper", "车辆"), self._context.car),
            (_("车辆识别代号后六位"), self._context.vin_last6),
            (pgettext("paper", "车型"), fact_words.kind(vehicle.kind)),
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
            (_("三包换退以后再次销售"), pgettext("paper", "是") if vehicle.resold_after_return else None),
        ]
        return tuple((label, value) for label, value in rows if value)

    def demand(self) -> Rows:
        demand = self._facts.demand
        if demand is None:
            return ()
        rows: list[tuple[str, str | None]] = [
            (_("要求"), self._wanted(demand)),
            (_("提出要求的日期"), None if self._context.only_asking else self._day(demand.made_on)),
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

    def visits(self, counted: tuple[Counted, ...]) -> tuple[VisitRow, ...]:
        """`counted` are the same visits in the same order, each with the days it counts for, or why none."""
        return tuple(map(self._visit, in_order(self._facts), counted))

    def exemptions(self) -> tuple[str, ...]:
        return tuple(map(self._exemption, self._facts.exemptions))

    def _wanted(self, demand: Demand) -> str:
        if self._context.only_asking:
            return _("还没有提出要求")
        wanted: str = PAGES[self._language].REMEDIES[demand.wants]
        return wanted

    def _visit(self, visit: Visit, counted: Counted) -> VisitRow:
        finished = _moment(visit.finished_at) if visit.finished_at else _("还在修理")
        excluded = [
            f"{fact_words.excluded(interval.reason)} {_moment(interval.begins_at)}–{_moment(interval.ends_at)}"
            for interval in visit.excluded
        ]
        outside = [fact_words.repairer(visit.repairer)] if visit.repairer == "outside" else []
        return VisitRow(
            str(counted.number),
            _moment(visit.received_at),
            finished,
            _km(visit.mileage_km) or "",
            (*map(self._item, visit.items), *excluded, *outside),
            (counted.says, counted.why),
        )

    def _item(self, item: Item) -> str:
        """变速器换挡顿挫，修理; the part where the name does not tell it, and what was found."""
        label, part = self._problem(item.problem), part_of(item, self._language)
        placed = "" if part in label else part
        said = [label, placed, fact_words.work(item.work), *self._findings(item)]
        return _("，").join(filter(None, said))

    def _problem(self, key: str) -> str:
        return self._names[key].label if key in self._names else key

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
        return _("，").join(filter(None, said))

    def _wear_parts(self) -> str:
        terms = self._facts.voucher.wear_parts
        return _("；").join(f"{part_name(code, self._language)} {_terms(each)}" for code, each in terms.items())

    def _parts(self, codes: tuple[str, ...]) -> str:
        """Parts by name; one that only the voucher has is told by its code."""
        named = partial(part_name, lang=self._language)
        return _("、").join(named(code) if is_listed(code) else code for code in codes)

    def _day(self, value: date | None) -> str | None:
        written: str | None = None if value is None else self._words.day(value)
        return written


def is_listed(code: str) -> bool:
    return any(edition(name).lists(code) for name in EDITIONS)


def _moment(value: datetime) -> str:
    return f"{in_china(value):%Y-%m-%d %H:%M}"


def _terms(terms: PeriodTerms | None) -> str | None:
    if terms is None:
        return None
    return _("%(months)d个月或者%(km)s公里") % {"months": terms.months, "km": f"{terms.km:,}"}


def _km(distance: int | None) -> str | None:
    return None if distance is None else _("%(km)s公里") % {"km": f"{distance:,}"}


def _yuan(amount: Decimal | None) -> str | None:
    return None if amount is None else _("%(yuan)s元") % {"yuan": f"{amount:,.2f}"}


def _yes_or_no(answer: bool | None) -> str | None:  # noqa: FBT001  a fact
    return None if answer is None else pgettext("paper", "有") if answer else pgettext("paper", "没有")


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
