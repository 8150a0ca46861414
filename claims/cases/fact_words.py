"""Facts and their values in words: where a fact stands, what it is, what a value says. For pages, papers and messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from claims.cases.versions import paths
from claims.repairs.models import Answer, Event, Position, Resolved, Wait, Work
from claims.vehicles.models.vehicle import Use
from sanbao.check.coefficient import percent
from sanbao.check.results.matter import Matter
from sanbao.law.phrases import part_name
from sanbao.web import says

Words = str | Promise

OF_A_VISIT: Mapping[str, Words] = {
    "received_at": gettext_lazy("送修时间"),
    "finished_at": gettext_lazy("修好并通知车主的时间"),
    "mileage_km": gettext_lazy("行驶里程"),
    "repairer": gettext_lazy("修理者是不是约定的网点"),
    "excluded": gettext_lazy("不计入修理时间的等待"),
}
OF_AN_ITEM: Mapping[str, Words] = {
    "problem": gettext_lazy("是哪一个问题"),
    "work": gettext_lazy("实际做了什么"),
    "component": gettext_lazy("零部件"),
    "group": gettext_lazy("总成、系统"),
    "main_component": gettext_lazy("是不是主要零部件"),
    "position": gettext_lazy("位置"),
    "quality_problem": gettext_lazy("是不是质量问题"),
    "serious_safety": gettext_lazy("是不是严重安全性能故障"),
    "event": gettext_lazy("有没有这样的情形"),
    "event_established": gettext_lazy("这样的情形能不能认定"),
    "needs_replacement": gettext_lazy("总成或者主要零部件需不需要更换"),
    "resolved": gettext_lazy("修好没有"),
}
ELSEWHERE: Mapping[str, Words] = {
    "vehicle/use": gettext_lazy("车辆用途"),
    "vehicle/handover_on": gettext_lazy("交车日期"),
    "vehicle/invoiced_on": gettext_lazy("开票日期"),
    "vehicle/price_yuan": gettext_lazy("车价款"),
    "voucher/repair_warranty": gettext_lazy("包修期"),
    "voucher/three_guarantees": gettext_lazy("三包有效期"),
    "voucher/use_compensation_coefficient": gettext_lazy("使用补偿系数"),
    "voucher/extra_main_components": gettext_lazy("凭证另外写明的主要零部件"),
    "demand/made_on": gettext_lazy("提出要求的日期"),
    "demand/mileage_km": gettext_lazy("提出要求时的行驶里程"),
    "demand/papers": gettext_lazy("有哪些购车材料"),
    "demand/same_model_available": gettext_lazy("有没有同品牌同型号的车"),
    "demand/equal_or_better_available": gettext_lazy("有没有配置不低于原车的车"),
    "demand/returned_on": gettext_lazy("交还车辆的日期"),
    "demand/returned_mileage_km": gettext_lazy("交还时的里程"),
    "demand/losses_yuan/registration": gettext_lazy("车辆登记费用"),
    "demand/losses_yuan/accessories_net": gettext_lazy("加装、装饰费用（折旧后）"),
    "demand/losses_yuan/services": gettext_lazy("向销售者付的服务费"),
}
OF_A_GROUND: Mapping[str, Words] = {
    "caused_damage": gettext_lazy("损坏是不是它造成的"),
    "established": gettext_lazy("这个理由成立不成立"),
}
REPAIRERS: Mapping[str, Words] = {
    "network": gettext_lazy("约定的网点"),
    "outside": gettext_lazy("别的修理者"),
}
PAPERS: Mapping[str, Words] = {"invoice": gettext_lazy("购车发票"), "voucher": gettext_lazy("三包凭证")}
ESTABLISHED: Mapping[str, Words] = {
    "yes": gettext_lazy("成立"),
    "no": gettext_lazy("不成立"),
    "disputed": Answer.DISPUTED.label,
    "unknown": Answer.UNKNOWN.label,
}
NEEDED: Mapping[str, Words] = {**ESTABLISHED, "yes": gettext_lazy("需要"), "no": gettext_lazy("不需要")}
HAPPENED: Mapping[str, Words] = {**ESTABLISHED, "yes": gettext_lazy("能认定"), "no": gettext_lazy("不能认定")}
_ANSWERS = dict(Answer.choices)
CODES: Mapping[str, Mapping[str, Words]] = {
    "work": dict(Work.choices),
    "position": dict(Position.choices),
    "event": dict(Event.choices),
    "resolved": dict(Resolved.choices),
    "repairer": REPAIRERS,
    "use": dict(Use.choices),
    "quality_problem": _ANSWERS,
    "serious_safety": _ANSWERS,
    "main_component": _ANSWERS,
    "caused_damage": _ANSWERS,
    "needs_replacement": NEEDED,
    "event_established": HAPPENED,
    "established": ESTABLISHED,
}
ABSENT: Mapping[str, Words] = {
    "finished_at": gettext_lazy("还没有修好"),
    "position": gettext_lazy("不分位置"),
    "event": gettext_lazy("没有这样的情形"),
}
MOMENTS = ("received_at", "finished_at")
DAYS = ("made_on", "returned_on", "handover_on", "invoiced_on")
DISTANCES = ("mileage_km", "returned_mileage_km")
PERIODS = ("repair_warranty", "three_guarantees")
PARTS = ("component", "group")
AVAILABLE = ("same_model_available", "equal_or_better_available")
OTHER_PROBLEM = "other-"  # a key of no problem of the car: one that stands for itself


def key_of(fact: str) -> str:
    """The last name of a path, or `visit` where a whole visit is named; of a list of the voucher or of losses its kind."""
    if paths.is_visit(fact):
        return "visit"
    if fact.startswith(("voucher/wear_parts/", "demand/losses_yuan/")):
        return fact.split("/")[1]
    return fact.rpartition("/")[2]


@dataclass(frozen=True)
class FactWords:
    """The words of one case; `matter` numbers its visits and names its problems."""

    matter: Matter

    def label(self, fact: str) -> str:
        """第2次送修（2024年5月30日），“变速器顿挫”：实际做了什么"""
        if paths.is_visit(fact):
            return _("有没有{visit}").format(visit=self.place(fact))
        if fact in ELSEWHERE:
            return str(ELSEWHERE[fact])
        return _("{where}：{what}").format(where=self.place(fact), what=self.what(fact))

    def what(self, fact: str) -> str:
        """The fact alone, where its place stands above it."""
        key = key_of(fact)
        if key == "visit":
            return _("有没有这次送修")
        if fact.startswith("voucher/wear_parts/"):
            return _("{part}的质量保证期").format(part=part_name(fact.rpartition("/")[2], self.matter.lang))
        return str({**OF_A_VISIT, **OF_AN_ITEM, **OF_A_GROUND}.get(key) or ELSEWHERE.get(fact, key))

    def head(self, fact: str) -> str:
        """The heading under which facts of one place stand together: a visit with all that was wrong at it."""
        kind, key, *_rest = fact.split("/")
        if kind == "visits":
            return self.visit(key)
        if kind == "exemptions":
            return self.ground(int(key))
        return _("车辆") if kind == "vehicle" else self.matter.place(fact)

    def within(self, fact: str) -> str:
        """The fact under its heading; what was wrong is named where it is not the only thing."""
        problem = self.problem_at(fact)
        if problem is None or self._is_alone(fact):
            return self.what(fact)
        return _("{where}：{what}").format(where=_("“{words}”").format(words=problem), what=self.what(fact))

    def _is_alone(self, fact: str) -> bool:
        key = fact.split("/")[1]
        visits = {visit.id: visit.items for visit in self.matter.facts.visits}
        demand = self.matter.facts.demand
        items = visits.get(key, demand.items if demand and fact.startswith("demand/") else ())
        return len(items) <= 1

    def place(self, fact: str) -> str:
        head, *rest = fact.split("/")
        if head == "exemptions":
            return self.ground(int(rest[0]))
        place = self.visit(rest[0]) if head == "visits" else self.matter.place(fact)
        problem = self.problem_at(fact)
        named = problem is not None and key_of(fact) != "problem"
        return (
            _("{where}，{problem}").format(where=place, problem=_("“{words}”").format(words=problem))
            if named
            else place
        )

    def visit(self, key: str) -> str:
        """One that the record does not have is no number of a visit."""
        try:
            return self.matter.visit(key)
        except LookupError:
            return _("没有登记的一次送修")

    def ground(self, place: int) -> str:
        grounds = self.matter.facts.exemptions
        name = self.matter.words.GROUNDS[grounds[place].ground] if place < len(grounds) else str(place + 1)
        return _("经营者提出的理由“{ground}”").format(ground=name)

    def problem_at(self, fact: str) -> str | None:
        """The problem of the item that a fact is about."""
        if "/items/" not in fact:
            return None
        try:
            key = paths.value_at(self.matter.facts, fact.rpartition("/")[0] + "/problem")
        except LookupError:
            return None
        return self.problem(key) if key else None

    def problem(self, key: str) -> str:
        if key.startswith(OTHER_PROBLEM):
            return _("另外一个问题，和别的送修都不是同一个")
        return self.matter.names.get(key, "").strip() or _("第{number}个问题").format(number=key.lstrip("P"))

    def value(self, fact: str, value: Any) -> str:
        key = key_of(fact)
        if key == "visit":
            return self._whole_visit(value)
        if value is None:
            return str(ABSENT.get(key, pgettext("within a sentence", "没有写")))
        for keys, write in self._kinds():
            if key in keys:
                return write(value)
        return str(CODES.get(key, {}).get(value, value))

    def _kinds(self) -> Sequence[tuple[Sequence[str], Callable[[Any], str]]]:
        return (
            (MOMENTS, _moment),
            (DAYS, lambda value: says.day(date.fromisoformat(value))),
            (DISTANCES, says.km),
            (("price_yuan", "losses_yuan"), lambda value: says.yuan(Decimal(value))),
            ((*PERIODS, "wear_parts"), _period),
            (("use_compensation_coefficient",), lambda value: percent(Decimal(value))),
            (("excluded",), self._waits),
            (("papers",), lambda value: self._listed(str(PAPERS[one]) for one in value)),
            (("extra_main_components",), lambda value: self._listed(map(self._part, value))),
            (AVAILABLE, lambda value: _("有") if value else _("没有")),
            (("problem",), self.problem),
            (PARTS, self._part),
        )

    def _part(self, code: str) -> str:
        return part_name(code, self.matter.lang)

    def _listed(self, parts: Any) -> str:
        return self.matter.listed(parts) or pgettext("list", "没有")

    def _waits(self, value: Sequence[Mapping[str, str]]) -> str:
        told = (
            _("{reason}，{begins}到{ends}").format(
                reason=Wait.Reason(one["reason"]).label, begins=_moment(one["from"]), ends=_moment(one["to"])
            )
            for one in value
        )
        return _("；").join(told) or pgettext("list", "没有")

    def _whole_visit(self, value: Mapping[str, Any] | None) -> str:
        if value is None:
            return _("没有这次送修")
        return _("有这次送修：{moment}，{km}").format(
            moment=_moment(value["received_at"]), km=says.km(value["mileage_km"])
        )


def _moment(value: str) -> str:
    return says.moment(datetime.fromisoformat(value))


def _period(value: Mapping[str, int]) -> str:
    return _("{months}个月或者{km}，先到为准").format(months=value["months"], km=says.km(value["km"]))
