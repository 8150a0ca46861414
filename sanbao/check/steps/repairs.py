"""Earlier repairs, slip by slip, in the words of a repair slip."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.check.case import visit_of
from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choice, Choices, Data, Step, own_words, radio
from sanbao.check.steps.car import EARLIEST
from sanbao.check.steps.trouble import MOST_PROBLEMS, copy_part, new_problem, tells_its_part, told_in_order
from sanbao.web.forms import ChineseDateTimeField, Hinted, KilometresField
from sanbao.web.says import km, moment

MOST_VISITS = 40
MOST_ITEMS = 4
ROWS_OF_WAITS = 2
NEW = "new"


def parsed(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def shown_moment(value: str | None) -> str:
    at = parsed(value)
    return moment(at) if at else ""


def latest_moment(step: Step) -> datetime:
    """The end of the day of the question."""
    return timezone.make_aware(datetime.combine(step.today, time(23, 59)))


def moment_field(step: Step, label: str, hint: str = "", *, required: bool = True) -> ChineseDateTimeField:
    earliest = timezone.make_aware(datetime.combine(EARLIEST, time()))
    return ChineseDateTimeField(
        label=label, help_text=hint, required=required, earliest=earliest, latest=latest_moment(step)
    )


def iso(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes")


def add_visit(answers: Answers) -> Answers:
    case = answers.draft()
    visits = case.setdefault("visits", [])
    number = 1 + max([int(visit["id"][1:]) for visit in visits], default=0)
    visits.append({"id": f"R{number}", "items": [{}]})
    return answers.with_case(case)


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
        return _("正在店里修的也算。保养、事故修理、召回可以不填，它们不计次数。")

    def choices(self) -> Choices:
        return (
            ("yes", Hinted(_("送修过"), _("请拿出维修单，后面一张一张填"))),
            ("no", _("没有")),
        )

    def value(self) -> str | None:
        return "yes" if self.case.get("visits") else "no"

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


class Slip(VisitStep):
    """Where, from when to when, at what distance."""

    name = "visit"

    @property
    def title(self) -> str:
        return _("第%(number)d次送修：何时、何处") % {"number": self.number}

    @property
    def hint(self) -> str:
        return _("照维修单填。不记得几点的，填大概的钟点。")

    def fields(self) -> dict[str, forms.Field]:
        return {
            "received": moment_field(self, _("什么时候送到店里"), _("店里接车、同意修理或者开始检查的时间。")),
            "finished": moment_field(
                self, _("什么时候修好"), _("店里通知您取车的时间。还没有修好的，不用填。"), required=False
            ),
            "still": forms.BooleanField(label=_("还在店里，没有修好"), required=False),
            "mileage": KilometresField(label=_("送修时的里程")),
            "repairer": radio(
                (
                    ("network", Hinted(_("生产者或者销售者约定的店"), _("4S店、品牌授权的服务店"))),
                    ("outside", Hinted(_("别的修理店"), _("不计入次数和天数"))),
                ),
                _("在哪里修的"),
            ),
        }

    def initial(self) -> dict[str, Any]:
        return {
            "received": parsed(self.visit.get("received_at")),
            "finished": parsed(self.visit.get("finished_at")),
            "still": bool(self.visit.get("received_at")) and not self.visit.get("finished_at"),
            "mileage": self.visit.get("mileage_km"),
            "repairer": self.visit.get("repairer"),
        }

    def check(self, data: Data) -> dict[str, str]:
        received, finished = data.get("received"), data.get("finished")
        if finished is None and not data.get("still"):
            return {} if "finished" not in data else {"finished": _("请填写修好的时间；还在店里的，请勾选下面一项。")}
        if finished is not None and data.get("still"):
            return {"still": _("填了修好的时间，就不能再选“还在店里”，请去掉一项。")}
        if received and finished and finished < received:
            return {"finished": _("修好的时间早于送修的时间，请核对。")}
        if received and any(parsed(other["received_at"]) == received for other in self._others()):
            return {"received": _("另一次送修也是这个时间。两次送修的时间不能一样，请核对。")}
        return {}

    def _others(self) -> list[Case]:
        visits = self.case.get("visits") or []
        return [visit for visit in visits if visit["id"] != self.visit_id and visit.get("received_at")]

    def apply(self, data: Data) -> Answers:
        case = self.answers.draft()
        finished = data.get("finished")
        (visit_of(case, self.visit_id) or {}).update(
            received_at=iso(data["received"]),
            finished_at=iso(finished) if finished else None,
            mileage_km=data["mileage"],
            repairer=data["repairer"],
        )
        return self.answers.with_case(case)

    def told(self) -> str:
        visit = self.visit
        if not visit.get("received_at"):
            return ""
        until = shown_moment(visit.get("finished_at"))
        span = _("%(since)s至%(until)s") if until else _("%(since)s送修，还在店里")
        where = _("约定的店") if visit["repairer"] == "network" else _("别的修理店")
        parts = (span % {"since": shown_moment(visit["received_at"]), "until": until}, km(visit["mileage_km"]), where)
        return _("，").join(parts)


WORKS: Choices = (
    ("repair", Hinted(gettext_lazy("修理、调整"), gettext_lazy("拧紧、清洗、匹配、换了不在主要零部件之内的小件"))),
    ("component_replacement", Hinted(gettext_lazy("换了零件"), gettext_lazy("单子上写着换了哪个零件"))),
    ("assembly_replacement", Hinted(gettext_lazy("换了整个总成"), gettext_lazy("例如换发动机、变速器、动力蓄电池"))),
    ("software_update", Hinted(gettext_lazy("升级软件"), gettext_lazy("刷程序、升级控制单元"))),
    ("inspection_only", Hinted(gettext_lazy("只检查，没有修"), gettext_lazy("单子上写“未见异常”“正常现象”也选这一项"))),
    ("recall", gettext_lazy("召回")),
    ("maintenance", gettext_lazy("保养")),
    ("accident", gettext_lazy("事故修理")),
)


class Done(VisitStep):
    """`subject` is visit/index: which problem, and what was done about it."""

    name = "done"

    @property
    def index(self) -> int:
        index = self.subject.partition("/")[2]
        return int(index) if index.isascii() and index.isdigit() else MOST_ITEMS

    @property
    def path(self) -> str:
        return f"visits/{self.visit_id}/items/{self.index}"

    @property
    def item(self) -> Case:
        items = self.visit.get("items", [])
        found: Case = items[self.index] if self.index < len(items) else {}
        return found

    def exists(self) -> bool:
        return self.index < len(self.visit.get("items", [])) and self.subject == f"{self.visit_id}/{self.index}"

    @property
    def title(self) -> str:
        if self.index:
            return _("第%(number)d次送修：还修了什么？") % {"number": self.number}
        return _("第%(number)d次送修：修的是什么？") % {"number": self.number}

    def _known(self) -> list[str]:
        return [problem for problem in self.problems() if self.answers.names.get(problem)]

    def fields(self) -> dict[str, forms.Field]:
        known = self._known()
        found: dict[str, forms.Field] = {}
        if known:
            names: Choices = [(problem, self.name_of(problem)) for problem in known]
            found["problem"] = radio(
                [*names, (NEW, _("另一个毛病"))], _("修的是哪个毛病"), _("同一个毛病要选同一项，次数才数得对。")
            )
        hint = _("选了“另一个毛病”才填。") if known else _("用您自己的话，几个字就行，例如“变速器顿挫”。")
        found["words"] = own_words(_("是什么毛病"), hint, required=not known)
        found["work"] = radio(WORKS, _("店里做了什么"), _("照维修单上写的选。"))
        if self.index + 1 < MOST_ITEMS:
            found["more"] = forms.BooleanField(label=_("这一次还修了别的毛病，接着填"), required=False)
        return found

    def initial(self) -> dict[str, Any]:
        return {
            "problem": self.item.get("problem"),
            "words": "" if self._known() else self.answers.names.get(self.item.get("problem", "")),
            "work": self.item.get("work"),
            "more": self.index + 1 < len(self.visit["items"]),
        }

    def check(self, data: Data) -> dict[str, str]:
        new = data.get("problem", None if self._known() else NEW) == NEW
        if new and not data.get("words"):
            return {"words": _("请用几个字写下是什么毛病，例如“变速器顿挫”。")} if "words" in data else {}
        if new and self._known() and len(self.answers.names) >= MOST_PROBLEMS:
            return {"words": _("最多填%(number)d个毛病。再多的，请分两次算。") % {"number": MOST_PROBLEMS}}
        return {}

    def apply(self, data: Data) -> Answers:
        case, names = self.answers.draft(), dict(self.answers.names)
        problem = data.get("problem", NEW)
        if problem == NEW:
            problem = self.item.get("problem") if not self._known() else None
            problem = problem or new_problem(self.answers)
            names[problem] = data["words"]
        visit = visit_of(case, self.visit_id) or {"items": [{}]}
        item = visit["items"][self.index]
        if (item.get("problem"), item.get("work")) != (problem, data["work"]):
            item.clear()
        item.update(problem=problem, work=data["work"])
        _locate(case, self.path)
        if data.get("more") and self.index + 1 == len(visit["items"]):
            visit["items"].append({})
        elif not data.get("more"):
            del visit["items"][self.index + 1 :]
        return self.answers.with_case(case, names)

    def told(self) -> str:
        return _("%(name)s：%(work)s") % {
            "name": self.name_of(self.item.get("problem", "")),
            "work": next((str(label) for code, label in WORKS if code == self.item.get("work")), ""),
        }


def _locate(case: Case, path: str) -> None:
    """Where the problem is, as told before."""
    _, visit_id, _, index = path.split("/")
    item = (visit_of(case, visit_id) or {"items": [{}]})["items"][int(index)]
    if tells_its_part(case, path):
        return
    copy_part(told_in_order(case, item["problem"])[0][1], item)


REASONS: Choices = (
    ("", gettext_lazy("没有")),
    ("special_part_transport", gettext_lazy("等特殊零件运来（防盗系统、全车线束等按车配的）")),
    ("traction_battery_transport", gettext_lazy("等动力蓄电池运来")),
    ("rescue_travel", gettext_lazy("外出救援在路上")),
    ("agreed_suspension", gettext_lazy("说好先不修，车由我开着")),
)


class Waits(VisitStep):
    """Time that may not count as repair time."""

    name = "waits"

    @property
    def title(self) -> str:
        return _("第%(number)d次送修：有没有不算修理时间的等待？") % {"number": self.number}

    @property
    def hint(self) -> str:
        return _("只有下面几种等待可能不算。等普通零件、等检查、等排队都算修理时间，不用填。")

    def fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for row in range(1, ROWS_OF_WAITS + 1):
            which = _("第一段等待") if row == 1 else _("第二段等待")
            found[f"reason{row}"] = forms.ChoiceField(choices=list(REASONS), label=which, required=False)
            found[f"from{row}"] = moment_field(self, _("从什么时候"), required=False)
            found[f"to{row}"] = moment_field(self, _("到什么时候"), required=False)
        return found

    def initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for row, wait in enumerate(self.visit.get("excluded", [])[:ROWS_OF_WAITS], start=1):
            found.update(
                {f"reason{row}": wait["reason"], f"from{row}": parsed(wait["from"]), f"to{row}": parsed(wait["to"])}
            )
        return found

    def check(self, data: Data) -> dict[str, str]:
        faults: dict[str, str] = {}
        for row in range(1, ROWS_OF_WAITS + 1):
            begins, ends = data.get(f"from{row}"), data.get(f"to{row}")
            if not data.get(f"reason{row}"):
                if begins or ends:
                    faults[f"reason{row}"] = _("请选择等的是什么。")
            elif begins is None and f"from{row}" in data:
                faults[f"from{row}"] = _("请填写从什么时候开始等。")
            elif ends is None and f"to{row}" in data:
                faults[f"to{row}"] = _("请填写等到什么时候。")
            elif begins and ends and ends < begins:
                faults[f"to{row}"] = _("结束的时间早于开始的时间，请核对。")
        return faults

    def apply(self, data: Data) -> Answers:
        case = self.answers.draft()
        (visit_of(case, self.visit_id) or {})["excluded"] = [
            {"reason": data[f"reason{row}"], "from": iso(data[f"from{row}"]), "to": iso(data[f"to{row}"])}
            for row in range(1, ROWS_OF_WAITS + 1)
            if data.get(f"reason{row}")
        ]
        return self.answers.with_case(case)

    def told(self) -> str:
        waits = self.visit.get("excluded") or []
        words = dict(REASONS)
        told = [
            _("%(reason)s，%(since)s至%(until)s")
            % {
                "reason": words[wait["reason"]],
                "since": shown_moment(wait["from"]),
                "until": shown_moment(wait["to"]),
            }
            for wait in waits
        ]
        return _("；").join(told) or _("没有")


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


STEPS = (Repaired, Slip, Done, Waits, Visits)
