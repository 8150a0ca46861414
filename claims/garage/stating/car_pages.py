"""The pages of a car that its owner tells from his papers, and what the answers make."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from claims.filings.models import Energy, Kind, ModelLine
from claims.filings.selectors import model_lines_search
from claims.filings.terms import regulation_on
from claims.garage.stating.car_forms import (
    YES,
    CarForm,
    HandedOverForm,
    LineForm,
    OwnerForm,
    PurchaseForm,
    SellerForm,
    VoucherForm,
    WearForm,
)
from claims.garage.stating.guide import Guide, Page, Row, day_told, number_told, once
from claims.vehicles.forms import NO_LINE, VinForm
from claims.vehicles.models import CarStatement, Vehicle
from claims.vehicles.services.registering import Identity
from claims.vehicles.services.selling import Buyer
from claims.vehicles.services.stating import Purchase, StatedCar
from claims.vehicles.stated_terms import PaperTerms
from sanbao.accounts.masking import masked_name, masked_phone
from sanbao.check.coefficient import percent
from sanbao.law.facts import PeriodTerms
from sanbao.law.parts import Edition, edition
from sanbao.web import says

MOST_LINES = 8


def _lines(statement: CarStatement) -> list[ModelLine]:
    """Filed lines of this brand and model; where none is, of the brand. Read once a page, which asks several times."""
    return once(statement, "lines", lambda: _lines_like(statement.answers.get("car") or {}))


def _lines_like(car: Mapping[str, str]) -> list[ModelLine]:
    if not car:
        return []
    both, brand = f"{car['brand']} {car['model']}", car["brand"]
    return list(model_lines_search(both)[:MOST_LINES]) or list(model_lines_search(brand)[:MOST_LINES])


def _table(statement: CarStatement) -> Edition:
    return edition(regulation_on(date.fromisoformat(statement.answers["invoice"]["invoiced_on"])).parts_edition)


GUIDE: Guide[CarStatement] = Guide(
    (
        Page(
            "owner",
            gettext_lazy("替谁填写？"),
            lambda _told, data, initial: OwnerForm(data, initial=initial),
            gettext_lazy("请核对车主的身份证件和车辆的材料。"),
            lambda told: told.organisation_id is not None,
        ),
        Page("vin", gettext_lazy("车辆识别代号"), lambda _told, data, initial: VinForm(data, initial=initial)),
        Page(
            "car",
            gettext_lazy("是什么车？"),
            lambda _told, data, initial: CarForm(data, initial=initial),
            gettext_lazy("照行驶证填。"),
        ),
        Page(
            "line",
            gettext_lazy("是不是下面的车型？"),
            lambda told, data, initial: LineForm(_lines(told), data, initial=initial),
            gettext_lazy("生产者公开过三包条款的车型。选对了，期限和约定的修理店就能自动核对。"),
            lambda told: bool(_lines(told)),
        ),
        Page(
            "invoice",
            gettext_lazy("购车发票"),
            lambda _told, data, initial: PurchaseForm(data, initial=initial),
            gettext_lazy("买新车时的那一张。买的是二手车，也要第一位车主的发票，没有的看登记证书上的日期。"),
        ),
        Page("seller", gettext_lazy("谁卖给您的？"), lambda _told, data, initial: SellerForm(data, initial=initial)),
        Page(
            "handover", gettext_lazy("哪一天交车？"), lambda _told, data, initial: HandedOverForm(data, initial=initial)
        ),
        Page(
            "voucher",
            gettext_lazy("三包凭证上写了什么？"),
            lambda _told, data, initial: VoucherForm(data, initial=initial),
            gettext_lazy("没有凭证的都留空，按法定的最短期限算。凭证丢了，不影响您的权利。"),
        ),
        Page(
            "wear",
            gettext_lazy("易损耗零部件"),
            lambda told, data, initial: WearForm(_table(told), get_language() == "en", data, initial=initial),
            gettext_lazy("照凭证填，凭证上没有的留空。"),
            lambda told: (told.answers.get("voucher") or {}).get("tells_wear") == YES and "invoice" in told.answers,
        ),
    )
)


def told(statement: CarStatement) -> StatedCar:
    """Of a statement with nothing left to ask."""
    answers = statement.answers
    invoice, seller = answers["invoice"], answers["seller"]
    purchase = Purchase(
        invoiced_on=date.fromisoformat(invoice["invoiced_on"]),
        price_yuan=number_told(invoice["price_yuan"]),
        invoice_number=invoice["invoice_number"],
        handover_on=day_told(answers["handover"]["handover_on"]),
        paper=_paper(answers),
        **seller,
    )
    owner = answers.get("owner") if statement.organisation_id is not None else None
    return StatedCar(identity=_identity(statement), purchase=purchase, owner=Buyer(**owner) if owner else None)


def _identity(statement: CarStatement) -> Identity:
    answers = statement.answers
    chosen = (answers.get("line") or {}).get("line", NO_LINE)
    known = statement.vehicle.model_line if statement.vehicle else None
    line = known if known is not None and str(known.public_id) == chosen else _line(chosen)
    return Identity(
        vin=answers["vin"]["vin"],
        is_vin_confirmed=bool(answers["vin"].get("is_vin_confirmed")),
        model_line=line,
        **answers["car"],
    )


def _line(chosen: str) -> ModelLine | None:
    return None if chosen == NO_LINE else ModelLine.objects.filter(public_id=chosen).first()


def _paper(answers: Mapping[str, Any]) -> PaperTerms:
    voucher = answers["voucher"]
    wear = answers.get("wear", {}) if voucher["tells_wear"] == YES else {}
    codes = [name.removesuffix("_months") for name in wear if name.endswith("_months")]
    return PaperTerms(
        repair_warranty=_period(voucher, "repair_warranty"),
        three_guarantees=_period(voucher, "three_guarantees"),
        coefficient=number_told(voucher["coefficient"]),
        wear_parts={code: period for code in codes if (period := _period(wear, code))},
    )


def _period(answers: Mapping[str, Any], name: str) -> PeriodTerms | None:
    months, km = answers.get(f"{name}_months"), answers.get(f"{name}_km")
    return None if months is None or km is None else PeriodTerms(months, km)


def summary(statement: CarStatement, *, masked: bool = False) -> list[Row]:
    """Every answer in the order of the pages."""
    car = told(statement)
    rows = [*_of_owner(car, masked=masked), *_of_car(car), *_of_purchase(car.purchase), *_of_paper(car.purchase.paper)]
    return [Row(page, label, value) for page, label, value in rows if value]


def _of_owner(car: StatedCar, *, masked: bool) -> list[tuple[str, str, str]]:
    if car.owner is None:
        return []
    name = masked_name(car.owner.name) if masked else car.owner.name
    return [("owner", _("车主姓名"), name), ("owner", _("车主手机号码"), masked_phone(car.owner.phone))]


def _of_car(car: StatedCar) -> list[tuple[str, str, str]]:
    it = car.identity
    return [
        ("vin", _("车辆识别代号"), it.vin),
        ("car", _("品牌和型号"), f"{it.brand} {it.model}"),
        ("line", _("车型"), str(it.model_line or "")),
        ("car", _("种类和能源"), Kind(it.kind).label + _("，") + Energy(it.energy).label),
        ("car", _("用途"), str(Vehicle.Use(it.use).label)),
        ("car", _("车牌号码"), it.plate),
    ]


def _of_purchase(bought: Purchase) -> list[tuple[str, str, str]]:
    return [
        ("invoice", _("开票日期"), says.day(bought.invoiced_on)),
        ("invoice", _("车价款"), says.yuan(bought.price_yuan) if bought.price_yuan is not None else ""),
        ("invoice", _("发票号码"), bought.invoice_number),
        ("seller", _("销售者"), bought.seller_name),
        ("seller", _("销售者地址"), bought.seller_address),
        ("seller", _("销售者电话"), bought.seller_phone),
        ("handover", _("交车日期"), says.day(bought.handover_on) if bought.handover_on else _("没有填写")),
    ]


def _of_paper(paper: PaperTerms) -> list[tuple[str, str, str]]:
    least = _("没有填，按法定的最短期限算")
    wear = len(paper.wear_parts)
    return [
        ("voucher", _("包修期"), _period_said(paper.repair_warranty) or least),
        ("voucher", _("三包有效期"), _period_said(paper.three_guarantees) or least),
        ("voucher", _("使用补偿系数"), percent(paper.coefficient) if paper.coefficient is not None else ""),
        ("wear", _("易损耗零部件"), _("填了{count}种").format(count=wear) if wear else ""),
    ]


def _period_said(period: PeriodTerms | None) -> str:
    return (
        "" if period is None else _("%(months)d个月或者%(km)s公里") % {"months": period.months, "km": f"{period.km:,}"}
    )
