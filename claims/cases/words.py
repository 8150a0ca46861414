"""Articles in words: of a rule, of a time limit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sanbao.law.phrases import WORDS, cited
from sanbao.law.regulations import FOLDERS, Citation, regulation
from sanbao.law.sources import SHIPPED
from sanbao.law.strict_yaml import load_mapping
from sanbao.questions.figures import cited as cited_of_any_law


def article_of_rule(rule: str, lang: str) -> str:
    return cited(rule, lang)


def article_of_limit(law: str, lang: str) -> str:
    """Where a time limit stands (`samr-43/reply`)."""
    parameters = regulation(law.partition("/")[0]).parameters
    citation = parameters[law.partition("/")[2]].citation
    words: Any = WORDS[lang]
    written: str = words.cited(regulation(citation.law), citation)
    return written


def article_named(citation: Citation, lang: str) -> str:
    """Of the two orders, or of a law around them."""
    return cited_of_any_law(rule_of(citation), lang)


def rule_of(citation: Citation) -> str:
    """`samr-43/24-1-4`"""
    levels = (citation.article, citation.paragraph, citation.item, citation.subitem)
    return f"{citation.law}/{'-'.join(str(level) for level in levels if level is not None)}"


def article_of(citation: Citation, lang: str) -> str:
    """Of an order, or of a law beside the orders by its whole title."""
    words: Any = WORDS[lang]
    law = regulation(citation.law) if citation.law in FOLDERS else _titled(citation.law)
    written: str = words.cited(law, citation)
    return written


@dataclass(frozen=True)
class _Titled:
    short_zh: str
    short_en: str


@cache
def _titled(law: str) -> _Titled:
    entry = load_mapping(SHIPPED / "surrounding" / "laws.yaml")[law]
    return _Titled(entry["title_zh"], entry["title_en"])
