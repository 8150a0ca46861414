from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from sanbao.web.navigation import Item, add_item


class CheckConfig(AppConfig):
    name = "sanbao.check"

    def ready(self) -> None:
        add_item(Item(gettext_lazy("查一查"), "check", for_everyone, order=10))


def for_everyone(_request: HttpRequest) -> bool:
    return True
