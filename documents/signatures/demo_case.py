"""A made-up thing to sign before visits are built, of the people of evidence's made-up case; in development alone."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.evidence.demo_case import ADVISER, CASE, NAME, OWNER
from documents.signatures.signables import SignableKind, add_signable
from sanbao.accounts.access import signed_in
from sanbao.accounts.models import User
from sanbao.web.landing import Task, add_source

_SAYS = "交车检查：变速器已经换新，试车没有顿挫。"  # what is signed stays in one language


def add() -> None:
    add_source(tasks)
    add_signable(
        SignableKind(
            NAME,
            title=lambda _id: _("演示：交车检查"),
            content=_content,
            html=_html,
            roles={"owner": gettext_lazy("车主"), "adviser": gettext_lazy("服务顾问")},
            may_view=lambda user, about: about == CASE and bool({OWNER, ADVISER} & {user.username, user.phone}),
            may_request=lambda user, about: about == CASE and _asks(user),
        )
    )


def tasks(request: HttpRequest) -> Iterable[Task]:
    """The door to it: no page of a visit leads there yet."""
    if _asks(signed_in(request)):
        url = reverse("signatures:request", args=[NAME, CASE])
        yield Task(_("演示：签字"), _("一份编出来的交车检查：请车主签字，把链接发给他。"), url, order=86)


def _asks(user: User) -> bool:
    return user.username == ADVISER


def _content(about: UUID) -> Mapping[str, Any]:
    return {"case": str(about), "says": _SAYS}


def _html(_about: UUID) -> SafeString:
    return format_html('<p lang="zh-Hans">{}</p>', _SAYS)
