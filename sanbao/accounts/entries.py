"""What these pages add to the navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sanbao.accounts.held import held_by
from sanbao.web.navigation import Item, add_item


def add() -> None:
    add_item(Item(_("我的单位"), "accounts:organisations", is_a_member, order=80))
    add_item(Item(_("我的账号"), "accounts:me", is_signed_in, order=90))
    add_item(Item(_("登录"), "account_login", is_stranger, order=95))


def is_signed_in(request: HttpRequest) -> bool:
    # Error pages are drawn also where no middleware has put a user.
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def is_stranger(request: HttpRequest) -> bool:
    return not is_signed_in(request)


def is_a_member(request: HttpRequest) -> bool:
    return bool(held_by(request))
