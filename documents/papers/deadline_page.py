"""The deadline sheet as it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from documents.papers.deadline import DeadlineContext, SheetDay, limit_of, weeks_of
from sanbao.law import due_date
from sanbao.law.phrases import WORDS
from sanbao.law.regulations import FOLDERS, Citation, regulation
from sanbao.law.sources import SHIPPED, law_data_version
from sanbao.law.strict_yaml import load_mapping


@dataclass(frozen=True, slots=True)
class DayCell:
    """A cell: date, the number of the day, and a word where the day is not an ordinary one."""

    kind: str
    date: str
    number: str
    word: str


class DeadlinePage:
    """What the template prints."""

    def __init__(self, context: DeadlineContext) -> None:
        self.context = context
        self._limit = limit_of(context.duty)
        self._due = due_date(context.duty, context.start, context.pauses)
        self._words = WORDS[context.language]

    def title(self) -> str:
        return _("期限计算表")

    def label(self) -> str:
        return self._limit.label_zh if self.context.language == "zh" else self._limit.label_en

    def length(self) -> str:
        number = self._limit.number_for(self.context.start)
        template = _("%(number)d个工作日") if self._limit.unit == "working_day" else _("%(number)d日")
        return template % {"number": number}

    def rule(self) -> str:
        return self._limit.paraphrase_zh if self.context.language == "zh" else self._limit.paraphrase_en

    def citation(self) -> str:
        citation = self._limit.citation
        if citation.law in FOLDERS:
            written: str = self._words.cited(regulation(citation.law), citation)
            return written
        return _surrounding(citation, self.context.language)

    def start(self) -> str:
        written: str = self._words.day(self.context.start)
        return written

    def due(self) -> str:
        if self._due.due_on is None:
            return _("要等放假安排公布以后才能算出")
        written: str = self._words.day(self._due.due_on)
        return written

    def is_known(self) -> bool:
        return self._due.due_on is not None

    def pauses(self) -> list[str]:
        """The days that are taken off, a range each."""
        day = self._words.day
        return [
            _("%(first)s至%(last)s") % {"first": day(pause.first_day), "last": day(pause.last_day)}
            for pause in self.context.pauses
        ]

    def weekdays(self) -> list[str]:
        return [_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日")]

    def weeks(self) -> list[list[DayCell]]:
        return [[_cell(day) for day in week] for week in weeks_of(self.context)]

    def version(self) -> str:
        return law_data_version()


def _cell(day: SheetDay) -> DayCell:
    words = {
        "start": _("起算，不计入"),
        "makeup": _("调休上班"),
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


def deadline_values(context: DeadlineContext) -> Mapping[str, object]:
    page = DeadlinePage(context)
    return {"page": page, "paper": context, "title": f"{page.title()} {context.number}"}
