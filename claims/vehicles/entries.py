"""What these pages add to the navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.vehicles.permissions import SELLING_ROLES, can_bind
from sanbao.accounts.held import held_by
from sanbao.accounts.models import User
from sanbao.web.navigation import Item, add_item


def add() -> None:
    add_item(
        Item(_("我的车"), "vehicles:cars", _has_cars, order=10, says=_("登记在您名下的车、凭证和期限；绑定一辆车。"))
    )
    add_item(Item(_("卖车交车"), "vehicles:sales", _sells, order=20, says=_("登记卖出的车，交车签字，出具三包凭证。")))


def _has_cars(request: HttpRequest) -> bool:
    # Error pages are drawn also where no middleware has put a user.
    user = getattr(request, "user", None)
    return isinstance(user, User) and can_bind(user)


def _sells(request: HttpRequest) -> bool:
    return any(held.is_seller and held.role in SELLING_ROLES for held in held_by(request))
