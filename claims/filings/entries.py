"""What these pages add to the navigation and to the front page.

The public search stands in the navigation of staff alone: a visitor's bar holds the four things people come for.
"""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.filings.permissions import OUTLET_ROLES, SEEING_ROLES
from sanbao.accounts.models import Organisation, User
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
    return any(role in SEEING_ROLES and where.is_producer for role, where in _memberships(request))


def is_at_an_outlet(request: HttpRequest) -> bool:
    """Whoever sells or repairs may be appointed, an outlet of the producer or not."""
    held = _memberships(request)
    return any(role in OUTLET_ROLES and (where.is_seller or where.is_repairer) for role, where in held)


def _memberships(request: HttpRequest) -> list[tuple[str, Organisation]]:
    """Asked once a request. Error pages may have no user."""
    if not hasattr(request, _KEPT):
        user = getattr(request, "user", None)
        held = open_memberships(user).select_related("organisation") if isinstance(user, User) else []
        setattr(request, _KEPT, [(one.role, one.organisation) for one in held])
    kept: list[tuple[str, Organisation]] = getattr(request, _KEPT)
    return kept
