"""The questions people ask most: one file each, strictly loaded; both languages stand side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sanbao.law.errors import DataError
from sanbao.law.readings import readings
from sanbao.law.strict_yaml import Entry, load_mapping, mappings_under

FOLDER = Path(__file__).parent / "content"
LANGUAGES = ("zh", "en")
_REQUIRED = ("slug", "topic", "title", "answer", "details", "views", "keep", "articles", "related")
_OPTIONAL = ("orders",)

Text = Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """Texts by language, with places for figures; `views` are codes of readings, `articles` ids of articles."""

    slug: str
    topic: str
    title: Text
    answer: Text
    details: tuple[Text, ...]
    orders: Text | None
    views: tuple[str, ...]
    keep: tuple[Text, ...]
    articles: tuple[str, ...]
    related: tuple[str, ...]

    def texts(self) -> list[Text]:
        return [self.title, self.answer, *self.details, *([self.orders] if self.orders else []), *self.keep]


@cache
def questions() -> dict[str, Question]:
    """All questions by slug, in order."""
    loaded = load(FOLDER)
    return {question.slug: question for question in loaded}


def load(folder: Path) -> list[Question]:
    """The files in the order of their names; raises DataError for whatever is missing, unknown or doubled."""
    loaded: list[Question] = []
    entries = []
    for path in sorted(folder.glob("*.yaml")):
        entry = load_mapping(path)
        question = _question(entry)
        if question.slug in {other.slug for other in loaded}:
            raise entry.defect(f"slug stands in another file too: {question.slug}")
        loaded.append(question)
        entries.append(entry)
    slugs = {question.slug for question in loaded}
    for question, entry in zip(loaded, entries, strict=True):
        _require_known(entry, "related", question.related, slugs - {question.slug})
    return loaded


def _question(entry: Entry) -> Question:
    entry.require(_REQUIRED, _OPTIONAL)
    views = tuple(entry["views"])
    _require_known(entry, "views", views, {reading.code for reading in readings()})
    return Question(
        slug=entry["slug"],
        topic=entry["topic"],
        title=_text(entry, entry["title"]),
        answer=_text(entry, entry["answer"]),
        details=_texts(entry, "details"),
        orders=_text(entry, entry["orders"]) if "orders" in entry else None,
        views=views,
        keep=_texts(entry, "keep"),
        articles=tuple(entry["articles"]),
        related=tuple(entry["related"]),
    )


def _texts(entry: Entry, key: str) -> tuple[Text, ...]:
    return tuple(_text(entry, text) for text in mappings_under(entry, key))


def _text(entry: Entry, text: object) -> Text:
    if not isinstance(text, Entry):
        raise entry.defect("a text must hold zh and en")
    text.require(LANGUAGES)
    if not all(isinstance(text[lang], str) and text[lang].strip() for lang in LANGUAGES):
        raise text.defect("a text must not be empty")
    return text


def _require_known(entry: Entry, key: str, codes: tuple[str, ...], known: set[str]) -> None:
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise DataError(entry.path, entry.line, f"{key}: unknown: {', '.join(unknown)}")
