"""Codes of parts: the standard's where it lists the part, else one made from the name, the same in every version."""

from __future__ import annotations

import hashlib

from django.utils.translation import get_language

from sanbao.law.parts import EDITIONS, Part, edition

OWN = "own_"


def own_code(kind: str, name: str) -> str:
    """`wear_own_3f…`, `own_3f…`: wear parts keep the beginning by which the engine knows them."""
    digest = hashlib.sha256(name.strip().encode()).hexdigest()[:12]
    return f"wear_{OWN}{digest}" if kind == "wear" else f"{OWN}{digest}"


def standard_part(code: str) -> Part | None:
    """The row or group of either edition, the newer first."""
    for name in reversed(EDITIONS):
        table = edition(name)
        for rows in (table.groups, table.main_components, table.wear_parts, table.special_parts):
            if code in rows:
                return rows[code]
    return None


def part_name(code: str, name: str = "") -> str:
    """In the language in use where the standard lists the part; else as the producer wrote it."""
    part = standard_part(code)
    if part is None:
        return name
    return part.en if get_language() == "en" else name or part.zh
