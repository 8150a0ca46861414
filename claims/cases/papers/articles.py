"""Articles as papers write them: of the two orders, and of the laws beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

from sanbao.law.phrases import WORDS
from sanbao.law.regulations import FOLDERS, Citation, regulation
from sanbao.law.sources import SHIPPED
from sanbao.law.strict_yaml import load_mapping

_ZH: Any = WORDS["zh"]


def cited(citation: Citation) -> str:
    """第四十三号令第二十四条第一款第四项，《中华人民共和国民法典》第一百八十八条第一款"""
    written: str = _ZH.cited(_law_of(citation), citation)
    return written


def cited_together(citations: Iterable[Citation]) -> str:
    """第四十三号令第二十二条、第二十三条: the law is named once as long as it is the same."""
    parts: list[str] = []
    before = ""
    for citation in dict.fromkeys(citations):
        named = _law_of(citation).short_zh
        written = cited(citation)
        parts.append(written.removeprefix(named) if named == before else written)
        before = named
    return joined(parts)


def _law_of(citation: Citation) -> Any:
    return regulation(citation.law) if citation.law in FOLDERS else _beside(citation.law)


def _beside(law: str) -> SimpleNamespace:
    return SimpleNamespace(short_zh=_laws()[law]["title_zh"])


@cache
def _laws() -> Mapping[str, Mapping[str, str]]:
    return load_mapping(SHIPPED / "surrounding" / "laws.yaml")


def joined(parts: Iterable[str]) -> str:
    return "、".join(parts)
