"""What these pages add to the navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.repairs.permissions import SEEING_ROLES
from sanbao.accounts.held import held_by
from sanbao.web.navigation import Item, add_item


def add() -> None:
    add_item(Item(_("修理"), "workshop:outlets", works_in_a_workshop, order=15))


def works_in_a_workshop(request: HttpRequest) -> bool:
    return any(held.is_repairer and held.role in SEEING_ROLES for held in held_by(request))
