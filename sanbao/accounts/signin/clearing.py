"""Sessions that are over are cleared away once a day; nothing depends on it but the size of the tables."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from sanbao.work import MessageInfo, every


@every(minutes=24 * 60, topic="signin.clear_sessions")
def clear_sessions(_payload: dict[str, Any], message: MessageInfo) -> None:
    Session.objects.filter(expire_date__lt=message.at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
