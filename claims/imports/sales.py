"""Sales from before: the invoice, the buyer, the handover. A sale is its seller's, of one car, under one invoice number."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from claims.filings.models import Appointment, ModelLine
from claims.imports.columns import Column, Line
from claims.imports.loading import Context, Loading
from claims.imports.one_by_one import OneByOne
from claims.imports.reading import cells
from claims.vehicles.models import Sale, Vehicle
from claims.vehicles.models.sale import ALREADY_SOLD, FEN
from claims.vehicles.services.handing_over import handover_take_over
from claims.vehicles.services.registering import WRONG_CHECK_DIGIT, Identity
from claims.vehicles.services.selling import Buyer, Invoice, sale_register
from claims.vehicles.vin import has_right_check_digit

CHANGED = _("这辆车的销售已经登记过，这里写的不一样：{columns}。登记过的不会改动。")
INVOICE_OF_ANOTHER = _("这个发票号码已经用在另一辆车的销售上，请核对。")
OTHER_LINE = _("这个车辆识别代号登记的是“{known}”，这里写的是“{told}”。可能抄错了，也可能是别的生产者的车，请核对。")
NOT_APPOINTED = _("没有找到约定由本单位销售的这个车型，三包条款按规定的最低期限。")
ENERGY_NEEDED = _("没有找到这个车型的备案，请填写动力。")
SEVERAL_LINES = _("这个品牌、型号有几种规格，请填写规格。")
KM_WITHOUT_DAY = _("有交车时的里程，却没有交车日期，请补上。")

COLUMNS = (
    Column("vin", _("车辆识别代号"), cells.vin, ("VIN", "VIN码", "车架号", "底盘号"), required=True, example="LVSHCAMB1CE054249"),
    Column("brand", _("品牌"), cells.words(50, is_name=True), ("车辆品牌",), required=True, example="示例"),
    Column("model", _("型号"), cells.words(50, is_name=True), ("车型", "车辆型号"), required=True, example="SL7150"),
    Column("specification", _("规格"), cells.words(100, is_name=True), ("配置",), hint=_("和备案里写的一样。")),
    Column("energy", _("动力"), cells.choice(Vehicle.Energy, {"汽油": "ice", "电动": "bev", "混动": "hev", "插混": "phev", "增程": "erev"}), ("动力类型", "能源类型"), hint=_("没有备案的车型才要填。")),
    Column("kind", _("车辆种类"), cells.choice(Vehicle.Kind, {"皮卡": "pickup", "轿车": "passenger_car"})),
    Column("use", _("用途"), cells.choice(Vehicle.Use, {"家用": "household", "非营运": "household"}), ("使用性质",), example="家庭生活"),
    Column("built_on", _("生产日期"), cells.day, ("出厂日期", "制造日期"), example="2024-03-01"),
    Column("invoice_number", _("发票号码"), cells.words(30), ("发票号",), required=True, example="12345678"),
    Column("invoiced_on", _("开票日期"), cells.day, ("发票日期", "销售日期"), required=True, example="2024-05-01"),
    Column("price_fen", _("车价款（元）"), cells.fen, ("车价款", "价税合计", "发票金额", "成交价"), required=True, example="186800"),
    Column("buyer_name", _("买车人姓名"), cells.words(100, is_name=True), ("车主姓名", "客户姓名", "车主", "购买方"), required=True, example="周敏"),
    Column("buyer_phone", _("买车人手机号码"), cells.phone, ("手机号码", "联系电话", "手机", "电话", "车主手机号码"), example="13800001441"),
    Column("handover_on", _("交车日期"), cells.day, ("交付日期", "交车时间"), example="2024-05-02"),
    Column("handover_km", _("交车时的里程"), cells.km, ("交车里程",), example="12"),
    Column("plate", _("车牌号码"), cells.words(20), ("车牌", "车牌号")),
)  # fmt: skip
LABELS = {one.key: one.label for one in COLUMNS}


class SaleLoader(OneByOne):
    columns_of: ClassVar[Mapping[str, str]] = {
        "is_vin_confirmed": "vin",
        "price_yuan": "price_fen",
        "number": "invoice_number",
        "name": "buyer_name",
        "phone": "buyer_phone",
    }

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        appointed = Appointment.objects.filter(outlet=context.organisation, sells=True).values("producer")
        self._lines: dict[tuple[str, str], list[ModelLine]] = {}
        for line in ModelLine.objects.filter(producer__in=appointed):
            self._lines.setdefault((line.brand, line.model), []).append(line)

    def key(self, line: Line) -> object:
        return line.values["vin"]

    def one(self, line: Line) -> bool:
        values, seller = line.values, self.context.organisation
        # What an owner has stated from his papers gives way to what his seller registers.
        known = Sale.objects.filter(vehicle__vin=values["vin"], seller__isnull=False).select_related("vehicle").first()
        if known is not None:
            self._compare(line, known)
            return False
        if Sale.objects.filter(seller=seller, invoice_number=values["invoice_number"]).exists():
            line.refuse("invoice_number", INVOICE_OF_ANOTHER)
        if "handover_km" in values and "handover_on" not in values:
            line.refuse("handover_on", KM_WITHOUT_DAY)
        identity = self._identity(line)
        if identity is None or line.is_wrong:
            return False
        self._register(values, identity)
        return True

    def _register(self, values: Mapping[str, Any], identity: Identity) -> None:
        by, at = self.context.by, self.context.at
        price = Decimal(values["price_fen"]) / FEN
        invoice = Invoice(number=values["invoice_number"], invoiced_on=values["invoiced_on"], price_yuan=price)
        buyer = Buyer(name=values["buyer_name"], phone=values.get("buyer_phone", ""))
        outlet = self.context.organisation
        sale = sale_register(identity=identity, invoice=invoice, buyer=buyer, outlet=outlet, by=by, at=at)
        if "handover_on" in values:
            km = values.get("handover_km")
            handover_take_over(sale=sale, handover_on=values["handover_on"], km=km, by=by, at=at)

    def _compare(self, line: Line, known: Sale) -> None:
        if known.seller_id != self.context.organisation.pk:
            line.refuse("vin", ALREADY_SOLD)
            return
        compared = ("invoice_number", "invoiced_on", "price_fen", "handover_on", "handover_km")
        differing = [key for key in compared if key in line.values and line.values[key] != getattr(known, key)]
        if differing:
            line.refuse(differing[0], CHANGED, columns="、".join(str(LABELS[key]) for key in differing))

    def _identity(self, line: Line) -> Identity | None:
        values = line.values
        found = self._lines.get((values["brand"], values["model"]), [])
        if "specification" in values:
            found = [one for one in found if one.specification == values["specification"]]
        if len(found) > 1:
            line.refuse("specification", SEVERAL_LINES)
            return None
        filed = found[0] if found else None
        self._compare_car(line, filed)
        if filed is None and "energy" not in values:
            line.refuse("energy", ENERGY_NEEDED)
            return None
        if filed is None:
            line.warn("model", NOT_APPOINTED)
        is_right = has_right_check_digit(values["vin"])
        if not is_right:
            line.warn("vin", WRONG_CHECK_DIGIT)
        told = {name: values[name] for name in _OF_THE_CAR if name in values}
        return Identity(model_line=filed, is_vin_confirmed=not is_right, **told)

    def _compare_car(self, line: Line, filed: ModelLine | None) -> None:
        """A car that is known as another one: a slip in the VIN, or a car of another producer."""
        values = line.values
        known = Vehicle.objects.filter(vin=values["vin"]).select_related("model_line").first()
        if known is None or known.is_stated_by_owner:
            return
        is_same = (known.brand, known.model) == (values["brand"], values["model"])
        if not is_same or (known.model_line and filed and known.model_line != filed):
            line.refuse("vin", OTHER_LINE, known=known.name, told=f"{values['brand']} {values['model']}")


_OF_THE_CAR = ("vin", "brand", "model", "specification", "energy", "kind", "use", "built_on", "plate")
SALES = Loading(COLUMNS, SaleLoader)
