"""What every context is checked for before anything is printed: nothing missing, nothing that cannot be printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbao.law.phrases import WORDS
from sanbao.law.regulations import Citation, regulation

LONGEST_TEXT = 300
_DRAWN = "proof.qr"  # a picture, of a length of its own
_UNSEEN = "CZM"  # controls, separators, marks


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a context is refused: the field (a dotted path), what is wrong, and the article that asks for it."""

    field: str
    says: str
    citation: Citation | None = None


class ContextError(Exception):
    """A context that may not become a paper; raised before a number is taken."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{problem.field}: {problem.says}" for problem in problems))


def refuse_if_any(problems: Iterator[Problem]) -> None:
    found = list(problems)
    if found:
        raise ContextError(found)


def cited(citation: Citation) -> str:
    """第四十三号令第九条第六项, or the like in the language in use."""
    words = WORDS["en" if get_language() == "en" else "zh"]
    written: str = words.cited(regulation(citation.law), citation)
    return written


def texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a context, with its path."""
    if isinstance(value, str):
        yield path, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name), _joined(path, field.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from texts(key, path)
            yield from texts(one, _joined(path, str(key)))
    elif isinstance(value, (tuple, list)):
        for place, one in enumerate(value):
            yield from texts(one, _joined(path, str(place)))


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def unprintable(context: object, coverage: frozenset[int], longest: int = LONGEST_TEXT) -> Iterator[Problem]:
    """Texts that are too long, or hold a character that no font of ours prints as itself."""
    for path, text in texts(context):
        if path == _DRAWN:
            continue
        if len(text) > longest:
            yield Problem(
                path, _("不能超过%(longest)d个字，现在是%(length)d个字。") % {"longest": longest, "length": len(text)}
            )
        odd = [character for character in dict.fromkeys(text) if ord(character) not in coverage]
        if odd:
            yield Problem(path, _("含有印不出的字符：%(characters)s") % {"characters": _("、").join(map(_named, odd))})


def _named(character: str) -> str:
    """“⼀”（U+2F00，可以改用“一”）; a character that is not seen is told by its number alone."""
    number = f"U+{ord(character):04X}"
    usual = unicodedata.normalize("NFKC", character)
    if unicodedata.category(character)[0] in _UNSEEN:
        return number
    if usual != character:
        values = {"character": character, "number": number, "usual": usual}
        return _("“%(character)s”（%(number)s，可以改用“%(usual)s”）") % values
    return _("“%(character)s”（%(number)s）") % {"character": character, "number": number}
