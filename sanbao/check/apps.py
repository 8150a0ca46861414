from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from sanbao.web.navigation import Item, add_item

SAYS = gettext_lazy("说清购车和送修的经过，就知道现在能要求什么、依据哪一条、还差多少。")


class CheckConfig(AppConfig):
    name = "sanbao.check"

    def ready(self) -> None:
        add_item(Item(gettext_lazy("查一查"), "check", for_everyone, order=10, says=SAYS))


def for_everyone(_request: HttpRequest) -> bool:
    return True
