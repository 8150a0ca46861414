"""Tags and filters of every page: navigation, and how days, money and distances are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from sanbao.web import navigation as nav

register = template.Library()


@register.inclusion_tag("web/navigation.html", takes_context=True)
def navigation(context: dict[str, Any]) -> dict[str, Any]:
    request = context.get("request")
    return {"links": nav.links_for(request) if request else []}


@register.filter
def day(value: date) -> str:
    """2026年11月22日"""
    return _("{year}年{month}月{day}日").format(year=value.year, month=value.month, day=value.day)


@register.filter
def yuan(value: Decimal) -> str:
    """¥186,800.00"""
    return f"¥{value:,.2f}"


@register.filter
def km(value: int) -> str:
    """12,345 公里"""
    return _("{number} 公里").format(number=f"{value:,}")
