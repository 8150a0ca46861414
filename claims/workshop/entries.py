"""What these pages add to the navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.repairs.permissions import SEEING_ROLES
from claims.vehicles.permissions import can_bind
from sanbao.accounts.held import held_by
from sanbao.accounts.models import User
from sanbao.web.navigation import Item, add_item


def add() -> None:
    add_item(
        Item(_("我的修理"), "workshop:mine", can_own_a_car, order=12, says=_("看车在店里修到哪一步、计了几次几天。"))
    )
    add_item(
        Item(
            pgettext_lazy("page", "修理"),
            "workshop:outlets",
            works_in_a_workshop,
            order=15,
            says=_("接车、记修理、交还车辆，看每辆车的计数。"),
        )
    )


def works_in_a_workshop(request: HttpRequest) -> bool:
    return any(held.is_repairer and held.role in SEEING_ROLES for held in held_by(request))


def can_own_a_car(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return isinstance(user, User) and can_bind(user)
