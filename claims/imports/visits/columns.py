"""The columns of a file of visits, and what is possible within one line."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from claims.imports.columns import Column, Line
from claims.imports.reading import cells
from claims.repairs.models import Answer, Event, Item, Mobility, Position, Resolved, Visit, Work
from claims.repairs.services.finishing import BEFORE_ARRIVAL, BEFORE_FINISH
from claims.repairs.services.opening import NO_PROBLEM_UNLESS_SAID
from claims.repairs.services.recording import NOT_YET
from claims.repairs.services.working import SAY_WHY_NOT
from claims.vehicles import plates
from claims.vehicles.models import Vehicle
from sanbao.law.case import COUNTED_WORK

PICKED_UP_UNFINISHED = _("有交还车辆的时间，却没有修好的时间，请补上。")
ALL_REPAIRS = _(
    "文件里没有“做了什么”这一列：每一行都算修理，保养也会算成质量问题的修理，计入次数和天数。有这一列的，请选上。"
)
NOT_FETCHED = _("没有交还车辆的时间，会列在“在店的车”里，等待交车。")
COUNTS_AS = _("打算做的和做了的都按这一项登记。不填的，算修理。")
_REPAIRS = {
    "保修": "repair",
    "索赔": "repair",
    "维修": "repair",
    "软件升级": "software_update",
    "检查": "inspection_only",
}
_MORE_REPAIRS = {"更换": "component_replacement", "更换零件": "component_replacement", "事故": "accident"}


def _text(model: type[Visit] | type[Item], name: str, *, is_name: bool = False) -> cells.Read:
    most = getattr(model._meta.get_field(name), "max_length", 0)  # noqa: SLF001  Django documents `_meta`
    return cells.words(most, is_name=is_name)


COLUMNS = (
    Column("vin", _("车辆识别代号"), cells.vin, ("VIN", "VIN码", "车架号", "底盘号"), required=True, example="LVSHCAMB1CE054249"),
    Column(
        "order_number", _("工单号"), _text(Visit, "order_number"), ("工单", "工单编号", "维修单号", "委托书号", "结算单号", "RO号"),
        hint=_("同一张工单接连几行，是一次送修的几个项目。"), example="RO-2024-0001",
    ),
    Column(
        "received_at", _("送修时间"), cells.moment, ("进厂时间", "送修日期", "进厂日期", "接车时间", "开单时间", "开单日期"),
        required=True, example="2024-05-01 09:30",
    ),
    Column("mileage_km", _("行驶里程"), cells.km, ("里程", "进厂里程", "公里数", "里程数"), required=True, example="12345"),
    Column(
        "complaint", _("车主的话"), _text(Visit, "complaint"), ("故障描述", "客户描述", "报修内容", "车主陈述", "客户陈述"),
        required=True, example="起步时一顿一顿的",
    ),
    Column("diagnosis_began_at", _("开始检查的时间"), cells.moment, ("诊断开始时间",)),
    Column(
        "finished_at", _("修好并通知车主的时间"), cells.moment, ("完工时间", "修好时间", "竣工时间", "完工日期", "修好日期", "竣工日期"),
        hint=_("空着的，是还在修的车。"), example="2024-05-02 16:00",
    ),
    Column("picked_up_at", _("交还车辆的时间"), cells.moment, ("交车时间", "交车日期", "出厂时间", "出厂日期", "交还时间"), example="2024-05-02 17:00"),
    Column(
        "work", _("做了什么"), cells.choice(Work, _REPAIRS | _MORE_REPAIRS), ("维修类型", "维修类别", "作业类型", "处理方式"),
        hint=COUNTS_AS, example="更换零部件", without=ALL_REPAIRS,
    ),
    Column("problem", _("问题"), cells.words(60, is_name=True), ("问题名称", "故障名称"), hint=_("同一辆车写得一样的，登记为同一问题。"), example="变速器顿挫"),
    Column("component", _("零部件"), cells.words(60), ("零部件代码", "主要零部件"), hint=_("这辆车的零部件表里的名称或者代码。"), example="变速器：轴承"),
    Column("part_name", _("表上没有的零部件"), _text(Item, "part_name", is_name=True), ("配件名称", "零件名称", "备件名称")),
    Column("position", _("位置"), cells.choice(Position)),
    Column("symptom", _("现象"), _text(Item, "symptom")),
    Column("cause", _("原因"), _text(Item, "cause"), ("故障原因",)),
    Column("old_part_number", _("换下的零部件编号"), _text(Item, "old_part_number"), ("旧件编号", "旧件号")),
    Column("old_serial", _("换下的零部件序列号"), _text(Item, "old_serial"), ("旧件序列号",)),
    Column("new_part_number", _("换上的零部件编号"), _text(Item, "new_part_number"), ("新件编号", "配件编号", "零件号", "备件编号")),
    Column("new_serial", _("换上的零部件序列号"), _text(Item, "new_serial"), ("新件序列号",)),
    Column("labour_minutes", _("工时（小时）"), cells.minutes_of_hours, ("工时", "工时数"), example="1.5"),
    Column("labour_fen", _("工时费（元）"), cells.fen, ("工时费",), example="0"),
    Column("material_fen", _("材料费（元）"), cells.fen, ("材料费", "配件费"), example="0"),
    Column("quality_problem", _("是不是质量问题"), cells.choice(Answer, {"否": "no"}), ("质量问题",), hint=_("不填的，按做了什么：修理算是，保养、事故算不是。")),
    Column("quality_reason", _("不是质量问题的理由"), _text(Item, "quality_reason")),
    Column("serious_safety", _("是不是严重安全性能故障"), cells.choice(Answer, {"否": "no"}), ("严重安全性能故障",)),
    Column("event", _("有没有这样的情形"), cells.choice(Event), ("严重情形",)),
    Column("resolved", _("修好没有"), cells.choice(Resolved, {"是": "yes", "否": "no"}), ("是否修好",)),
    Column("inspection_result", _("检查结果"), _text(Visit, "inspection_result"), ("诊断结果", "检测结果"), example="2挡齿轮磨损"),
    Column("tow_fen", _("拖运费（元）"), cells.fen, ("拖运费", "拖车费")),
    Column("mobility", _("备用车或者交通补偿"), cells.choice(Mobility), ("备用车",)),
    Column("mobility_words", _("备用车的说明"), _text(Visit, "mobility_words")),
    Column("transport_fen", _("交通补偿金额（元）"), cells.fen, ("交通补偿金额", "交通补偿")),
    Column("plate", _("车牌号码"), cells.words(20), ("车牌", "车牌号"), example="浙A12345"),
    Column("words", _("说明"), cells.words(200), ("备注",), hint=_("里程变少、送修重叠等对不上的，写明原因。")),
    Column("brand", _("品牌"), cells.words(50, is_name=True), ("车辆品牌",), hint=_("系统里还没有的车，要有品牌、型号、动力。")),
    Column("model", _("型号"), cells.words(50, is_name=True), ("车型", "车辆型号")),
    Column("energy", _("动力"), cells.choice(Vehicle.Energy, {"汽油": "ice", "柴油": "ice", "混动": "hev", "插混": "phev", "增程": "erev", "电动": "bev"}), ("动力类型", "能源类型", "燃料种类")),
    Column("kind", _("车辆种类"), cells.choice(Vehicle.Kind, {"皮卡": "pickup", "轿车": "passenger_car"})),
)  # fmt: skip
VISIT_KEYS = (
    "vin", "order_number", "received_at", "diagnosis_began_at", "finished_at", "picked_up_at", "mileage_km", "complaint",
    "inspection_result", "tow_fen", "mobility", "mobility_words", "transport_fen", "plate",
)  # fmt: skip
# Columns whose values stand in the row of the item as they are.
ITEM_KEYS = (
    "part_name", "position", "symptom", "cause", "old_part_number", "old_serial", "new_part_number", "new_serial",
    "labour_minutes", "labour_fen", "material_fen", "quality_problem", "quality_reason", "serious_safety", "event", "resolved",
)  # fmt: skip
MOMENTS = ("received_at", "diagnosis_began_at", "finished_at", "picked_up_at")
LABELS = {one.key: one.label for one in COLUMNS}


def settle(line: Line, at: datetime) -> None:
    """What follows from the line alone: the hours where only days are told, the work, the order of the moments."""
    values = line.values
    _settle_hours(values, at)
    values.setdefault("work", Work.REPAIR.value)
    if "plate" in values:
        values["plate"] = plates.compact(values["plate"])[: plates.LONGEST]
    if line.faults:
        return
    _check_moments(line, at)
    is_problem = values["work"] not in NO_PROBLEM_UNLESS_SAID
    quality = values.setdefault("quality_problem", (Answer.YES if is_problem else Answer.NO).value)
    if quality != Answer.YES and values["work"] in COUNTED_WORK and not values.get("quality_reason"):
        line.refuse("quality_reason", SAY_WHY_NOT)


def _settle_hours(values: dict[str, Any], at: datetime) -> None:
    """Arrivals at the outlet's opening, ends at its closing, no later than now and in their order."""
    opens, closes = settings.OUTLET_HOURS
    least = None
    for key in MOMENTS:
        if key not in values:
            continue
        moment, has_time = values[key]
        is_end = key in ("finished_at", "picked_up_at")
        if not has_time:
            moment = _on(moment, closes if is_end else opens, at)
            if is_end and least is not None and least.date() == moment.date():
                moment = max(moment, least)
            values[f"{key}_is_day"] = True
        values[key] = moment
        if key != "diagnosis_began_at":
            least = moment


def _on(day: datetime, clock: time, at: datetime) -> datetime:
    moment = day.replace(hour=clock.hour, minute=clock.minute)
    return min(moment, at) if day <= at else moment


def _check_moments(line: Line, at: datetime) -> None:
    values = line.values
    for key in MOMENTS:
        if key in values and values[key] > at:
            line.refuse(key, NOT_YET)
    finished = values.get("finished_at")
    if finished is not None and (
        finished < values["received_at"] or finished < values.get("diagnosis_began_at", finished)
    ):
        line.refuse("finished_at", BEFORE_ARRIVAL)
    picked_up = values.get("picked_up_at")
    if picked_up is None:
        if finished is not None:
            line.warn("picked_up_at", NOT_FETCHED)
    elif finished is None:
        line.refuse("finished_at", PICKED_UP_UNFINISHED)
    elif picked_up < finished:
        line.refuse("picked_up_at", BEFORE_FINISH)
