"""What a later entry changed in a sale, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from claims.vehicles.models import SaleCorrection
from claims.vehicles.models.sale import FEN
from sanbao.web import says

FIELDS = {
    "invoice_number": gettext_lazy("发票号码"),
    "invoiced_on": gettext_lazy("开票日期"),
    "price_fen": gettext_lazy("车价款"),
    "handover_on": gettext_lazy("交车日期"),
    "replacement_handover_on": gettext_lazy("作为换来的车交付的日期"),
}
# Of the invoice itself: for its owner and the seller, not for whoever owns the car later.
OF_THE_INVOICE = ("invoice_number", "price_fen")


def written(value: object) -> str:
    """As a correction keeps it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def corrected(one: SaleCorrection, *, with_invoice: bool) -> list[str]:
    """交车日期：2026年3月9日 → 2026年3月10日; what somebody may not see is named without its values."""
    found = []
    for field, (before, after) in one.changes.items():
        label = str(FIELDS.get(field, field))
        if field in OF_THE_INVOICE and not with_invoice:
            found.append(label)
            continue
        values = {"before": _value(field, before), "after": _value(field, after)}
        found.append(_("{field}：{before} → {after}").format(field=label, **values))
    return found


def _value(field: str, value: str) -> str:
    if not value:
        return pgettext("within a sentence", "没有填写")
    if field == "price_fen":
        return says.yuan(Decimal(value) / FEN)
    return says.day(date.fromisoformat(value)) if field.endswith("_on") else value
