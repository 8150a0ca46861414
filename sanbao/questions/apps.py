from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanbao.web.navigation import Item, add_item

SAYS = _("大家最常问的事，先说结论，再说依据哪一条。")


class QuestionsConfig(AppConfig):
    name = "sanbao.questions"

    def ready(self) -> None:
        add_item(Item(_("常见问题"), "questions:index", shown=lambda _request: True, order=30, says=SAYS))
