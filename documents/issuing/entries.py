"""What these pages add to the navigation."""

from django.utils.translation import gettext_lazy as _

from sanbao.accounts.entries import is_signed_in
from sanbao.web.navigation import Item, add_item


def add() -> None:
    add_item(Item(_("我的文书"), "papers:papers", is_signed_in, order=60))
