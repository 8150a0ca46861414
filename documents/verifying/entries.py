"""What these pages add to the navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sanbao.web.navigation import Item, add_item


def for_everyone(_request: HttpRequest) -> bool:
    return True


def add() -> None:
    add_item(Item(_("核验文书"), "verifying:verify", for_everyone, order=40))
