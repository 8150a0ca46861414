"""What is wrong with the car, in the owner's words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sanbao.check.state import Answers
from sanbao.check.steps.base import Choice, Choices, Data, Step, flag, own_words, radio
from sanbao.web.forms import Hinted

MOST_PROBLEMS = 12
MORE: Choices = (("no", gettext_lazy("没有了")), ("yes", gettext_lazy("还有一个，接着说")))


def new_problem(answers: Answers) -> str:
    """A key no problem has had."""
    return f"P{1 + max([int(name[1:]) for name in answers.names], default=0)}"


def add_problem(answers: Answers) -> Answers:
    """One more problem of today, still to be told."""
    case, problem = answers.draft(), new_problem(answers)
    case.setdefault("demand", {}).setdefault("items", []).append({"problem": problem})
    return answers.with_case(case, {**answers.names, problem: ""})


IN_SHOP = "in_shop"


class Now(Choice):
    name = "now"
    section = "trouble"

    @property
    def title(self) -> str:
        return _("车现在有毛病吗？")

    def choices(self) -> Choices:
        return (
            ("yes", Hinted(_("有"), _("包括修过又犯的"))),
            ("no", Hinted(pgettext("回答", "没有"), _("修好了的毛病在后面填"))),
            (IN_SHOP, Hinted(_("正在店里修"), _("正在修的毛病在后面填"))),
        )

    def value(self) -> str | None:
        if (self.case.get("demand") or {}).get("items"):
            return "yes"
        return IN_SHOP if self.case.get("is_in_shop") else "no"

    def apply(self, data: Data) -> Answers:
        if data["answer"] == "yes":
            return self.answers if self.value() == "yes" else add_problem(self.answers)
        case = self.answers.draft()
        case.pop("is_in_shop", None)
        if data["answer"] == IN_SHOP:
            case["is_in_shop"] = True
        case.setdefault("demand", {})["items"] = []
        return self.answers.with_case(case).without("troubles")


class Named(Step):
    """The owner's own words for a problem."""

    name = "named"
    section = "trouble"

    has_heading = True

    @property
    def title(self) -> str:
        return _("车有什么毛病？") if self._items[:1] == [self.subject] else _("还有什么毛病？")

    @property
    def hint(self) -> str:
        return _("一次说一个毛病。每个毛病修过几次，要分开数。")

    @property
    def asked(self) -> str:
        return _("是什么毛病")

    def exists(self) -> bool:
        return self.subject in self.problems()

    @property
    def _items(self) -> list[str]:
        return [item["problem"] for item in (self.case.get("demand") or {}).get("items") or []]

    def _after(self) -> list[str]:
        return self._items[self._items.index(self.subject) + 1 :] if self.subject in self._items else []

    @property
    def is_last(self) -> bool:
        """None that has been told comes after it."""
        return not any(self.answers.names.get(problem) for problem in self._after())

    def fields(self) -> dict[str, forms.Field]:
        hint = _("用您自己的话，几个字就行，例如“变速器顿挫”“高速上熄火”。")
        found: dict[str, forms.Field] = {"words": own_words(_("是什么毛病"), hint)}
        if self.is_last:
            found["more"] = radio(MORE, _("还有别的毛病吗？"))
        return found

    def initial(self) -> dict[str, Any]:
        return {"words": self.answers.names.get(self.subject), "more": flag(bool(self._after()))}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("more") == "yes" and not self._after() and len(self.answers.names) >= MOST_PROBLEMS:
            return {"more": _("最多填%(number)d个毛病。再多的，请分两次算。") % {"number": MOST_PROBLEMS}}
        return {}

    def apply(self, data: Data) -> Answers:
        answers = self.answers.with_case(self.answers.draft(), {**self.answers.names, self.subject: data["words"]})
        if data.get("more") == "yes":
            return (answers if self._after() else add_problem(answers)).without("troubles")
        return self._as_the_last(answers).with_answered("troubles") if data.get("more") == "no" else answers

    def _as_the_last(self, answers: Answers) -> Answers:
        """What was begun after it and not told is taken back."""
        case, after = answers.draft(), self._after()
        items = case["demand"]["items"]
        case["demand"]["items"] = [item for item in items if item["problem"] not in after]
        names = {problem: words for problem, words in answers.names.items() if problem not in after}
        return answers.with_case(case, names)

    def told(self) -> str:
        return self.name_of(self.subject)


class Problems(Step):
    """The problems told so far; one more, or that is all."""

    name = "troubles"
    section = "trouble"
    has_heading = True

    @property
    def title(self) -> str:
        return _("已经说了这些毛病")

    @property
    def hint(self) -> str:
        return _("不是同一个毛病的，分开说。每个毛病修过几次，要分开数。")

    def full(self) -> bool:
        return len(self.answers.names) >= MOST_PROBLEMS

    def listed(self) -> list[tuple[str, str, str]]:
        """The words, the step that changes them, what is dropped."""
        items = (self.case.get("demand") or {}).get("items") or []
        rows = [(self.name_of(item["problem"]), item["problem"]) for item in items]
        return [(words, f"named:{problem}", f"trouble/{problem}") for words, problem in rows]

    def fields(self) -> dict[str, forms.Field]:
        return {"answer": radio(MORE, _("还有别的毛病吗？"))}

    def initial(self) -> dict[str, Any]:
        return {"answer": "no"}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("answer") == "yes" and self.full():
            return {"answer": _("最多填%(number)d个毛病。再多的，请分两次算。") % {"number": MOST_PROBLEMS}}
        return {}

    def save(self, data: Data) -> Answers:
        if data["answer"] == "yes":
            return add_problem(self.answers).without(self.id)
        return self.answers.with_answered(self.id)

    @property
    def asked(self) -> str:
        return _("还有别的毛病吗？")

    def told(self) -> str:
        return _("没有了")


STEPS = (Now, Named, Problems)
