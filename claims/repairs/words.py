"""How parts, costs and times of a visit are written."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from claims.repairs.models import Answer, Correction, Event, Item, Position, Resolved, Visit, Wait, Work
from claims.repairs.told import WAIT, ToldItem
from claims.vehicles.selectors import sale_of
from sanbao.check import parts
from sanbao.web import says

CHOICES = {
    "done_work": Work,
    "quality_problem": Answer,
    "serious_safety": Answer,
    "event_established": Answer,
    "needs_replacement": Answer,
    "event": Event,
    "resolved": Resolved,
    "position": Position,
}
CORRECTED = {
    "received_at": gettext_lazy("送修时间"),
    "diagnosis_began_at": gettext_lazy("开始检查的时间"),
    "finished_at": gettext_lazy("修好并通知车主的时间"),
    "picked_up_at": gettext_lazy("交还车辆的时间"),
    "mileage_km": gettext_lazy("行驶里程"),
    "inspection_result": gettext_lazy("检查结果"),
}
CORRECTED_ITEM = {
    "group": gettext_lazy("总成、系统"),
    "component": gettext_lazy("零部件"),
    "done_work": gettext_lazy("实际做了什么"),
    "cause": gettext_lazy("原因"),
    "position": gettext_lazy("位置"),
    "quality_problem": gettext_lazy("是不是质量问题"),
    "serious_safety": gettext_lazy("是不是严重安全性能故障"),
    "event": gettext_lazy("有没有这样的情形"),
    "resolved": gettext_lazy("修好没有"),
}


FEN = 100
MINUTES = 60


def part_of(item: ToldItem) -> str:
    """变速器：轴承（左前）; empty where nothing is located yet."""
    row = item.row
    name = row.part_name or _part(item.component or item.group, row.visit)
    if not name or not item.position:
        return name
    return _("{part}（{position}）").format(part=name, position=Item.Position(item.position).label)


def _part(code: str, visit: Visit) -> str:
    found = parts.part(code)
    if found:
        return parts.shown(found, "en" if get_language() == "en" else "zh")
    return _own_part(code, visit) if code else ""


def _own_part(code: str, visit: Visit) -> str:
    """Of the voucher of this car alone, as its producer has named it; read where it occurs, which is seldom."""
    sale = sale_of(visit.vehicle)
    terms = sale.terms if sale else None
    own = terms.extra_main_components if terms else ()
    return next((part.name for part in own if part.code == code), code)


def corrected(one: Correction) -> str:
    """行驶里程：1200 → 2100; a code is told in words, a moment as people write it."""
    labels = CORRECTED | {WAIT: gettext_lazy("等待")} if one.item_id is None else CORRECTED_ITEM
    label = labels.get(one.field, one.field)
    if one.item is not None:
        label = f"{one.item.problem} {label}"
    empty = pgettext("within a sentence", "没有填写")
    values = [kept(one.field, value, one.visit) or empty for value in (one.before, one.after)]
    return _("{field}：{before} → {after}").format(field=label, before=values[0], after=values[1])


def kept(field: str, value: str, visit: Visit | None = None) -> str:
    """A value as a correction keeps it (`told.written`), in words; `visit` for the parts of its car."""
    if field == WAIT and value:
        return _wait(*value.split("\n", 3))  # whoever pastes a proof may paste lines
    if field.endswith("_at") and value:
        return says.moment(datetime.fromisoformat(value))
    if field == "mileage_km" and value:
        return says.km(int(value))
    if field in ("group", "component") and visit is not None:
        return _part(value, visit)
    choices = CHOICES[field].choices if field in CHOICES else ()
    return str(dict(choices).get(value, value))


def _wait(reason: str, begins: str, ends: str, proof: str) -> str:
    span = says.moment(datetime.fromisoformat(begins))
    span += _("到{ends}").format(ends=says.moment(datetime.fromisoformat(ends))) if ends else _("起")
    told = Wait.Reason(reason).label + _("，") + span
    return _("{told}（{proof}）").format(told=told, proof=proof) if proof else told


def work(code: str) -> str:
    return str(Item.Work(code).label) if code else ""


def problem_and_work(problem: object, code: str) -> str:
    """变速器顿挫：修理; once where the problem is named by the work, as maintenance is."""
    done = work(code)
    return done if str(problem) == done else _("{problem}：{work}").format(problem=problem, work=done)


def yuan(fen: int | None) -> str:
    """¥126.00; empty where nothing is stated."""
    return "" if fen is None else says.yuan(Decimal(fen) / FEN)


def labour(minutes: int | None) -> str:
    """1.5小时"""
    if minutes is None:
        return ""
    return _("{hours}小时").format(hours=f"{Decimal(minutes) / MINUTES:.2f}".rstrip("0").rstrip("."))
