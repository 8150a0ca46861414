"""Facts about one item that are asked only where they decide: was it needed, was it a main component, was it cured."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from sanbao.check import parts
from sanbao.check.case import item_at, parts_edition
from sanbao.check.state import Case
from sanbao.check.steps.base import Choices
from sanbao.check.steps.findings import ItemChoice
from sanbao.check.steps.part_of_problem import language
from sanbao.law.parts import Edition, edition

ASKED = {
    "event_established": gettext_lazy("“%(name)s”（%(when)s）：您选的那件事，能确认发生过吗？"),
    "needs_replacement": gettext_lazy("“%(name)s”（%(when)s）：要不要换总成或者它的主要零部件，才能好？"),
    "main_component": gettext_lazy("“%(name)s”（%(when)s）：坏的是不是总成里的主要零部件？"),
    "resolved": gettext_lazy("“%(name)s”（%(when)s）：那一次修好了吗？"),
}


LISTED = gettext_lazy("下面是标准列出的主要零部件。油封、传感器、线束这些往往不是。")
GUIDES = {
    "event_established": gettext_lazy("有维修单、视频、报警或者救援记录的，就能确认。"),
    "needs_replacement": gettext_lazy("看检测结果或者维修单的建议。调一调、刷程序就能好的，不算要换。"),
    "main_component": gettext_lazy(
        "主要零部件是总成里起主要作用的零件，例如发动机的曲轴、变速器的齿轮。油封、传感器、线束往往不是。"
    ),
    "resolved": gettext_lazy("取车以后，同一个毛病没有再出现，就是修好了。"),
}


ANSWERS: dict[str, Choices] = {
    "event_established": (
        ("yes", gettext_lazy("能确认")),
        ("disputed", gettext_lazy("有争议，对方说没有发生")),
        ("no", gettext_lazy("没有发生")),
        ("unknown", gettext_lazy("不清楚")),
    ),
    "needs_replacement": (
        ("yes", gettext_lazy("要换")),
        ("disputed", gettext_lazy("有争议，对方说不用换")),
        ("no", gettext_lazy("不用换")),
        ("unknown", gettext_lazy("不清楚，还没有查")),
    ),
    "main_component": (
        ("yes", gettext_lazy("是")),
        ("disputed", gettext_lazy("有争议，对方说不是")),
        ("no", gettext_lazy("不是")),
        ("unknown", gettext_lazy("不清楚，还没有查")),
    ),
    "resolved": (
        ("yes", gettext_lazy("修好了")),
        ("no", gettext_lazy("没有修好")),
        ("unknown", gettext_lazy("不清楚")),
    ),
}


class Fact(ItemChoice):
    """`subject` is the path of the fact."""

    name = "fact"

    def exists(self) -> bool:
        return self.key in ASKED and super().exists()

    @property
    def path(self) -> str:
        return self.subject.rpartition("/")[0]

    @property
    def key(self) -> str:  # type: ignore[override]  # the last step of the path
        return self.subject.rpartition("/")[2]

    @property
    def title(self) -> str:
        return str(ASKED[self.key]) % self.words

    @property
    def hint(self) -> str:
        return str(LISTED if self.points else GUIDES[self.key])

    @property
    def points(self) -> Sequence[str]:
        """The main components of the assembly, where they are asked about."""
        group = self.item.get("group")
        if self.key != "main_component" or group is None:
            return ()
        return [parts.name(one, language()) for one in parts.components_of(self.table, group)]

    @property
    def table(self) -> Edition:
        return edition(parts_edition(self.answers))

    def choices(self) -> Choices:
        return ANSWERS[self.key]

    def value(self) -> str | None:
        return self.item.get(self.key)

    def write(self, case: Case, value: str) -> None:
        (item_at(case, self.path) or {})[self.key] = value


STEPS = (Fact,)
