"""How days, moments, money and distances are written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _


def day(value: date) -> str:
    """2026年11月22日"""
    return _("{year}年{month}月{day}日").format(year=value.year, month=value.month, day=value.day)


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
