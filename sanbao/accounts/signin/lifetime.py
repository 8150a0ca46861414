"""How long a session lasts. Its beginning and its last request are kept in the session itself."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from sanbao.accounts.models import User
from sanbao.accounts.signin.recording import record_of

OPENED, SEEN = "opened_at", "seen_at"
WRITE_EVERY_SECONDS = 60  # a page read writes nothing unless the last note is older


@receiver(user_logged_in)
def begin(request: HttpRequest, **_kwargs: Any) -> None:
    now = timezone.now().timestamp()
    request.session[OPENED] = request.session[SEEN] = now


def reason_to_end(session: SessionBase, at: datetime) -> str | None:
    now = at.timestamp()
    if now - session.get(OPENED, now) >= settings.SESSION_LONGEST_SECONDS:
        return "over"
    if now - session.get(SEEN, now) >= settings.SESSION_IDLE_SECONDS:
        return "idle"
    return None


def seen(session: SessionBase, at: datetime) -> None:
    now = at.timestamp()
    session.setdefault(OPENED, now)
    if now - session.get(SEEN, 0) >= WRITE_EVERY_SECONDS:
        session[SEEN] = now
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=at)


def expire(request: HttpRequest, reason: str, at: datetime) -> None:
    if isinstance(request.user, User):
        record_of(request.user, "session.ended", at, reason=reason)
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.flush()
