"""Whether the business refused, on which grounds, and whether they caused the damage."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choice, Choices, Data, Step, chosen, flag, radio
from sanbao.law.vocabulary import GROUNDS_WITH_CAUSATION
from sanbao.web.forms import Hinted

MOST_GROUNDS = 6


class Refused(Choice):
    name = "refused"
    section = "facts"

    @property
    def title(self) -> str:
        return _("对方有没有说，这是您的原因，或者不归三包管？")

    @property
    def hint(self) -> str:
        return _("例如说您保养不当、改装过、自己拆过。只说“修修看”“是正常现象”，不算。")

    def choices(self) -> Choices:
        return (("no", pgettext("回答", "没有")), ("yes", _("说过")))

    def value(self) -> str | None:
        return flag(bool(self.case.get("exemptions")))

    def apply(self, data: Data) -> Answers:
        if data["answer"] == "yes":
            return self.answers if self.value() == "yes" else add_ground(self.answers)
        case = self.answers.draft()
        case["exemptions"] = []
        return self.answers.with_case(case).without("grounds")


def add_ground(answers: Answers) -> Answers:
    case = answers.draft()
    case.setdefault("exemptions", []).append({"ground": None, "problems": []})
    return answers.with_case(case)


GROUNDS: Choices = (
    ("improper_use", Hinted(gettext_lazy("使用、保养不当"), gettext_lazy("没有照说明书使用或者保养"))),
    (
        "forbidden_modification",
        Hinted(gettext_lazy("改装、调整、拆卸"), gettext_lazy("加装车灯、记录仪，动过线路，说明书又明说不可以的")),
    ),
    ("improper_handling", Hinted(gettext_lazy("出了毛病以后处置不当"), gettext_lazy("例如带故障继续开，自己拆开处理"))),
    ("force_majeure", Hinted(gettext_lazy("不可抗力"), gettext_lazy("地震、洪水、台风等"))),
    ("disclosed_flaw", Hinted(gettext_lazy("卖车时说明过这个毛病"), gettext_lazy("写在合同或者凭证里的"))),
    ("commercial_use", gettext_lazy("车用来营运")),
    ("no_invoice_and_voucher", gettext_lazy("没有发票和三包凭证")),
    ("wear_part_expired", gettext_lazy("易损耗零部件过了质量保证期")),
)


class GroundStep(Step):
    section = "facts"

    @property
    def row(self) -> Case:
        rows = self.case.get("exemptions") or []
        return next((row for number, row in enumerate(rows) if str(number) == self.subject), {})

    def exists(self) -> bool:
        return bool(self.row)

    def with_row(self, **changes: Any) -> Answers:
        case = self.answers.draft()
        case["exemptions"][int(self.subject)] = {**self.row, **changes}
        return self.answers.with_case(case)


MORE: Choices = (("no", gettext_lazy("没有了")), ("yes", gettext_lazy("还说过一个，接着填")))


class Ground(GroundStep):
    name = "ground"
    has_heading = True

    @property
    def title(self) -> str:
        return _("对方说的是什么理由？")

    @property
    def hint(self) -> str:
        return _("说了几个理由的，一个一个填。")

    def _after(self) -> list[Case]:
        rows: list[Case] = self.case["exemptions"]
        return rows[int(self.subject) + 1 :]

    @property
    def is_last(self) -> bool:
        """None that has been told comes after it."""
        return not any(row.get("ground") for row in self._after())

    def fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {"ground": radio(GROUNDS, _("理由"))}
        problems = self.problems()
        if len(problems) > 1:
            found["problems"] = forms.MultipleChoiceField(
                choices=[(problem, self.name_of(problem)) for problem in problems],
                label=_("说的是哪些毛病"),
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("请勾选说的是哪些毛病。")},
            )
        if self.is_last:
            found["more"] = radio(MORE, _("对方还说过别的理由吗？"))
        return found

    def initial(self) -> dict[str, Any]:
        return {**self.row, "more": flag(bool(self._after()))}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("more") == "yes" and not self._after() and len(self.case["exemptions"]) >= MOST_GROUNDS:
            return {"more": _("最多填%(number)d个理由。") % {"number": MOST_GROUNDS}}
        return {}

    def apply(self, data: Data) -> Answers:
        answers = self._told(data)
        if data.get("more") == "yes":
            return (answers if self._after() else add_ground(answers)).without("grounds")
        if data.get("more") != "no":
            return answers
        case = answers.draft()
        del case["exemptions"][int(self.subject) + 1 :]  # what was begun and not told
        return answers.with_case(case).with_answered("grounds")

    def _told(self, data: Data) -> Answers:
        named = data.get("problems") or self.problems()
        if data["ground"] == self.row.get("ground"):
            return self.with_row(problems=list(named))
        answers = self.with_row(ground=data["ground"], problems=list(named), caused_damage=None, established=None)
        return answers.without(f"held:{self.subject}")

    def told(self) -> str:
        names = _("、").join(self.name_of(problem) for problem in self.row.get("problems", []))
        return _("%(ground)s（%(names)s）") % {"ground": chosen(GROUNDS, self.row.get("ground")), "names": names}


class Held(GroundStep, Choice):
    """Did it cause the damage, or is it so?"""

    name = "held"

    @property
    def key(self) -> str:
        return "caused_damage" if self.row.get("ground") in GROUNDS_WITH_CAUSATION else "established"

    @property
    def title(self) -> str:
        words = {"ground": chosen(GROUNDS, self.row.get("ground"))}
        if self.key == "caused_damage":
            return _("“%(ground)s”：毛病真是这样造成的吗？") % words
        return _("“%(ground)s”：这个说法对吗？") % words

    @property
    def hint(self) -> str:
        if self.key == "caused_damage":
            return _("光有这件事还不够，毛病是它造成的，才算。")
        return ""

    def choices(self) -> Choices:
        return (
            ("no", pgettext("回答", "不是")),
            ("yes", _("是，我也同意")),
            ("disputed", _("有争议，对方说是，我说不是")),
            ("unknown", _("不清楚")),
        )

    def value(self) -> str | None:
        return self.row.get(self.key)

    def apply(self, data: Data) -> Answers:
        return self.with_row(**{self.key: data["answer"]})


class Grounds(Step):
    name = "grounds"
    section = "facts"
    has_heading = True

    @property
    def title(self) -> str:
        return _("对方说过的理由")

    def listed(self) -> list[tuple[str, str, str]]:
        rows = self.case.get("exemptions") or []
        return [
            (Ground(self.answers, self.as_of, str(number)).told(), f"ground:{number}", f"ground/{number}")
            for number in range(len(rows))
        ]

    def fields(self) -> dict[str, forms.Field]:
        return {"answer": radio(MORE, _("对方还说过别的理由吗？"))}

    def initial(self) -> dict[str, Any]:
        return {"answer": "no"}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("answer") == "yes" and len(self.case.get("exemptions") or []) >= MOST_GROUNDS:
            return {"answer": _("最多填%(number)d个理由。") % {"number": MOST_GROUNDS}}
        return {}

    def save(self, data: Data) -> Answers:
        if data["answer"] == "yes":
            return add_ground(self.answers).without(self.id)
        return self.answers.with_answered(self.id)

    @property
    def asked(self) -> str:
        return _("对方还说过别的理由吗？")

    def told(self) -> str:
        return _("没有了")


STEPS = (Refused, Ground, Held, Grounds)
