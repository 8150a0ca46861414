"""What these pages add to the navigation and to the page after sign-in."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.issuing.permissions import ISSUING_ROLES
from sanbao.accounts.access import signed_in
from sanbao.accounts.entries import is_signed_in
from sanbao.accounts.selectors import open_memberships
from sanbao.web.landing import Task, add_source
from sanbao.web.navigation import Item, add_item

SAYS = _("出具给您的，和您所在的单位出具的文书：查看、下载。")
IN_BUSINESS = Q(organisation__is_producer=True) | Q(organisation__is_seller=True) | Q(organisation__is_repairer=True)


def add() -> None:
    add_item(Item(_("我的文书"), "papers:papers", is_signed_in, order=60, says=SAYS))
    add_source(of_issuers)


def of_issuers(request: HttpRequest) -> Iterable[Task]:
    """One query, however many organisations and kinds there are; what can be issued is said where it is issued.

    Whoever issues for one organisation is there at once; of several, he chooses above his papers.
    """
    held = open_memberships(signed_in(request)).filter(IN_BUSINESS, role__in=ISSUING_ROLES)
    places = set(held.values_list("organisation__public_id", flat=True))
    if not places:
        return
    url = reverse("papers:issue", args=[*places]) if len(places) == 1 else reverse("papers:papers")
    says = gettext("用单位的名义出具凭证和单据，编号和内容以后都不能再改。")
    yield Task(gettext("出具文书"), says, url, order=26)
