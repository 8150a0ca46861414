"""Yes/no facts that decide, in plain words: a reading guide, not the words of the law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.check import parts
from sanbao.check.case import NEVER_A_PROBLEM, item_at, items_of, parts_edition, visit_of
from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choice, Choices, Data, Step, radio
from sanbao.check.steps.repairs import shown_moment
from sanbao.check.steps.trouble import part_words
from sanbao.law.parts import edition
from sanbao.law.vocabulary import POSITIONS
from sanbao.web.forms import Hinted, KilometresField

SOME = "some"
NONE = "none"
MOST_MONTHS = 240


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
            ("yes", Hinted(_("是，或者没有人说不是"), _("店里收下修了，也没有说是别的原因"))),
            ("disputed", Hinted(_("有争议"), _("对方说是正常现象、油品不好等等，我不同意"))),
            ("no", Hinted(_("不是"), _("已经查明，我也同意"))),
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
            ("yes", _("是，每次都是") if several else _("是")),
            ("no", _("不是")),
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
    """Now, or the repair by its date."""
    if path.startswith("demand/"):
        return _("现在")
    visit = visit_of(case, path.split("/")[1]) or {}
    return _("%(when)s送修") % {"when": shown_moment(visit.get("received_at"))}


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
        return _("刚买不久的车，这几件事发生一次就够。助力变差、有异响、刹车偏软，不等于失效。")

    def choices(self) -> Choices:
        return (
            (NONE, _("都没有")),
            ("steering_failure", Hinted(_("转向失效"), _("转不动方向盘，或者转了车不跟着转"))),
            ("braking_failure", Hinted(_("制动失效"), _("踩了刹车车停不下来"))),
            ("body_cracking", Hinted(_("车身开裂"), _("车身的骨架、大梁、门框裂开，不是漆面裂纹"))),
            ("fuel_leak", Hinted(_("燃油泄漏"), _("汽油、柴油漏出来，不是机油、冷却液"))),
            ("traction_battery_fire", Hinted(_("动力蓄电池起火"), _("冒烟没有起火的，选“都没有”"))),
        )

    def value(self) -> str | None:
        return self.item.get("event") or NONE

    def write(self, case: Case, value: str) -> None:
        (item_at(case, self.path) or {})["event"] = None if value == NONE else value


ASKED = {
    "event_established": gettext_lazy("“%(name)s”（%(when)s）：您选的那件事，能确认发生过吗？"),
    "needs_replacement": gettext_lazy("“%(name)s”（%(when)s）：要不要换总成或者它的主要零部件，才能好？"),
    "main_component": gettext_lazy("“%(name)s”（%(when)s）：坏的是不是总成里的主要零部件？"),
    "resolved": gettext_lazy("“%(name)s”（%(when)s）：那一次修好了吗？"),
}
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
        return str(GUIDES[self.key])

    def choices(self) -> Choices:
        return ANSWERS[self.key]

    def value(self) -> str | None:
        return self.item.get(self.key)

    def write(self, case: Case, value: str) -> None:
        (item_at(case, self.path) or {})[self.key] = value


PLACES: Choices = (
    ("", gettext_lazy("不清楚，或者只有一个")),
    ("front", gettext_lazy("前部")),
    ("rear", gettext_lazy("后部")),
    ("left", gettext_lazy("左侧")),
    ("right", gettext_lazy("右侧")),
    ("front_left", gettext_lazy("左前部")),
    ("front_right", gettext_lazy("右前部")),
    ("rear_left", gettext_lazy("左后部")),
    ("rear_right", gettext_lazy("右后部")),
)


class Place(Step):
    """`subject` is the code of a part that was replaced several times: was it at the same place?"""

    name = "place"
    section = "facts"

    def items(self, case: Case) -> list[tuple[str, Case]]:
        return [
            (path, item) for path, item in items_of(case) if self.subject in (item.get("component"), self._group(item))
        ]

    @staticmethod
    def _group(item: Case) -> str | None:
        code = item.get("component")
        return (parts.group_of(code) if code else None) or item.get("group")

    def exists(self) -> bool:
        return bool(self.items(self.case))

    @property
    def title(self) -> str:
        return _("每次的%(part)s，在车的哪个位置？") % {"part": part_words(self.subject)}

    @property
    def hint(self) -> str:
        return _("换过不止一次，要看换的是不是同一个位置上的。")

    def fields(self) -> dict[str, forms.Field]:
        return {
            f"place{number}": forms.ChoiceField(
                choices=list(PLACES),
                label=_("%(when)s：%(name)s") % {"when": when(self.case, path), "name": self.name_of(item["problem"])},
                required=False,
            )
            for number, (path, item) in enumerate(self.items(self.case), start=1)
        }

    def form(self, data: Data | None = None) -> forms.Form:
        form = super().form(data)
        if len(form.fields) == 1:
            form.fields["place1"].required = False
        return form

    def initial(self) -> dict[str, Any]:
        rows = enumerate(self.items(self.case), start=1)
        return {f"place{number}": item.get("position") or "" for number, (_path, item) in rows}

    def apply(self, data: Data) -> Answers:
        case = self.answers.draft()
        for number, (_path, item) in enumerate(self.items(case), start=1):
            place = data.get(f"place{number}")
            item["position"] = place if place in POSITIONS else None
        return self.answers.with_case(case)

    def told(self) -> str:
        words = dict(PLACES)
        return _("；").join(
            _("%(when)s：%(place)s") % {"when": when(self.case, path), "place": words[item.get("position") or ""]}
            for path, item in self.items(self.case)
        )


class Terms(Step):
    """A promise of the voucher in months and kilometres; both or neither."""

    section = "facts"
    pairs: tuple[str, ...]

    def months(self, label: str) -> forms.IntegerField:
        return forms.IntegerField(
            label=label,
            required=False,
            min_value=1,
            max_value=MOST_MONTHS,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w4"}),
            error_messages={
                "invalid": _("请用数字填写月数，例如36。"),
                "min_value": _("请填写月数，例如36。"),
                "max_value": _("月数太多，请核对。年数请乘以十二。"),
            },
        )

    def terms(self) -> Case:
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for pair in self.pairs:
            period = self.terms().get(pair) or {}
            found.update({f"{pair}_months": period.get("months"), f"{pair}_km": period.get("km")})
        return found

    def check(self, data: Data) -> dict[str, str]:
        faults = {}
        for pair in self.pairs:
            months, distance = f"{pair}_months", f"{pair}_km"
            if months in data and distance in data and (data[months] is None) != (data[distance] is None):
                missing = months if data[months] is None else distance
                faults[missing] = _("月数和里程要一起填；都不清楚的，都留空。")
        return faults

    def given(self, data: Data) -> Case:
        return {
            pair: {"months": data[f"{pair}_months"], "km": data[f"{pair}_km"]}
            for pair in self.pairs
            if data.get(f"{pair}_months") is not None and data.get(f"{pair}_km") is not None
        }

    def told(self) -> str:
        found = [self.terms()[pair] for pair in self.pairs if self.terms().get(pair)]
        return _("；").join(
            _("%(months)d个月或者%(km)s公里") % {"months": term["months"], "km": f"{term['km']:,}"} for term in found
        ) or _("不清楚")


class Wear(Terms):
    """The period of a wear part; `subject` is its code."""

    name = "wear"
    pairs = ("period",)

    @property
    def title(self) -> str:
        return _("三包凭证上，%(part)s的质量保证期是多长？") % {"part": part_words(self.subject)}

    @property
    def hint(self) -> str:
        return _("易损耗零部件各有自己的质量保证期，写在三包凭证里。不清楚的，两格都留空。")

    def exists(self) -> bool:
        return self.subject in edition(parts_edition(self.answers)).wear_parts

    def fields(self) -> dict[str, forms.Field]:
        return {
            "period_months": self.months(_("多少个月")),
            "period_km": KilometresField(label=_("多少公里"), required=False),
        }

    def terms(self) -> Case:
        found = self.case.get("voucher", {}).get("wear_parts", {}).get(self.subject)
        return {"period": found} if found else {}

    def apply(self, data: Data) -> Answers:
        case, given = self.answers.draft(), self.given(data)
        stated = case.setdefault("voucher", {}).setdefault("wear_parts", {})
        stated.pop(self.subject, None)
        if given:
            stated[self.subject] = given["period"]
        return self.answers.with_case(case)


class Promised(Terms):
    """Periods of the voucher that are longer than the least of the law."""

    name = "periods"
    pairs = ("repair_warranty", "three_guarantees")

    @property
    def title(self) -> str:
        return _("三包凭证上写的期限有多长？")

    @property
    def hint(self) -> str:
        return _("有的事发生在法定的最短期限以后。凭证写得更长的，按凭证算。不清楚的留空，按最短的算。")

    def fields(self) -> dict[str, forms.Field]:
        return {
            "repair_warranty_months": self.months(_("包修期，多少个月")),
            "repair_warranty_km": KilometresField(label=_("包修期，多少公里"), required=False),
            "three_guarantees_months": self.months(_("三包有效期，多少个月")),
            "three_guarantees_km": KilometresField(label=_("三包有效期，多少公里"), required=False),
        }

    def terms(self) -> Case:
        found: Case = self.case.get("voucher", {})
        return found

    def apply(self, data: Data) -> Answers:
        case = self.answers.draft()
        voucher = {key: value for key, value in case.get("voucher", {}).items() if key not in self.pairs}
        case["voucher"] = {**voucher, **self.given(data)}
        return self.answers.with_case(case)


STEPS = (Quality, Safety, Event, Fact, Place, Wear, Promised)
