"""The pages of a visit that its owner tells from the slip, and what the answers make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.garage.stating.guide import Guide, Page, Row, moment_told, once
from claims.garage.stating.visit_forms import MORE, NEW, NONE_OF_THEM, ItemForm, OutletForm, PlaceForm, WhenForm
from claims.repairs.models import Answer, InNetwork, Item, QualityProblem, VisitStatement
from claims.repairs.moments import told_as
from claims.repairs.parts_list import ListedPart
from claims.repairs.selectors import problems_told_of
from claims.repairs.services.stating import StatedItem, StatedVisit
from claims.workshop.parts import parts_of
from sanbao.accounts.models import Organisation
from sanbao.accounts.selectors import organisations_like
from sanbao.check.steps.base import chosen
from sanbao.check.steps.slips import works_of
from sanbao.web import says

MOST_ITEMS, MOST_OUTLETS = 4, 6


def _outlets(told: VisitStatement) -> list[Organisation]:
    """Read once a page, which asks several times."""
    place = (told.answers.get("place") or {}).get("place", "")
    like = organisations_like(place).filter(is_repairer=True)[:MOST_OUTLETS]
    return once(told, "outlets", lambda: list(like) if place else [])


def _is_asked(number: int) -> Any:
    """The second after the first one says that there is more, and so on."""

    def is_asked(told: VisitStatement) -> bool:
        before = (told.answers.get(f"item{place}", {}) for place in range(1, number))
        return all(answers.get("more") == MORE for answers in before)

    return is_asked


def _item_form(number: int) -> Any:
    def form(told: VisitStatement, data: Any, initial: dict[str, Any]) -> forms.Form:
        first = {"problem": NEW, "serious_safety": Answer.NO, "resolved": "yes", "more": "end"}
        return ItemForm(
            problems_told_of(told.vehicle, but=told.visit),
            parts_of(told.vehicle).parts,
            told.vehicle.energy,
            data,
            initial=first | initial,
            is_last=number == MOST_ITEMS,
        )

    return form


GUIDE: Guide[VisitStatement] = Guide(
    (
        Page(
            "place",
            gettext_lazy("在哪里修的？"),
            lambda _told, data, initial: PlaceForm(data, initial=initial),
            gettext_lazy("一张单子填一次。"),
        ),
        Page(
            "outlet",
            gettext_lazy("哪一家店？"),
            lambda told, data, initial: OutletForm(_outlets(told), data, initial=initial),
            gettext_lazy("这家店也用本系统的，以后可以和它的登记核对，不会算两次。"),
            lambda told: bool(_outlets(told)),
        ),
        Page(
            "when",
            gettext_lazy("什么时候，多少公里？"),
            lambda _told, data, initial: WhenForm(data, initial=initial),
            gettext_lazy("只知道日期的，几点几分不填，按店里的营业时间推定。"),
        ),
        Page("item1", gettext_lazy("修的是什么？"), _item_form(1), gettext_lazy("先填主要的一件。")),
        *(
            Page(f"item{number}", gettext_lazy("还修了什么？"), _item_form(number), is_asked=_is_asked(number))
            for number in range(2, MOST_ITEMS + 1)
        ),
    )
)


def told(statement: VisitStatement) -> StatedVisit:
    """Of a statement with nothing left to ask."""
    answers = statement.answers
    place, when = answers["place"], answers["when"]
    received_at, received_precision = told_as(moment_told(when["received_at"]))
    finished = moment_told(when["finished_at"]) if when["finished_at"] else None
    finished_at, finished_precision = told_as(finished) if finished is not None else (None, "minute")
    outlet = _outlet(statement)
    return StatedVisit(
        place=outlet.name if outlet else place["place"],
        outlet=outlet,
        in_network=place["in_network"],
        order_number=place["order_number"],
        received_at=received_at,
        received_precision=received_precision,
        finished_at=finished_at,
        finished_precision=finished_precision,
        mileage_km=when["mileage_km"],
        items=tuple(_items(statement)),
    )


def _outlet(statement: VisitStatement) -> Organisation | None:
    code = (statement.answers.get("outlet") or {}).get("outlet", NONE_OF_THEM)
    if code == NONE_OF_THEM:
        return None
    repairers = Organisation.objects.filter(public_id=code, is_repairer=True)
    return once(statement.vehicle, f"outlet {code}", repairers.first)


def _item_answers(statement: VisitStatement) -> list[tuple[str, Mapping[str, Any]]]:
    names = [f"item{number}" for number in range(1, MOST_ITEMS + 1) if _is_asked(number)(statement)]
    return [(name, statement.answers[name]) for name in names if name in statement.answers]


def _items(statement: VisitStatement) -> Iterable[StatedItem]:
    found = QualityProblem.objects.filter(vehicle=statement.vehicle)
    problems = once(statement.vehicle, "problems", lambda: {str(one.number): one for one in found})
    parts = {part.code: part for part in parts_of(statement.vehicle).parts}
    for _name, answers in _item_answers(statement):
        part = parts.get(answers["part"])
        yield StatedItem(
            work=answers["work"],
            problem=problems.get(answers["problem"]),
            name=answers["name"],
            part_name=answers["part_name"],
            serious_safety=answers["serious_safety"],
            resolved=answers["resolved"],
            **_located(part),
        )


def _located(part: ListedPart | None) -> dict[str, str]:
    if part is None:
        return {}
    return {"group": part.group, "component": part.code if part.kind != "group" else ""}


def summary(statement: VisitStatement) -> list[Row]:
    """Every answer in the order of the pages."""
    visit = told(statement)
    network = InNetwork(visit.in_network).label if visit.in_network else ""
    rows = [
        ("outlet" if visit.outlet else "place", _("修理者"), visit.place),
        ("place", _("是不是约定的店"), str(network)),
        ("place", _("单号"), visit.order_number),
        ("when", _("送修时间"), _moment(statement.answers["when"]["received_at"])),
        ("when", _("修好的时间"), _moment(statement.answers["when"]["finished_at"]) or _("还在店里")),
        ("when", _("送修时的里程"), says.km(visit.mileage_km)),
        *((name, _("修了什么"), _item(item, statement)) for (name, _told), item in _with_items(statement, visit)),
    ]
    return [Row(page, label, value) for page, label, value in rows if value]


def _with_items(statement: VisitStatement, visit: StatedVisit) -> Iterable[Any]:
    return zip(_item_answers(statement), visit.items, strict=True)


def _moment(written: str | None) -> str:
    if not written:
        return ""
    moment, precision = told_as(moment_told(written))
    return says.day(moment) if precision == "day" else says.moment(moment)


def _item(item: StatedItem, statement: VisitStatement) -> str:
    name = str(item.problem) if item.problem else item.name
    work = chosen(works_of(statement.vehicle.energy), item.work)
    told_ = _("{problem}：{work}").format(problem=name, work=work)
    more = [str(Item.Resolved(item.resolved).label)]
    if item.serious_safety == Answer.YES:
        more.append(_("危及安全"))
    if item.problem:
        more.append(_("和以前是同一个毛病"))
    return told_ + _("，") + _("，").join(more)
