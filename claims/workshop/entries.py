"""What these pages add to the navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.repairs.permissions import workshops_of
from sanbao.accounts.models import User
from sanbao.web.navigation import Item, add_item


def add() -> None:
    add_item(Item(_("修理"), "workshop:outlets", works_in_a_workshop, order=20))


def works_in_a_workshop(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return isinstance(user, User) and workshops_of(user).exists()
