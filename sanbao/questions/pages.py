"""A question as a page in one language: figures filled in, articles cited, the two views of a reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanbao.law.readings import Reading, readings
from sanbao.questions.content import Question, Text, questions
from sanbao.questions.figures import cited, filled
from sanbao.questions.synonyms import variants


@dataclass(frozen=True)
class Line:
    slug: str
    title: str
    answer: str


@dataclass(frozen=True)
class View:
    question: str
    chosen: str
    other: str


@dataclass(frozen=True)
class QuestionPage:
    slug: str
    topic: str
    title: str
    answer: str
    details: tuple[str, ...]
    orders: str
    views: tuple[View, ...]
    keep: tuple[str, ...]
    articles: tuple[str, ...]
    related: tuple[Line, ...]


def page_of(question: Question, lang: str, on: date) -> QuestionPage:
    return QuestionPage(
        slug=question.slug,
        topic=question.topic,
        title=_in(question.title, lang, on),
        answer=_in(question.answer, lang, on),
        details=tuple(_in(text, lang, on) for text in question.details),
        orders=_in(question.orders, lang, on) if question.orders else "",
        views=tuple(_view(reading, lang) for reading in readings() if reading.code in question.views),
        keep=tuple(_in(text, lang, on) for text in question.keep),
        articles=tuple(cited(article, lang) for article in question.articles),
        related=tuple(_line(questions()[slug], lang, on) for slug in question.related),
    )


def lines(lang: str, on: date, words: str = "") -> list[Line]:
    """The questions that hold every one of these words, or one that means the same; all when there is none."""
    wanted = words.casefold().split()
    return [
        _line(question, lang, on) for question in questions().values() if _holds(_searched(question, lang, on), wanted)
    ]


def _holds(text: str, wanted: list[str]) -> bool:
    return all(any(variant in text for variant in variants(word)) for word in wanted)


def _searched(question: Question, lang: str, on: date) -> str:
    return " ".join(_in(text, lang, on) for text in question.texts()).casefold()


def _line(question: Question, lang: str, on: date) -> Line:
    return Line(question.slug, _in(question.title, lang, on), _in(question.answer, lang, on))


def _in(text: Text, lang: str, on: date) -> str:
    return filled(text[lang], lang, on)


def _view(reading: Reading, lang: str) -> View:
    if lang == "zh":
        return View(reading.question_zh, reading.chosen_zh, reading.other_zh)
    return View(reading.question_en, reading.chosen_en, reading.other_en)
