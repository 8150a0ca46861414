"""What claims add to the navigation, the page after sign-in, the page of a car, the result of the check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from claims.cases import worklist
from claims.cases.permissions import ANSWERING_ROLES, CLERK_ROLES
from claims.garage.actions import add_action
from claims.garage.viewing import Viewer
from claims.vehicles.permissions import can_bind
from sanbao.accounts.held import held_by
from sanbao.accounts.models import User
from sanbao.check.offers import Offer, add_offer
from sanbao.web.components import Action
from sanbao.web.landing import Task, add_source
from sanbao.web.navigation import Item, add_item

LABEL = gettext_lazy("要办的请求")


def add() -> None:
    add_item(Item(LABEL, "cases:work", has_a_worklist, order=17))
    add_source(waiting_work)
    add_item(
        Item(
            gettext_lazy("我的请求"),
            "cases:mine",
            _may_ask,
            order=11,
            says=gettext_lazy("向经销店、修理者提出要求，看办到哪一步、轮到谁、最晚哪一天。"),
        )
    )
    add_item(
        Item(
            gettext_lazy("登记请求"),
            "cases:enter",
            enters_for_others,
            order=35,
            says=gettext_lazy("为书面、电话提出请求的消费者登记。"),
        )
    )
    add_item(
        Item(
            pgettext_lazy("page", "争议"),
            "cases:disputes",
            enters_for_others,
            order=18,
            says=gettext_lazy("审查提出的争议，看双方的说法，把有争议的事实交给技术咨询人员。"),
        )
    )
    add_action(_ask)
    add_offer(Offer(gettext_lazy("向经销店提出"), "cases:from_check"))


def has_a_worklist(request: HttpRequest) -> bool:
    """By the rule of `worklist.workplaces`, without a query of its own."""
    return any(
        (held.role in ANSWERING_ROLES and (held.is_seller or held.is_repairer))
        or (held.role in CLERK_ROLES and held.is_dispute_body)
        for held in held_by(request)
    )


def waiting_work(request: HttpRequest) -> Iterable[Task]:
    """An entry a house, with what waits there; the navigation itself counts nothing, it stands on every page."""
    if not has_a_worklist(request) or not isinstance(request.user, User):
        return
    today = timezone.localdate()
    places = list(worklist.workplaces(request.user))
    for place in places:
        filters = {one.key: one.count for one in worklist.filters_for(place, request.user, today)}
        waits = filters[worklist.ALL] - filters.get("waiting", 0)
        label = f"{LABEL} · {place}" if len(places) > 1 else LABEL
        url = f"{reverse('cases:work')}?at={place.public_id}" if len(places) > 1 else reverse("cases:work")
        yield Task(label, _("看谁提出了什么要求，哪天到期，轮到谁办。"), url, 17, waits)


def _may_ask(request: HttpRequest) -> bool:
    # Error pages are drawn also where no middleware has put a user.
    user = getattr(request, "user", None)
    return isinstance(user, User) and can_bind(user)


def enters_for_others(request: HttpRequest) -> bool:
    return any(held.is_dispute_body and held.role in CLERK_ROLES for held in held_by(request))


def _ask(vehicle: Any, viewer: Viewer) -> Action | None:
    if not viewer.is_owner or vehicle.brought_back_on is not None:
        return None
    return Action(_("提出要求"), reverse("cases:ask", args=[vehicle.public_id]))
