"""How days, moments, money and distances are written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def day(value: date) -> str:
    """2026年11月22日, 22 November 2026: as the law's own sentences write it beside this.

    Of a moment: the day here, not that of UTC.
    """
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if get_language() == "en":
        return f"{value.day} {value:%B} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """2026年11月22日 09:30"""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return _("{day} {clock}").format(day=day(local), clock=f"{local:%H:%M}")


def yuan(value: Decimal) -> str:
    """¥186,800.00"""
    return f"¥{value:,.2f}"


def km(value: int) -> str:
    """12,345公里"""
    return _("{number}公里").format(number=f"{value:,}")
