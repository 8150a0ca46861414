"""How amounts, days, distances and hours are written on the result page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _


def yuan(amount: Decimal) -> str:
    """186,800.00元"""
    return _("{amount}元").format(amount=f"{amount:,.2f}")


def kilometres(distance: int) -> str:
    """12,345公里"""
    return _("{distance}公里").format(distance=f"{distance:,}")


def hours(number: Decimal) -> str:
    """56.5小时"""
    written = f"{number:,f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"
    return _("{number}小时").format(number=written)


def short_day(day: date) -> str:
    """5月30日"""
    return _("{month}月{day}日").format(month=day.month, day=day.day)
