"""Articles in words: of a rule, of a time limit."""

from __future__ import annotations

from typing import Any

from sanbao.law.phrases import WORDS, cited
from sanbao.law.regulations import regulation


def article_of_rule(rule: str, lang: str) -> str:
    return cited(rule, lang)


def article_of_limit(law: str, lang: str) -> str:
    """Where a time limit stands (`samr-43/reply`)."""
    parameters = regulation(law.partition("/")[0]).parameters
    citation = parameters[law.partition("/")[2]].citation
    words: Any = WORDS[lang]
    written: str = words.cited(regulation(citation.law), citation)
    return written
