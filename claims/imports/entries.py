"""What these pages add to the navigation."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.imports.permissions import IMPORTING_ROLES
from sanbao.accounts.held import held_by
from sanbao.web.navigation import Item, add_item


def add() -> None:
    says = _("把送修、销售、备案的表格成批写进来，先检查，再写入。")
    add_item(Item(pgettext_lazy("navigation", "导入"), "imports:index", _imports, order=60, says=says))


def _imports(request: HttpRequest) -> bool:
    return any(
        held.role in IMPORTING_ROLES and (held.is_repairer or held.is_seller or held.is_producer)
        for held in held_by(request)
    )
