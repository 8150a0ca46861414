"""The part a problem is in, by the standard's list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbao.check import parts
from sanbao.check.case import item_at, items_of, parts_edition
from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choices, Data, Step, radio
from sanbao.law.parts import Edition, edition
from sanbao.web.forms import Hinted

REPLACED = ("component_replacement", "assembly_replacement")
WEAR, UNKNOWN = "wear", "unknown"
MOST_WORDS = 20  # characters in the search box


def language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh"


def named(code: str) -> Any:
    """A part to choose, with its everyday names in a second line."""
    also = parts.also_called(code) if language() == "zh" else ""
    words = parts.as_choice(part_words(code))
    return Hinted(words, _("也叫%(names)s") % {"names": also}) if also else words


def part_words(code: str) -> str:
    found = parts.part(code)
    return parts.shown(found, language()) if found else code


class PartStep(Step):
    """`subject` is the path of an item; where it is told is copied to the repairs of the same problem."""

    @property
    def section(self) -> str:
        return "repairs" if self.subject.startswith("visits/") else "trouble"

    def exists(self) -> bool:
        return item_at(self.case, self.subject) is not None

    @property
    def item(self) -> Case:
        return item_at(self.case, self.subject) or {}

    @property
    def table(self) -> Edition:
        return edition(parts_edition(self.answers))

    @property
    def energy(self) -> str | None:
        found: str | None = self.case.get("vehicle", {}).get("energy")
        return found

    def with_part(self, **place: Any) -> Answers:
        case = self.answers.draft()
        told = item_at(case, self.subject)
        if told is None:
            return self.answers
        told.update({"component": None, "position": None, "is_wear": False, **place})
        same = told_in_order(case, told["problem"])
        for path, item in same[1:] if same[0][1] is told else ():
            if not tells_its_part(case, path):
                copy_part(told, item)
        return self.answers.with_case(case)


def copy_part(source: Case, target: Case) -> None:
    for key in ("group", "component"):
        target[key] = source.get(key)


def told_in_order(case: Case, problem: str) -> list[tuple[str, Case]]:
    """The items of a problem as they were told: today's first, then the repairs."""
    same = [(path, item) for path, item in items_of(case) if item.get("problem") == problem]
    return sorted(same, key=lambda row: not row[0].startswith("demand/"))


def tells_its_part(case: Case, path: str) -> bool:
    """What was replaced is asked each time; where a problem is, the first time it is told."""
    item = item_at(case, path) or {}
    return item.get("work") in REPLACED or told_in_order(case, item.get("problem", ""))[0][0] == path


def names_a_part(case: Case, path: str) -> bool:
    """Its part is asked for at once: a wear part has a period of its own, replaced parts are counted."""
    item = item_at(case, path) or {}
    return item.get("work") in REPLACED or bool(item.get("is_wear")) or parts.is_wear(item.get("component"))


