"""What these pages add to the navigation and to the front page.

The public search stands in the navigation of staff alone: a visitor's bar holds the four things people come for.
"""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.filings.permissions import OUTLET_ROLES, SEEING_ROLES
from sanbao.accounts.models import User
from sanbao.accounts.selectors import open_memberships
from sanbao.web.home import Way, add_way
from sanbao.web.navigation import Item, add_item

_KEPT = "_filings_memberships"


def add() -> None:
    add_item(Item(_("我的备案"), "filings:mine", sees_a_producer, order=50))
    add_item(Item(_("网点约定"), "filings:appointments", is_at_an_outlet, order=70))
    add_item(Item(_("查备案"), "filings:index", acts_for_somebody, order=75))
    add_way(Way(_("查厂家备案了什么"), _("期间、零部件范围、约定的网点"), url_name="filings:index"))


def acts_for_somebody(request: HttpRequest) -> bool:
    return bool(_memberships(request))


def sees_a_producer(request: HttpRequest) -> bool:
    return any(is_producer and role in SEEING_ROLES for role, is_producer, _parent in _memberships(request))


def is_at_an_outlet(request: HttpRequest) -> bool:
    return any(parent is not None and role in OUTLET_ROLES for role, _producer, parent in _memberships(request))


def _memberships(request: HttpRequest) -> list[tuple[str, bool, int | None]]:
    """Role, whether at a producer, and the parent: asked once a request. Error pages may have no user."""
    if not hasattr(request, _KEPT):
        user = getattr(request, "user", None)
        held = open_memberships(user) if isinstance(user, User) else None
        columns = ("role", "organisation__is_producer", "organisation__parent")
        setattr(request, _KEPT, [] if held is None else list(held.values_list(*columns)))
    kept: list[tuple[str, bool, int | None]] = getattr(request, _KEPT)
    return kept
