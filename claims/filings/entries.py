"""What these pages add to the navigation and to the front page.

The public search stands in the navigation of staff alone: a visitor's bar holds the four things people come for.
"""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.filings.permissions import OUTLET_ROLES, SEEING_ROLES
from sanbao.accounts.held import held_by
from sanbao.web.home import Way, add_way
from sanbao.web.navigation import Item, add_item


def add() -> None:
    add_item(Item(_("我的备案"), "filings:mine", sees_a_producer, order=25, says=_("把车型的三包条款报备，改了再报。")))
    add_item(
        Item(
            _("网点约定"),
            "filings:appointments",
            is_at_an_outlet,
            order=70,
            says=_("看生产者约定本单位销售、修理哪些车。"),
        )
    )
    add_item(
        Item(
            _("查备案"),
            "filings:index",
            acts_for_somebody,
            order=75,
            says=_("查生产者备案的条款，和约定的销售、修理单位。"),
        )
    )
    add_way(Way(_("查厂家备案了什么"), _("期间、零部件范围、约定的网点"), url_name="filings:index"))


def acts_for_somebody(request: HttpRequest) -> bool:
    return bool(held_by(request))


def sees_a_producer(request: HttpRequest) -> bool:
    return any(held.is_producer and held.role in SEEING_ROLES for held in held_by(request))


def is_at_an_outlet(request: HttpRequest) -> bool:
    """Whoever sells or repairs may be appointed, an outlet of the producer or not."""
    return any(held.role in OUTLET_ROLES and (held.is_seller or held.is_repairer) for held in held_by(request))
