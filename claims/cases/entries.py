"""What claims add to the navigation, to the page of a car, to the result of the check."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.cases.permissions import CLERK_ROLES
from claims.garage.actions import add_action
from claims.garage.viewing import Viewer
from claims.vehicles.permissions import can_bind
from sanbao.accounts.held import held_by
from sanbao.accounts.models import User
from sanbao.check.offers import Offer, add_offer
from sanbao.web.components import Action
from sanbao.web.navigation import Item, add_item


def add() -> None:
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
    add_action(_ask)
    add_offer(Offer(gettext_lazy("向经销店提出"), "cases:from_check"))


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
