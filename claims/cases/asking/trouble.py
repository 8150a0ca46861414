"""What is wrong with the car now: which problem, where, how bad."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.cases.asking.draft import Draft
from claims.cases.asking.page import Page, url_of
from claims.cases.forms.asking import NOT_TOLD, DangerForm, PlaceForm, ProblemForm
from claims.cases.models import DemandItem
from claims.cases.services.drafting import Wrong, item_put
from claims.repairs.models import QualityProblem
from claims.repairs.parts_list import ListedPart, PartsList
from claims.repairs.services.opening import NO_COMPLAINT
from claims.repairs.told import ToldItem, ToldVisit
from claims.workshop.forms.fields import NEW_PROBLEM
from claims.workshop.parts import parts_of
from sanbao.check import parts
from sanbao.check.steps.part_of_problem import language
from sanbao.web import says
from sanbao.web.forms import Hinted

MOST_ITEMS = 4
WEAR = "wear"


class Problems(Page):
    """All that is wrong, with the way to tell of one more."""

    name = "problems"
    title = gettext_lazy("现在有什么毛病？")
    template = "cases/asking_problems.html"

    def context(self) -> Mapping[str, Any]:
        items = [(item, where(item)) for item in self.draft.items]
        return {"items": items, "next_number": len(items) + 1, "may_add": len(items) < MOST_ITEMS}

    def told(self) -> str:
        return _("；").join(called(item) for item in self.draft.items) or _("现在没有毛病")


class OfOneItem(Page):
    """About the thing that is wrong with this number; the next one is told here, too."""

    def exists(self) -> bool:
        return 1 <= self.number <= len(self.draft.items)

    @property
    def item(self) -> DemandItem | None:
        items = self.draft.items
        return items[self.number - 1] if 1 <= self.number <= len(items) else None

    def put(self, **values: str) -> None:
        item = self.item
        wrong = Wrong(problem=item.problem if item else None, values=values)
        item_put(claim=self.draft.claim, number=self.number, wrong=wrong, by=self.by, at=self.draft.now)


class Problem(OfOneItem):
    name = "problem"
    title = gettext_lazy("车又出了什么毛病？")

    def exists(self) -> bool:
        return 1 <= self.number <= min(len(self.draft.items) + 1, MOST_ITEMS)

    def form(self, data: Any = None) -> ProblemForm:
        item, known = self.item, [(problem, _hint(visits)) for problem, visits in self._before().items()]
        initial: dict[str, Any] = {} if known else {"problem": NEW_PROBLEM}
        if item is not None:
            is_known = any(problem == item.problem for problem, _text in known)
            initial = {"problem": str(item.problem.number) if is_known else NEW_PROBLEM, "symptom": item.symptom}
            initial["name"] = "" if is_known else item.problem.name
        return ProblemForm(known, data, initial=initial)

    def _before(self) -> dict[QualityProblem, list[ToldVisit]]:
        """Each problem of before with its visits, the latest first."""
        found: dict[QualityProblem, list[ToldVisit]] = {}
        for visit in reversed(self.draft.visits):
            for item in visit.items:
                if item.row.planned_work not in NO_COMPLAINT:
                    found.setdefault(item.row.problem, []).append(visit)
        return found

    def save(self, form: forms.Form) -> str:
        assert isinstance(form, ProblemForm)  # noqa: S101  made above
        chosen = form.chosen
        values = {"symptom": form.cleaned_data["symptom"], **_place_of_before(self.draft, chosen)}
        wrong = Wrong(problem=chosen, name=form.cleaned_data["name"], values=values)
        item_put(claim=self.draft.claim, number=self.number, wrong=wrong, by=self.by, at=self.draft.now)
        return url_of(self.draft, "place" if chosen is None else "danger", self.number)


def _hint(visits: list[ToldVisit]) -> str:
    latest = says.day(visits[0].began_at)
    return _("来过{count}次，最近{day}").format(count=len(visits), day=latest)


def _place_of_before(draft: Draft, problem: QualityProblem | None) -> dict[str, str]:
    """Where the workshop located it last."""
    if problem is None:
        return {}
    for item in _items_of(draft, problem):
        if item.group or item.component:
            return {"group": item.group, "component": item.component, "position": item.position}
    return {}


def _items_of(draft: Draft, problem: QualityProblem) -> Iterator[ToldItem]:
    return (item for visit in reversed(draft.visits) for item in visit.items if item.row.problem == problem)


class Place(OfOneItem):
    name = "place"
    title = gettext_lazy("毛病在车的哪一部分？")
    hint = gettext_lazy("照维修单上写的选。不知道在哪一部分的，选“说不清”。")

    def form(self, data: Any = None) -> PlaceForm:
        item = self.item
        told = item.group or (WEAR if item.component else "") if item else ""
        return PlaceForm(_("哪一部分"), self._choices(), data, initial={"place": told or None})

    def _choices(self) -> Iterator[tuple[str, Any]]:
        for part in self._list().parts:
            if part.kind == "group":
                yield part.code, _named(part)
        yield WEAR, Hinted(_("易损耗零部件"), _("容易用坏的零件：刹车片、轮胎、雨刮、灯泡、滤清器、电瓶等"))
        yield NOT_TOLD, Hinted(_("说不清，或者不在上面"), _("例如中控屏、空调、天窗"))

    def _list(self) -> PartsList:
        return parts_of(self.draft.claim.vehicle)

    def save(self, form: forms.Form) -> str:
        place = form.cleaned_data["place"]
        item = self.item
        group = "" if place in (WEAR, NOT_TOLD) else place
        component = item.component if item and item.group == group and place != NOT_TOLD else ""
        self.put(group=group, component=component)
        if place == NOT_TOLD:
            return url_of(self.draft, "danger", self.number)
        return url_of(self.draft, "part", self.number)


class PartPage(OfOneItem):
    name = "part"
    title = gettext_lazy("是哪个零部件？")
    hint = gettext_lazy("店里没有说的，选“不知道是哪个”。")

    def form(self, data: Any = None) -> PlaceForm:
        item = self.item
        kind = "main" if item and item.group else "wear"
        listed = [
            part for part in parts_of(self.draft.claim.vehicle).parts if part.kind == kind and self._is_here(part)
        ]
        choices = [*((part.code, _named(part)) for part in listed), (NOT_TOLD, _("不知道是哪个"))]
        return PlaceForm(_("零部件"), choices, data, initial={"place": item.component or None if item else None})

    def _is_here(self, part: ListedPart) -> bool:
        return self.item is not None and part.group == self.item.group

    def save(self, form: forms.Form) -> str:
        """Who does not know which part it is has not said that it is none of the main components: that is a fact to settle."""
        place = form.cleaned_data["place"]
        is_open = place == NOT_TOLD and self.item is not None and self.item.group
        self.put(component="" if place == NOT_TOLD else place, main_component="unknown" if is_open else "")
        return url_of(self.draft, "danger", self.number)


def _named(part: ListedPart) -> Any:
    """With its everyday names in a second line."""
    also = parts.also_called(part.code) if language() == "zh" else ""
    return Hinted(part.name, _("也叫%(names)s") % {"names": also}) if also else part.name


class Danger(OfOneItem):
    name = "danger"
    title = gettext_lazy("有多严重？")

    def form(self, data: Any = None) -> DangerForm:
        item = self.item
        initial = {}
        if item is not None and (item.needs_replacement or self._is_told):
            initial = {
                "serious_safety": item.serious_safety,
                "event": item.event or "none",
                "needs_replacement": item.needs_replacement or "no",
            }
        return DangerForm(data, initial=initial)

    @property
    def _is_told(self) -> bool:
        return "problems" in self.draft.answered

    def save(self, form: forms.Form) -> str:
        told = form.cleaned_data
        event = "" if told["event"] == "none" else told["event"]
        self.put(serious_safety=told["serious_safety"], event=event, needs_replacement=told["needs_replacement"])
        return url_of(self.draft, "problems")


def where(item: DemandItem) -> str:
    """变速器；会危及安全: what was told of it beside its name."""
    told = [_part(item.component or item.group)]
    if item.event:
        told.append(str(item.get_event_display()))
    if item.serious_safety == DemandItem.Answer.YES:
        told.append(_("会危及安全"))
    return _("；").join(text for text in told if text)


def _part(code: str) -> str:
    found = parts.part(code) if code else None
    return parts.shown(found, language()) if found else ""


def called(item: DemandItem) -> str:
    name, told = str(item.problem), where(item)
    return _("{name}（{told}）").format(name=name, told=told) if told else name
