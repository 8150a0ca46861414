"""What a person was told, on the site: the latest first, until they are read."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims.cases.messages import words
from claims.cases.messages.selectors import messages_of, unread_of
from claims.cases.models import Message
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.models import User

MOST_LISTED = 50


@dataclass(frozen=True)
class Shown:
    row: Message
    says: str


@never_cache
@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    rows = messages_of(signed_in(request)).select_related("claim")[:MOST_LISTED]
    shown = [Shown(row, words.sentence(row.code, row.side, row.claim)) for row in rows]
    unread = sum(one.row.read_at is None for one in shown)
    return render(request, "cases/messages.html", {"shown": shown, "unread": unread})


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    unread_of(signed_in(request)).update(read_at=timezone.now())
    return redirect("cases:messages")


def is_recipient(user: User, message: Message) -> bool:
    return user.is_active and message.recipient_id == user.pk


def _messages() -> QuerySet[Message]:
    return Message.objects.filter(channel=Message.Channel.IN_APP).select_related("claim")


@require_POST
@requires(is_recipient, _messages)
def opened(_request: HttpRequest, message: Message) -> HttpResponse:
    """Read, and on to the page on which to act."""
    if message.code not in words.TOLD:
        raise Http404
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=timezone.now())
    return redirect(words.address(message.code, message.side, message.claim))
