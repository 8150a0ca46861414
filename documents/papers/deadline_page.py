"""The deadline sheet as it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from documents.papers.deadline import DayCell, DeadlineContext, DeadlineWords, SheetDay, limit_of, weeks_of
from documents.papers.language import LANGUAGES
from documents.papers.proof import issued_on_of
from sanbao.law import due_date
from sanbao.law.phrases import WORDS
from sanbao.law.regulations import FOLDERS, Citation, regulation
from sanbao.law.sources import SHIPPED, law_data_version
from sanbao.law.strict_yaml import load_mapping

_WEEKDAYS = (
    gettext_lazy("星期一"),
    gettext_lazy("星期二"),
    gettext_lazy("星期三"),
    gettext_lazy("星期四"),
    gettext_lazy("星期五"),
    gettext_lazy("星期六"),
    gettext_lazy("星期日"),
)


class DeadlinePage:
    """Puts the sheet into words, by the law's data and the calendar as they are now."""

    def __init__(self, context: DeadlineContext) -> None:
        self.context = context
        self._limit = limit_of(context.duty)
        self._due = due_date(context.duty, context.start, context.pauses)
        self._words = WORDS[context.language]

    def words(self) -> DeadlineWords:
        return DeadlineWords(
            label=self.label(),
            start=self._words.day(self.context.start),
            length=self.length(),
            rule=self._limit.paraphrase_zh if self.context.language == "zh" else self._limit.paraphrase_en,
            citation=self.citation(),
            pauses=self.pauses(),
            due=self.due(),
            weekdays=tuple(map(str, _WEEKDAYS)),
            weeks=tuple(tuple(map(_cell, week)) for week in weeks_of(self.context)),
            version=law_data_version(),
        )

    def label(self) -> str:
        return self._limit.label_zh if self.context.language == "zh" else self._limit.label_en

    def length(self) -> str:
        number = self._limit.number_for(self.context.start)
        template = _("%(number)d个工作日") if self._limit.unit == "working_day" else _("%(number)d日")
        return template % {"number": number}

    def citation(self) -> str:
        citation = self._limit.citation
        if citation.law in FOLDERS:
            written: str = self._words.cited(regulation(citation.law), citation)
            return written
        return _surrounding(citation, self.context.language)

    def due(self) -> str:
        if self._due.due_on is None:
            return _("要等放假安排公布以后才能算出")
        written: str = self._words.day(self._due.due_on)
        return written

    def is_known(self) -> bool:
        return self._due.due_on is not None

    def pauses(self) -> tuple[str, ...]:
        """The days that are taken off, a range each."""
        day = self._words.day
        return tuple(
            _("%(first)s至%(last)s") % {"first": day(pause.first_day), "last": day(pause.last_day)}
            for pause in self.context.pauses
        )


def _cell(day: SheetDay) -> DayCell:
    words = {
        "start": _("起算，不计入"),
        "makeup": pgettext("paper", "调休上班"),
        "rest": _("休息"),
        "paused": _("扣除"),
        "due": _("到期"),
        "unknown": _("放假安排未公布"),
    }
    number = "" if day.number is None else _("第%(number)d日") % {"number": day.number}
    return DayCell(day.kind, f"{day.day:%Y-%m-%d}", number, words.get(day.kind, ""))


def _surrounding(citation: Citation, language: str) -> str:
    title = _titles()[citation.law][f"title_{language}"]
    return _("%(title)s第%(article)d条") % {"title": title, "article": citation.article}


@cache
def _titles() -> Mapping[str, Mapping[str, str]]:
    return load_mapping(SHIPPED / "surrounding" / "laws.yaml")


def settle(context: DeadlineContext) -> DeadlineContext:
    """With its words as the law's data have it now, unless they were settled before."""
    if context.settled is not None:
        return context
    with translation.override(LANGUAGES[context.language]):
        return replace(context, settled=DeadlinePage(context).words())


def deadline_values(context: DeadlineContext) -> Mapping[str, object]:
    """What the template is given, of a settled sheet."""
    heading = pgettext("paper", "期限计算表")
    issued_on = issued_on_of(context.proof, context.language)
    title = f"{heading} {context.number}"
    return {"page": context.settled, "paper": context, "heading": heading, "title": title, "issued_on": issued_on}
