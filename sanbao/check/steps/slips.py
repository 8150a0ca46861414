"""One repair, in the words of its slip: when and where, what for, what was done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sanbao.check.case import visit_of
from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choices, Data, opened, own_words, radio
from sanbao.check.steps.moments import iso, moment_field, parsed, shown_moment
from sanbao.check.steps.part_of_problem import copy_part, tells_its_part, told_in_order
from sanbao.check.steps.problems import MOST_PROBLEMS, new_problem
from sanbao.check.steps.repairs import MOST_VISITS, NEW, VisitStep, add_visit
from sanbao.web.forms import Hinted, KilometresField
from sanbao.web.says import km

MOST_ITEMS = 4


class Slip(VisitStep):
    """Where, from when to when, at what distance."""

    name = "visit"

    @property
    def title(self) -> str:
        return _("第%(number)d次送修：什么时候、在哪里") % {"number": self.number}

    @property
    def hint(self) -> str:
        return _("照维修单填，一张单子填一次。不记得几点的，填大概的钟点。")

    def fields(self) -> dict[str, forms.Field]:
        return {
            "received": moment_field(self, _("什么时候送到店里"), _("店里接车、同意修理或者开始检查的时间。")),
            "finished": opened(
                moment_field(self, _("什么时候修好"), _("店里通知您取车的时间。还没有修好的，不用填。"), required=False)
            ),
            "still": forms.BooleanField(label=_("还在店里，没有修好"), required=False),
            "mileage": KilometresField(
                label=_("送修时的里程"),
                help_text=_("维修单、结算单上写着；没有的，翻一翻仪表盘的照片。还找不到的，估一个数，勾选下面一项。"),
                error_messages={
                    "required": _("规定要看里程，这一格不能空着。不记得的，估一个接近的数，再勾选“里程是估计的”。")
                },
            ),
            "is_estimate": forms.BooleanField(label=_("里程是估计的"), required=False),
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
            "is_estimate": bool(self.visit.get("is_estimate")),
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
            is_estimate=bool(data.get("is_estimate")),
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
        distance = km(visit["mileage_km"])
        distance = _("%(km)s（估计）") % {"km": distance} if visit.get("is_estimate") else distance
        parts = (span % {"since": shown_moment(visit["received_at"]), "until": until}, distance, where)
        return _("，").join(parts)


REPLACED_WHOLE = {
    "ice": gettext_lazy("整台换了：发动机或者变速器，其中一样"),
    "bev": gettext_lazy("整台换了：动力蓄电池、驱动电机或者变速器，其中一样"),
    "fcev": gettext_lazy("整台换了：动力蓄电池、驱动电机或者变速器，其中一样"),
}
ASSEMBLY = "assembly_replacement"
WORKS: Choices = (
    ("repair", Hinted(gettext_lazy("修理、调整"), gettext_lazy("没有换零件：拧紧、清洗、补焊、重新匹配"))),
    (
        "component_replacement",
        Hinted(gettext_lazy("换了零件"), gettext_lazy("换了一个或者几个零件，大小都算，总成还是原来的")),
    ),
    (
        ASSEMBLY,
        Hinted(
            gettext_lazy("换了整个总成"),
            gettext_lazy("整台换了：发动机、变速器、动力蓄电池或者驱动电机，其中一样"),
        ),
    ),
    (
        "software_update",
        Hinted(pgettext_lazy("店里做的", "软件升级"), gettext_lazy("刷程序、升级控制单元，没有换零件")),
    ),
    ("inspection_only", Hinted(gettext_lazy("只检查，没有修"), gettext_lazy("单子上写“未见异常”“正常现象”也选这一项"))),
    ("recall", Hinted(pgettext_lazy("店里做的", "召回"), gettext_lazy("生产者通知召回，免费处理的"))),
    ("maintenance", Hinted(pgettext_lazy("店里做的", "保养"), gettext_lazy("到了时间或者里程，换机油、滤清器这些"))),
    ("accident", Hinted(pgettext_lazy("店里做的", "事故维修"), gettext_lazy("碰撞、剐蹭、泡水以后修的"))),
)


def works_of(energy: str | None) -> Choices:
    """What can have been done to a car of this drive: it has not every assembly."""
    whole = REPLACED_WHOLE.get(energy or "")
    return [(code, Hinted(one.label, whole) if whole and code == ASSEMBLY else one) for code, one in WORKS]


END, ITEM, VISIT = "end", "item", "visit"


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
        found["words"] = opened(own_words(_("是什么毛病"), hint, required=not known))
        hint = _("照维修单上写的选。又修又换的，选换了的那一项：换零件、换总成，次数各数各的。")
        found["work"] = radio(works_of(self.case.get("vehicle", {}).get("energy")), _("店里做了什么"), hint)
        found["more"] = radio(self._following(), _("还有吗？"))
        return found

    def _following(self) -> Choices:
        """What may come after: another fault of this repair; after the last repair, another one."""
        item = ((ITEM, _("这一次还修了别的毛病，接着填")),) if self.index + 1 < MOST_ITEMS else ()
        if not self.is_last:
            return ((END, _("这一次就修了这些")), *item)
        return ((VISIT, _("还有一次送修，接着填下一张单子")), *item, (END, _("没有了，送修都填完了")))

    @property
    def is_last(self) -> bool:
        """No repair that has been told comes after this one."""
        return not any(visit.get("received_at") for visit in self._after())

    def _after(self) -> list[Case]:
        visits: list[Case] = self.case["visits"]
        return visits[visits.index(self.visit) + 1 :]

    def initial(self) -> dict[str, Any]:
        return {
            "problem": self.item.get("problem"),
            "words": "" if self._known() else self.answers.names.get(self.item.get("problem", "")),
            "work": self.item.get("work"),
            "more": self._followed(),
        }

    def _followed(self) -> str:
        if self.index + 1 < len(self.visit["items"]):
            return ITEM
        return VISIT if self.is_last and self._after() else END

    def check(self, data: Data) -> dict[str, str]:
        faults = self._fault_of_words(data)
        if data.get("more") == VISIT and not self._after() and len(self.case["visits"]) >= MOST_VISITS:
            faults["more"] = _("最多填%(number)d次送修。") % {"number": MOST_VISITS}
        return faults

    def _fault_of_words(self, data: Data) -> dict[str, str]:
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
        if data["more"] != ITEM:
            del visit["items"][self.index + 1 :]
        elif self.index + 1 == len(visit["items"]):
            visit["items"].append({})
        return self._followed_by(data["more"], self.answers.with_case(case, names))

    def _followed_by(self, more: str, answers: Answers) -> Answers:
        if more == VISIT:
            return (answers if self._after() else add_visit(answers)).without("visits")
        if more != END or not self.is_last:
            return answers
        case, untold = answers.draft(), [visit["id"] for visit in self._after()]
        case["visits"] = [visit for visit in case["visits"] if visit["id"] not in untold]
        return answers.with_case(case).with_answered("visits")

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


STEPS = (Slip, Done)
