"""Filings and appointments of a producer, a line for a version and for an outlet. What is filed is checked and recorded as
when it is filed on the pages; manuals are added there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.filings.appointing import Appointed, appointment_make
from claims.filings.checks import findings_of
from claims.filings.codes import own_code
from claims.filings.filing import Filing, Identity
from claims.filings.models import Appointment, Energy, FilingVersion, Kind, Use
from claims.filings.services import filing_submit
from claims.filings.terms import (
    CapacityLimits,
    Contact,
    FiledTerms,
    MainComponent,
    SpecialPart,
    WearPart,
    regulation_on,
    standard_components,
)
from claims.imports.columns import Column, Line
from claims.imports.loading import Loading
from claims.imports.one_by_one import OneByOne
from claims.imports.reading import cells
from claims.imports.reading.faults import CellError
from sanbao.accounts.models import Organisation
from sanbao.law.facts import PeriodTerms
from sanbao.law.parts import Edition, edition

BEFORE_ANY_LAW = _("这一天还没有三包规定，请核对。")
NOT_WEAR = _("“{part}”请写成“名称 几个月 几公里”，例如“空气滤清器 6个月 10000公里”，用分号隔开。")
NOT_EXTRA = _("“{part}”请写成“总成：名称”，例如“悬架系统：减振器”，用分号隔开。")
NO_OUTLET = _("系统里没有这个单位，请核对名称或者统一社会信用代码。")
SEVERAL_OUTLETS = _("有几个单位叫这个名称，请填写统一社会信用代码。")
FALLS_SHORT = _("{finding}（{article}）")
WHICH_OUTLET = _("请填写网点的名称或者统一社会信用代码。")
# A name, months with or without their measure word, then km; commas, colons, strokes or the word "or" between them.
_WEAR = re.compile(
    r"(.+?)[\s:\uff1a,\uff0c]*(\d{1,3})\s*\u4e2a?\u6708[\s/\u3001,\uff0c\u6216\u8005]*([\d,]{1,9})\s*(?:\u516c\u91cc|km|KM)"
)
_EXTRA = re.compile(r"([^:：]+)[:：](.+)")
_LONG = cells.words(2000)

FILINGS_COLUMNS = (
    Column("brand", _("品牌"), cells.words(50, is_name=True), required=True, example="示例"),
    Column("model", _("型号"), cells.words(50, is_name=True), ("车型", "产品型号"), required=True, example="SL7150"),
    Column("vehicle_type", _("车辆类型"), cells.words(50, is_name=True), required=True, example="轿车"),
    Column("specification", _("规格"), cells.words(100, is_name=True), ("配置",), example="1.5T 自动"),
    Column("kind", _("车辆种类"), cells.choice(Kind, {"皮卡": "pickup", "轿车": "passenger_car"}), required=True, example="乘用车"),
    Column("energy", _("动力"), cells.choice(Energy, {"汽油": "ice", "电动": "bev", "增程": "erev"}), ("动力类型", "能源类型"), required=True, example="燃油"),
    Column("in_force_from", _("生效日期"), cells.day, ("开始日期",), required=True, example="2026-01-01"),
    Column("happened_on", _("变更发生的日期"), cells.day, ("变更日期",), hint=_("空着的，和生效日期是同一天。")),
    Column("repair_warranty_months", _("包修期月数"), cells.whole, ("包修期（月）",), required=True, example="36"),
    Column("repair_warranty_km", _("包修期里程"), cells.km, ("包修期公里数",), required=True, example="60000"),
    Column("three_guarantees_months", _("三包有效期月数"), cells.whole, required=True, example="24"),
    Column("three_guarantees_km", _("三包有效期里程"), cells.km, ("三包有效期公里数",), required=True, example="50000"),
    Column("coefficient", pgettext_lazy("备案", "使用补偿系数"), cells.decimal, example="0.005"),
    Column("address", _("生产者地址"), cells.words(100), ("地址",), required=True),
    Column("postcode", _("邮政编码"), cells.words(6), ("邮编",), required=True, example="310000"),
    Column("phone", _("客户服务电话"), cells.words(30), ("客服电话", "电话"), required=True),
    Column("repairers", pgettext_lazy("备案", "修理者信息的查询方式"), cells.words(300), ("修理网点查询方式",), required=True),
    Column("terms", _("三包条款"), _LONG, required=True),
    Column("other", _("其他需要明示的内容"), _LONG, ("其他",)),
    Column("wear_parts", _("易损耗零部件"), _LONG, hint=_("名称、月数、公里数，用分号隔开。"), example="空气滤清器 6个月 10000公里；轮胎 3个月 5000公里"),
    Column("special_parts", _("特殊零部件"), _LONG, hint=_("名称，用分号隔开。"), example="钥匙；仪表"),
    Column("extra_main_components", _("标准以外的主要零部件"), _LONG, hint=_("总成：名称，用分号隔开。标准里的主要零部件全部列入。")),
    Column("fade_repair_warranty", _("包修期内的容量衰减限值"), cells.decimal, ("包修期容量衰减限值",), hint=_("百分之几，例如70。")),
    Column("fade_three_guarantees", _("三包有效期内的容量衰减限值"), cells.decimal, ("三包有效期容量衰减限值",)),
    Column("fade_method", _("容量衰减的测试方法"), cells.words(200)),
)  # fmt: skip
LABELS = {one.key: one.label for one in FILINGS_COLUMNS}
# Where what falls short of the law is told, by the page of a filing on which it is mended.
_COLUMN_OF = {"identity": "kind", "wear": "wear_parts", "special": "special_parts", "battery": "fade_repair_warranty"}
_IDENTITY = ("brand", "model", "vehicle_type", "specification", "kind", "energy")


class FilingLoader(OneByOne):
    columns_of: ClassVar[Mapping[str, str]] = {
        "repair_warranty": "repair_warranty_months",
        "three_guarantees": "three_guarantees_months",
        "repair_warranty_percent": "fade_repair_warranty",
        "three_guarantees_percent": "fade_three_guarantees",
        "method": "fade_method",
        "main_components": "",
    }

    def key(self, line: Line) -> object:
        values = line.values
        return values["brand"], values["model"], values.get("specification", ""), values["in_force_from"]

    def one(self, line: Line) -> bool:
        values, producer = line.values, self.context.organisation
        filing = _filing(line)
        if filing is None or line.is_wrong:
            return False
        identity = Identity(**{name: values.get(name, "") for name in _IDENTITY})
        versions = FilingVersion.objects.filter(model_line__producer=producer, withdrawn_at=None)
        of_line = {f"model_line__{name}": getattr(identity, name) for name in ("brand", "model", "specification")}
        before = versions.filter(in_force_from=filing.in_force_from, **of_line).exists()
        filing_submit(producer=producer, identity=identity, filing=filing, by=self.context.by, at=self.context.at)
        if not before:
            _warn_of_what_falls_short(line, filing, identity.kind)
        return not before


def _warn_of_what_falls_short(line: Line, filing: Filing, kind: str) -> None:
    """As on the page of a filing: it is taken, and told with its article. Manuals are added on the pages."""
    for one in findings_of(filing.terms, kind=kind, uses=Use.values, day=filing.in_force_from):
        column = one.code if one.code in LABELS else _COLUMN_OF.get(one.step, "")
        column = "coefficient" if one.code.startswith("coefficient") else column
        line.warn(column, FALLS_SHORT, finding=one.says, article=one.article)


def _filing(line: Line) -> Filing | None:
    values = line.values
    day = values["in_force_from"]
    try:
        table = edition(regulation_on(day).parts_edition)
    except LookupError:
        line.refuse("in_force_from", BEFORE_ANY_LAW)
        return None
    terms = FiledTerms(
        energy=values["energy"],
        repair_warranty=PeriodTerms(values["repair_warranty_months"], values["repair_warranty_km"]),
        three_guarantees=PeriodTerms(values["three_guarantees_months"], values["three_guarantees_km"]),
        coefficient=values.get("coefficient"),
        main_components=standard_components(table, values["energy"]),
        extra_main_components=tuple(_read(line, "extra_main_components", _extra, table)),
        wear_parts=tuple(_read(line, "wear_parts", _wear, table)),
        special_parts=tuple(_read(line, "special_parts", _special, table)),
        capacity_limits=_limits(values),
        contact=Contact(values["address"], values["postcode"], values["phone"]),
        repairers=values["repairers"],
        terms=values["terms"],
        other=values.get("other", ""),
    )
    return Filing(day, values.get("happened_on", day), terms)


def _read(line: Line, key: str, read: Any, table: Edition) -> Iterator[Any]:
    for part in cells.listed(line.values.get(key, "")):
        try:
            yield read(part, table)
        except CellError as error:
            line.refuse(key, error.says, **error.values)


def _wear(part: str, table: Edition) -> WearPart:
    match = _WEAR.fullmatch(part)
    if match is None:
        raise CellError(NOT_WEAR, part=part[:40])
    name = match[1].strip()
    code = next((one.code for one in table.wear_parts.values() if one.zh == name), None) or own_code("wear", name)
    return WearPart(code, name, PeriodTerms(int(match[2]), int(match[3].replace(",", ""))))


def _special(part: str, table: Edition) -> SpecialPart:
    code = next((one.code for one in table.special_parts.values() if one.zh == part), None)
    return SpecialPart(code or own_code("special", part), part)


def _extra(part: str, table: Edition) -> MainComponent:
    match = _EXTRA.fullmatch(part)
    group = next((one.code for one in table.groups.values() if match and one.zh == match[1].strip()), None)
    if match is None or group is None:
        raise CellError(NOT_EXTRA, part=part[:40])
    name = match[2].strip()
    return MainComponent(own_code("main", f"{group}/{name}"), name, group, extra=True)


def _limits(values: Mapping[str, Any]) -> CapacityLimits | None:
    told = (values.get("fade_repair_warranty"), values.get("fade_three_guarantees"), values.get("fade_method", ""))
    return CapacityLimits(*told) if any(one not in (None, "") for one in told) else None


APPOINTMENTS_COLUMNS = (
    Column("outlet_code", _("网点的统一社会信用代码"), cells.words(18), ("统一社会信用代码", "信用代码"), example="91330106MT0000001X"),
    Column("outlet", _("网点名称"), cells.words(200), ("网点", "经销商", "经销商名称", "单位名称"), example="示例汽车4S店"),
    Column("sells", pgettext_lazy("备案", "销售"), cells.yes_or_no, ("是否销售",), required=True, example="是"),
    Column("repairs", pgettext_lazy("备案", "修理"), cells.yes_or_no, ("是否修理",), required=True, example="是"),
    Column("valid_from", _("开始日期"), cells.day, ("生效日期",), required=True, example="2026-01-01"),
    Column("valid_until", _("结束日期"), cells.day, ("截止日期",), hint=_("空着的，到另行通知为止。")),
    Column("address", _("地址"), cells.words(100), ("网点地址",)),
    Column("postcode", _("邮政编码"), cells.words(6), ("邮编",)),
    Column("phone", _("电话"), cells.words(30), ("联系电话",)),
)  # fmt: skip


class AppointmentLoader(OneByOne):
    def key(self, line: Line) -> object:
        values = line.values
        return values.get("outlet_code") or values.get("outlet"), values["valid_from"]

    def one(self, line: Line) -> bool:
        outlet = _outlet(line)
        if outlet is None:
            return False
        told = {name: line.values[name] for name in Appointed.__dataclass_fields__ if name in line.values}
        producer = self.context.organisation
        known = Appointment.objects.filter(producer=producer, outlet=outlet).values_list("pk", flat=True)
        before = set(known)
        made = appointment_make(
            producer=producer, outlet=outlet, told=Appointed(**told), by=self.context.by, at=self.context.at
        )
        return made.pk not in before


def _outlet(line: Line) -> Organisation | None:
    values = line.values
    if "outlet_code" in values:
        found = list(Organisation.objects.filter(credit_code=values["outlet_code"].upper())[:2])
    elif "outlet" in values:
        found = list(Organisation.objects.filter(name=values["outlet"])[:2])
    else:
        line.refuse("outlet", WHICH_OUTLET)
        return None
    if len(found) != 1:
        line.refuse("outlet_code" if "outlet_code" in values else "outlet", SEVERAL_OUTLETS if found else NO_OUTLET)
        return None
    return found[0]


FILINGS = Loading(FILINGS_COLUMNS, FilingLoader)
APPOINTMENTS = Loading(APPOINTMENTS_COLUMNS, AppointmentLoader)
