"""How parts, costs and times of a visit are written."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.repairs.models import Item
from claims.repairs.told import ToldItem
from sanbao.check import parts
from sanbao.web import says

FEN = 100
MINUTES = 60


def part_of(item: ToldItem) -> str:
    """变速器：轴承（左前）; empty where nothing is located yet."""
    row, lang = item.row, "en" if get_language() == "en" else "zh"
    found = parts.part(item.component or item.group)
    name = row.part_name or (parts.shown(found, lang) if found else item.component)
    if not name or not item.position:
        return name
    return _("{part}（{position}）").format(part=name, position=Item.Position(item.position).label)


def work(code: str) -> str:
    return str(Item.Work(code).label) if code else ""


def yuan(fen: int | None) -> str:
    """¥126.00; empty where nothing is stated."""
    return "" if fen is None else says.yuan(Decimal(fen) / FEN)


def labour(minutes: int | None) -> str:
    """1.5小时"""
    if minutes is None:
        return ""
    return _("{hours}小时").format(hours=f"{Decimal(minutes) / MINUTES:.2f}".rstrip("0").rstrip("."))
