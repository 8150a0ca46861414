"""Which law and which engine gave an answer, so that the answer of a past day can be run again and understood."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sanbao.law import strict_yaml
from sanbao.law.sources import SHIPPED, calendar_files
from sanbao.law.strict_yaml import PROVENANCE

DIGITS = 16
_ENGINE = Path(__file__).resolve().parent


@cache
def law_code_version() -> str:
    """Sixteen hexadecimal digits over the names and contents of the engine's modules."""
    digest = hashlib.sha256()
    for path in sorted(_ENGINE.glob("*.py")):
        content = path.read_bytes()
        digest.update(f"{path.name}:{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:DIGITS]


@cache
def law_data_entries() -> Mapping[str, str]:
    """By `file#entry`, sixteen hexadecimal digits over what decides an answer: the words about it, who has checked it,
    comments and order do not count.

    Two of these tell what changed between two versions of the law's data.
    """
    shipped = sorted(path for path in SHIPPED.rglob("*.yaml") if path.parent.name != "calendar")
    found: dict[str, list[str]] = {}
    for path in [*shipped, *calendar_files()]:
        name = path.name if path.parent == SHIPPED else f"{path.parent.name}/{path.name}"
        content = strict_yaml.load(path)
        for key, value in content.items() if isinstance(content, dict) else enumerate(content, 1):
            found.setdefault(f"{name}#{key}", []).append(_written(value))
    return {entry: _digest("\n".join(values)) for entry, values in found.items()}


def changed_entries(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The entries that say something else, are new, or are gone; by name."""
    return sorted(entry for entry in {*before, *now} if before.get(entry) != now.get(entry))


def _written(value: Any) -> str:
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Keys of the law's data are often days, which JSON does not sort beside words."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items() if not _is_about_it(str(key))}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, (str, int, bool, type(None))) else str(value)


def _is_about_it(key: str) -> bool:
    return key in PROVENANCE or key.endswith(("_zh", "_en"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
