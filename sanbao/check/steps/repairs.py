"""Earlier repairs: whether there were any, and the list of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanbao.check.case import visit_of
from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choice, Choices, Data, Step, radio
from sanbao.check.steps.moments import shown_moment
from sanbao.web.forms import Hinted

MOST_VISITS = 40
NEW = "new"


def add_visit(answers: Answers) -> Answers:
    case = answers.draft()
    visits = case.setdefault("visits", [])
    number = 1 + max([int(visit["id"][1:]) for visit in visits], default=0)
    visits.append({"id": f"R{number}", "items": [{}]})
    return answers.with_case(case).without("stays")


def ordinal(answers: Answers, visit_id: str) -> int:
    """Which repair it is, in the order they were told."""
    return 1 + [visit["id"] for visit in answers.case.get("visits") or []].index(visit_id)


class Repaired(Choice):
    name = "repaired"
    section = "repairs"

    @property
    def title(self) -> str:
        return _("这辆车送修过吗？")

    @property
    def hint(self) -> str:
        return _("正在店里修的也算。保养、事故维修、召回可以不填，它们不计次数。")

    def choices(self) -> Choices:
        return (
            ("yes", Hinted(_("送修过"), _("请拿出维修单，后面一张一张填"))),
            ("no", pgettext("回答", "没有")),
        )

    def value(self) -> str | None:
        return "yes" if self.case.get("visits") else "no"

    def suggestion(self) -> dict[str, Any]:
        """Who said before that the car is in the shop has nothing to look for."""
        return {"answer": "yes"} if self.case.get("is_in_shop") else {}

    def apply(self, data: Data) -> Answers:
        if data["answer"] == "yes":
            return self.answers if self.value() == "yes" else add_visit(self.answers)
        case = self.answers.draft()
        case["visits"] = []
        return self.answers.with_case(case).without("visits")


class VisitStep(Step):
    section = "repairs"

    @property
    def visit_id(self) -> str:
        return self.subject.partition("/")[0]

    @property
    def visit(self) -> Case:
        return visit_of(self.case, self.visit_id) or {}

    @property
    def number(self) -> int:
        return ordinal(self.answers, self.visit_id)

    def exists(self) -> bool:
        return bool(self.visit) and self.subject == self.visit_id


class Visits(Step):
    """The repairs told so far; one more, or that is all."""

    name = "visits"
    section = "repairs"
    has_heading = True

    @property
    def title(self) -> str:
        return _("已经填了%(number)d次送修") % {"number": len(self.case.get("visits") or [])}

    @property
    def hint(self) -> str:
        return _("次数和天数都从这些单子里数，请尽量填全。先后次序不要紧。")

    def listed(self) -> list[tuple[str, str, str]]:
        return [
            (self._told(visit), f"visit:{visit['id']}", f"visit/{visit['id']}")
            for visit in self.case.get("visits") or []
        ]

    def _told(self, visit: Case) -> str:
        names = [self.name_of(item["problem"]) for item in visit["items"] if item.get("problem")]
        when = shown_moment(visit.get("received_at"))
        return _("%(when)s，%(names)s") % {"when": when, "names": _("、").join(dict.fromkeys(names))}

    def fields(self) -> dict[str, forms.Field]:
        return {"answer": radio((("no", _("没有了，就这些")), ("yes", _("还有一次"))), _("还有别的送修吗？"))}

    def initial(self) -> dict[str, Any]:
        return {"answer": "no"}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("answer") == "yes" and len(self.case.get("visits") or []) >= MOST_VISITS:
            return {"answer": _("最多填%(number)d次送修。") % {"number": MOST_VISITS}}
        return {}

    def save(self, data: Data) -> Answers:
        if data["answer"] == "yes":
            return add_visit(self.answers).without(self.id)
        return self.answers.with_answered(self.id)

    @property
    def asked(self) -> str:
        return _("还有别的送修吗？")

    def told(self) -> str:
        return _("没有了，就这些")


STEPS = (Repaired, Visits)
