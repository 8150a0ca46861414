"""The way to one's messages, on the page after sign-in."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.cases.messages.selectors import messages_of
from sanbao.accounts.models import User
from sanbao.web import landing


def add() -> None:
    landing.add_source(tasks)


def tasks(request: HttpRequest) -> Iterator[landing.Task]:
    """For whoever was ever told something."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return
    read = list(messages_of(user).values_list("read_at", flat=True)[:100])
    if read:
        says = _("三包请求有了新的情况，谁该做什么。")
        yield landing.Task(_("消息"), says, reverse("cases:messages"), order=15, count=read.count(None))