class Group(PartStep):
    name = "part"
    has_heading = True
    words = ""  # what is looked for in the list

    @property
    def title(self) -> str:
        words = {"name": self.name_of(self.item.get("problem", ""))}
        if self.item.get("work") == "assembly_replacement":
            return _("这次换的是哪个总成？")
        if self.item.get("work") == "component_replacement":
            return _("这次换的零件属于哪一部分？")
        return _("“%(name)s”在车的哪一部分？") % words

    @property
    def hint(self) -> str:
        return _("照维修单上写的选。不知道在哪一部分的，选“说不清”。")

    def choices(self) -> Choices:
        lang = language()
        groups = [
            (group.code, parts.as_choice(parts.shown(group, lang)))
            for group in parts.groups_of(self.table, self.energy)
        ]
        wear = (WEAR, Hinted(_("易损耗零部件"), _("容易用坏的零件：刹车片、轮胎、雨刮、灯泡、滤清器、电瓶等")))
        return [*groups, wear, (UNKNOWN, Hinted(_("说不清，或者不在上面"), _("例如中控屏、空调、天窗")))]

    @property
    def found(self) -> Choices:
        """What the search box found."""
        if len(self.words) > MOST_WORDS:
            return []
        return [(one.code, named(one.code)) for one in parts.search(self.table, self.words, self.energy)]

    @property
    def search_says(self) -> str:
        """What to do when nothing was found."""
        if len(self.words) > MOST_WORDS:
            return _("太长了。只写零件的名字，最多%(number)d个字。") % {"number": MOST_WORDS}
        if self.words.strip() and not self.found:
            return _("没有找到“%(words)s”。换个常用的叫法再找，或者在下面的全部里选；都没有的，选最后一项。") % {
                "words": self.words.strip()
            }
        return ""

    def fields(self) -> dict[str, forms.Field]:
        if not self.found:
            return {"answer": radio(self.choices(), _("在哪一部分"))}
        codes = [code for code, _label in self.found]
        rest = [row for row in self.choices() if row[0] not in codes]
        return {"answer": radio([(_("找到的"), self.found), (_("都不是？从全部里选"), rest)], _("在哪一部分"))}

    def initial(self) -> dict[str, Any]:
        return {"answer": self._value()}

    def suggestion(self) -> dict[str, Any]:
        """The part of the question page that led here, for the first problem told."""
        first = not any(step.startswith("part:") for step in self.answers.answered)
        return {"answer": self.answers.topic} if first and self.answers.topic else {}

    def _value(self) -> str:
        if self.item.get("is_wear") or parts.is_wear(self.item.get("component")):
            return WEAR
        return self.item.get("group") or UNKNOWN

    def apply(self, data: Data) -> Answers:
        code = data["answer"]
        if code in (WEAR, UNKNOWN):
            answers = self.with_part(group=None, is_wear=code == WEAR)
        elif code in self.table.main_components or code in self.table.wear_parts:
            answers = self.with_part(group=self.table.group_of(code), component=code)
            return answers.with_answered(f"component:{self.subject}")
        elif code == self.item.get("group"):
            return self.answers
        else:
            answers = self.with_part(group=code)
        return answers.without(f"component:{self.subject}")

    def told(self) -> str:
        value = self._value()
        return chosen_words(value) if value in (WEAR, UNKNOWN) else parts.as_choice(part_words(value))


def chosen_words(value: str) -> str:
    return _("易损耗零部件") if value == WEAR else _("说不清，或者不在上面")


class Component(PartStep):
    name = "component"

    @property
    def section(self) -> str:
        return super().section if names_a_part(self.case, self.subject) else "facts"

    @property
    def title(self) -> str:
        if self._is_wear:
            return _("“%(name)s”坏的是哪个零件？") % {"name": self.name_of(self.item.get("problem", ""))}
        group = parts.part(self.item.get("group") or "")
        return _("是%(group)s的哪个零件？") % {"group": parts.shown(group, language()) if group else ""}

    @property
    def hint(self) -> str:
        if self._is_wear:
            return _("这些都是易损耗零部件，各有自己的质量保证期，写在三包凭证里。都不是的，选最后一项。")
        return _("下面是国家标准列出的主要零部件。维修单上写的零件不在里面，或者不知道是哪个，选最后一项。")

    @property
    def _is_wear(self) -> bool:
        return bool(self.item.get("is_wear")) or parts.is_wear(self.item.get("component"))

    def exists(self) -> bool:
        return super().exists() and bool(self.listed())

    def listed(self) -> list[tuple[str, Any]]:
        if self._is_wear:
            return [(code, named(code)) for code in self.table.wear_parts]
        rows = parts.components_of(self.table, self.item.get("group") or "")
        return [(row.code, parts.as_choice(parts.name(row, language()))) for row in rows]

    def choices(self) -> Choices:
        return [*self.listed(), (UNKNOWN, _("不在上面，或者说不清是哪个零件"))]

    def fields(self) -> dict[str, forms.Field]:
        return {"answer": radio(self.choices())}

    def initial(self) -> dict[str, Any]:
        return {"answer": self.item.get("component") or UNKNOWN}

    def apply(self, data: Data) -> Answers:
        code = data["answer"]
        component = None if code == UNKNOWN else code
        return self.with_part(group=self.item.get("group"), component=component, is_wear=bool(self.item.get("is_wear")))

    def told(self) -> str:
        code = self.item.get("component")
        return parts.as_choice(part_words(code)) if code else _("不在上面，或者说不清是哪个零件")


STEPS = (Group, Component)
