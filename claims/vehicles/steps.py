"""A sale asked page by page: which page comes when, what was answered, and what the answers make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.filings.models import Energy, Kind, ModelLine
from claims.filings.selectors import filed_terms, may_sell
from claims.vehicles.forms import NO_LINE, BuiltForm, BuyerForm, InvoiceForm, ModelForm, VinForm, WordsForm
from claims.vehicles.models import SaleDraft, Vehicle
from claims.vehicles.selectors import lines_sold_by
from claims.vehicles.services.registering import Identity
from claims.vehicles.services.selling import Buyer, Invoice
from sanbao.accounts.masking import masked_phone
from sanbao.web import says

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    name: str
    title: str | Promise
    form: Callable[..., forms.Form]
    fields: tuple[str, ...]

    def is_asked(self, answers: Answers) -> bool:
        return self.name != "words" or answers.get("line") == NO_LINE

    def is_answered(self, answers: Answers) -> bool:
        return self.fields[0] in answers


STEPS = (
    Step("vin", gettext_lazy("车辆识别代号"), VinForm, ("vin", "is_vin_confirmed")),
    Step("line", gettext_lazy("车型"), ModelForm, ("line",)),
    Step("words", gettext_lazy("车辆的品牌和型号"), WordsForm, ("brand", "model", "vehicle_type", "kind", "energy")),
    Step("built", gettext_lazy("生产日期和用途"), BuiltForm, ("built_on", "use", "plate")),
    Step("invoice", gettext_lazy("购车发票"), InvoiceForm, ("invoice_number", "invoiced_on", "price_yuan")),
    Step("buyer", gettext_lazy("买车人"), BuyerForm, ("name", "phone")),
)
BY_NAME = {step.name: step for step in STEPS}


def form_of(step: Step, draft: SaleDraft, data: Any, search: str) -> forms.Form:
    initial = {name: thawed(name, draft.answers[name]) for name in step.fields if name in draft.answers}
    if step.name == "line":
        return ModelForm(lines_offered(draft, search), data, initial=initial)
    return step.form(data, initial=initial)


MOST_LINES = 20


def lines_offered(draft: SaleDraft, search: str) -> list[ModelLine]:
    """What the outlet may sell, narrowed by words; the one chosen before stays among them."""
    lines = list(lines_sold_by(draft.outlet, search)[:MOST_LINES])
    chosen = draft.answers.get("line")
    if chosen and chosen != NO_LINE and all(str(line.public_id) != chosen for line in lines):
        lines = [*ModelLine.objects.filter(public_id=chosen), *lines]
    return lines


def frozen(step: Step, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON: days and money as text."""
    told = {name: cleaned.get(name, "") for name in step.fields}
    return {name: str(value) if isinstance(value, (date, Decimal)) else value for name, value in told.items()}


def thawed(name: str, value: Any) -> Any:
    if name in {"built_on", "invoiced_on"}:
        return date.fromisoformat(value)
    return Decimal(value) if name == "price_yuan" else value


def next_step(answers: Answers) -> Step | None:
    """The first that is asked and not answered; None when the summary is due."""
    return next((step for step in STEPS if step.is_asked(answers) and not step.is_answered(answers)), None)


def progress(step: Step, answers: Answers) -> str:
    asked = [one for one in STEPS if one.is_asked(answers) or one is step]
    return _("第{place}项，共{all}项").format(place=asked.index(step) + 1, all=len(asked))


@dataclass(frozen=True)
class Told:
    identity: Identity
    invoice: Invoice
    buyer: Buyer


def told(answers: Answers) -> Told:
    """Of a draft with nothing left to ask."""
    values = {name: thawed(name, value) for name, value in answers.items()}
    line = None if values["line"] == NO_LINE else ModelLine.objects.filter(public_id=values["line"]).first()
    words = {name: values.get(name, "") for name in ("brand", "model", "vehicle_type", "kind", "energy")}
    identity = Identity(
        vin=values["vin"],
        is_vin_confirmed=bool(values["is_vin_confirmed"]),
        model_line=line,
        use=values["use"],
        built_on=values["built_on"],
        plate=values["plate"],
        **({} if line else words),
    )
    invoice = Invoice(
        number=values["invoice_number"], invoiced_on=values["invoiced_on"], price_yuan=values["price_yuan"]
    )
    return Told(identity, invoice, Buyer(name=values["name"], phone=values["phone"]))


def warnings(draft: SaleDraft) -> list[str]:
    """What does not keep the sale from being registered, but the voucher from being printed."""
    found = told(draft.answers)
    line, day = found.identity.model_line, found.invoice.invoiced_on
    if line is None:
        return [_("这个车型没有备案，三包凭证要等生产者备案以后才能出具。")]
    says_so = []
    if filed_terms(line, day) is None:
        says_so.append(_("开票当天还没有生效的备案，三包凭证要等生产者备案以后才能出具。"))
    if not may_sell(draft.outlet, line.producer, day):
        says_so.append(_("开票当天，生产者没有备案约定本店销售这个品牌的车；凭证上的销售者地址也取自这项备案。"))
    return says_so


@dataclass(frozen=True)
class Row:
    label: str
    says: str
    step: str


def summary(answers: Answers) -> list[Row]:
    """Every answer in the order of the pages, with the page that changes it."""
    found = told(answers)
    car, line = found.identity, found.identity.model_line
    rows = [
        ("vin", _("车辆识别代号"), car.vin),
        ("line", _("车型"), str(line) if line else f"{car.brand} {car.model}"),
        ("built", _("生产日期"), says.day(car.built_on) if car.built_on else ""),
        ("built", _("用途"), str(Vehicle.Use(car.use).label)),
        ("built", _("车牌号码"), car.plate),
        ("invoice", _("发票号码"), found.invoice.number),
        ("invoice", _("开票日期"), says.day(found.invoice.invoiced_on)),
        ("invoice", _("车价款"), says.yuan(found.invoice.price_yuan)),
        ("buyer", _("买车人"), found.buyer.name),
        ("buyer", _("买车人手机号码"), masked_phone(found.buyer.phone)),
    ]
    if line is None:
        kind, energy = Kind(car.kind).label, Energy(car.energy).label
        rows.insert(2, ("words", _("种类和能源"), kind + _("，") + energy))
    return [Row(label, value, step) for step, label, value in rows if value]
