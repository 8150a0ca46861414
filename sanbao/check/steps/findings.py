"""Yes/no facts that decide, in plain words: a reading guide, not the words of the law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanbao.check import parts
from sanbao.check.case import NEVER_A_PROBLEM, item_at, items_of, visit_of
from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choice, Choices, Data, radio
from sanbao.check.steps.car import written
from sanbao.check.steps.moments import shown_moment
from sanbao.check.steps.terms import NONE, SOME
from sanbao.web.forms import Hinted


class Problem(Choice):
    """A fact about a problem, the same for all its items."""

    section = "facts"
    key: str

    def exists(self) -> bool:
        return self.subject in self.problems()

    @property
    def words(self) -> dict[str, str]:
        return {"name": self.name_of(self.subject)}

    def own_items(self, case: Case | None = None) -> list[tuple[str, Case]]:
        return [
            (path, item)
            for path, item in items_of(case if case is not None else self.case)
            if item.get("problem") == self.subject
        ]


class Quality(Problem):
    name = "quality"
    key = "quality_problem"

    @property
    def title(self) -> str:
        return _("“%(name)s”是不是车本身的质量问题？") % self.words

    @property
    def hint(self) -> str:
        return _("质量问题是车本身的毛病，不是碰撞、泡水、油品这些外来原因。")

    def choices(self) -> Choices:
        return (
            ("yes", Hinted(pgettext("回答", "是"), _("没有人说过别的原因的，也选这一项"))),
            ("disputed", Hinted(_("有争议"), _("对方说是正常现象、油品不好等等，我不同意"))),
            ("no", Hinted(pgettext("回答", "不是"), _("已经查明，我也同意"))),
            ("unknown", _("不清楚")),
        )

    def value(self) -> str | None:
        found = [item.get("quality_problem") for _, item in self.own_items() if item.get("quality_problem")]
        return found[0] if found else "yes"

    def write(self, case: Case, value: str) -> None:
        for _path, item in self.own_items(case):
            if item.get("work") in NEVER_A_PROBLEM:
                item.pop("quality_problem", None)
            else:
                item["quality_problem"] = value


class Safety(Problem):
    name = "safety"
    key = "serious_safety"

    @property
    def title(self) -> str:
        return _("“%(name)s”会不会危及人身、财产安全，让车没法安全地用？") % self.words

    @property
    def hint(self) -> str:
        return _(
            "想一想：是不是来得突然，人控制不住，后果严重。行驶中突然熄火、失去动力、刹不住、转不动方向盘，往往是；"
            "异响、顿挫、漏水，单独看往往不是。"
        )

    def choices(self) -> Choices:
        several = ((SOME, _("有的次是，有的次不是")),) if len(self.own_items()) > 1 else ()
        return (
            ("yes", _("是，每次都是") if several else pgettext("回答", "是")),
            ("no", pgettext("回答", "不是")),
            *several,
            ("disputed", Hinted(_("有争议"), _("我说是，对方说不是"))),
            ("unknown", _("不清楚")),
        )

    def fields(self) -> dict[str, forms.Field]:
        times = [(path, when(self.case, path)) for path, _item in self.own_items()]
        if len(times) == 1:
            return super().fields()
        return {
            "answer": radio(self.choices(), _("会不会")),
            "times": forms.MultipleChoiceField(
                choices=times,
                label=_("哪几次是"),
                help_text=_("选了“有的次是”才勾。"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            ),
        }

    def value(self) -> str | None:
        found = {item.get("serious_safety", "no") for _path, item in self.own_items()}
        return found.pop() if len(found) == 1 else SOME

    def initial(self) -> dict[str, Any]:
        times = [path for path, item in self.own_items() if item.get("serious_safety") == "yes"]
        return {"answer": self.value(), "times": times if self.value() == SOME else []}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("answer") == SOME and not data.get("times"):
            return {"times": _("请勾选是哪几次。")}
        return {}

    def apply(self, data: Data) -> Answers:
        case = self.answers.draft()
        for path, item in self.own_items(case):
            some = "yes" if path in data.get("times", ()) else "no"
            item["serious_safety"] = some if data["answer"] == SOME else data["answer"]
        return self.answers.with_case(case)


def when(case: Case, path: str) -> str:
    """Now, or the repair by its day; by its moment where two began on one day."""
    if path.startswith("demand/"):
        return _("现在")
    received = (visit_of(case, path.split("/")[1]) or {}).get("received_at") or ""
    day_of_it = received[: len("2024-03-01")]
    same_day = [visit for visit in case["visits"] if (visit.get("received_at") or "").startswith(day_of_it)]
    at = written(day_of_it) if len(same_day) == 1 else shown_moment(received)
    return _("%(when)s送修") % {"when": at}


class ItemChoice(Choice):
    """A fact about one item; `subject` is its path."""

    section = "facts"
    key: str

    def exists(self) -> bool:
        return item_at(self.case, self.path) is not None

    @property
    def path(self) -> str:
        return self.subject

    @property
    def item(self) -> Case:
        return item_at(self.case, self.path) or {}

    @property
    def words(self) -> dict[str, str]:
        return {"name": self.name_of(self.item.get("problem", "")), "when": when(self.case, self.path)}


# Which assembly an event needs: no petrol leaks from a battery car, no traction battery burns in a petrol car.
OF_A_DRIVE = {"fuel_leak": "engine", "traction_battery_fire": "traction_battery"}


class Event(ItemChoice):
    """One of the grave events that, early, are enough by themselves."""

    name = "event"
    key = "event"

    @property
    def title(self) -> str:
        if self.path.startswith("demand/"):
            return _("“%(name)s”：有没有发生下面这样的事？") % self.words
        return _("“%(name)s”（%(when)s）：有没有发生下面这样的事？") % self.words

    @property
    def hint(self) -> str:
        return _(
            "刚买不久的车，发生一次就够。只有一点异响、偏软、变沉的，往往不算。拿不准、对方不认的，照您看到的选，后面再问能不能确认。"
        )

    def choices(self) -> Choices:
        """What the drive of the car cannot have is left out, unless it was told."""
        cannot = {event for event, group in OF_A_DRIVE.items() if parts.lacks(self._energy, group)}
        return [row for row in self._every() if row[0] not in cannot - {self.value()}]

    @property
    def _energy(self) -> str | None:
        found: str | None = self.case.get("vehicle", {}).get("energy")
        return found

    def _every(self) -> Choices:
        return (
            (NONE, _("都没有")),
            ("steering_failure", Hinted(_("转向失效"), _("转不动方向盘，转了车不跟着转，或者严重失灵"))),
            ("braking_failure", Hinted(_("制动失效"), _("踩了刹车停不下来，或者制动力严重下降"))),
            ("body_cracking", Hinted(_("车身开裂"), _("车身的骨架、大梁、门框裂开，不是漆面裂纹"))),
            ("fuel_leak", Hinted(_("燃油泄漏"), _("汽油、柴油漏出来，不是机油、冷却液"))),
            ("traction_battery_fire", Hinted(_("动力蓄电池起火"), _("冒烟没有起火的，选“都没有”"))),
        )

    def value(self) -> str | None:
        return self.item.get("event") or NONE

    def write(self, case: Case, value: str) -> None:
        (item_at(case, self.path) or {})["event"] = None if value == NONE else value


STEPS = (Quality, Safety, Event)
