"""What these pages add to the navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sanbao.web.navigation import Item, add_item

SAYS = _("收到一份文书，看看是不是真的、有没有改过、有没有作废。")


def for_everyone(_request: HttpRequest) -> bool:
    return True


def add() -> None:
    add_item(Item(_("核验文书"), "verifying:verify", for_everyone, order=40, says=SAYS))
