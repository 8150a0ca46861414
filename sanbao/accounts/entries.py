"""What these pages add to the navigation and to the page after sign-in."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sanbao.accounts import tasks
from sanbao.accounts.held import held_by
from sanbao.web.landing import add_source
from sanbao.web.navigation import Item, add_item


def add() -> None:
    add_item(Item(_("办事"), "accounts:start", is_signed_in, order=5))
    add_item(Item(_("我的单位"), "accounts:organisations", is_a_member, order=80))
    add_item(Item(_("我的账号"), "accounts:me", is_signed_in, order=90, says=_("姓名、密码、登录过的设备。")))
    add_item(Item(_("登录"), "account_login", is_stranger, order=95))
    for source in (tasks.of_the_nameless, tasks.of_the_registrar, tasks.of_experts, tasks.of_members):
        add_source(source)


def is_signed_in(request: HttpRequest) -> bool:
    # Error pages are drawn also where no middleware has put a user.
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def is_stranger(request: HttpRequest) -> bool:
    return not is_signed_in(request)


def is_a_member(request: HttpRequest) -> bool:
    return bool(held_by(request))
