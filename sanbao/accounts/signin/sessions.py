"""Where a person is signed in, and ending it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare, salted_hmac

from sanbao.accounts.models import User
from sanbao.accounts.signin.device import device_name


@dataclass(frozen=True)
class OwnSession:
    name: str  # opaque: what the address of its end says
    device: str
    opened_at: datetime
    seen_at: datetime
    is_current: bool


def own_sessions(user: User, *, current: str, at: datetime) -> list[OwnSession]:
    """Those still open, the current one first, then the latest."""
    rows = UserSession.objects.filter(
        user=user,
        created_at__gt=at - timedelta(seconds=settings.SESSION_LONGEST_SECONDS),
        last_seen_at__gt=at - timedelta(seconds=settings.SESSION_IDLE_SECONDS),
    )
    alive = set(
        Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=at).values_list(
            "session_key", flat=True
        )
    )
    listed = [_own(row, current) for row in rows if row.session_key in alive]
    return sorted(listed, key=lambda one: (one.is_current, one.seen_at), reverse=True)


def _own(row: UserSession, current: str) -> OwnSession:
    return OwnSession(
        name_of(row.session_key),
        device_name(row.user_agent),
        row.created_at,
        row.last_seen_at,
        row.session_key == current,
    )


def name_of(session_key: str) -> str:
    """Says nothing of the key, which is the secret, nor of how many sessions there are."""
    return salted_hmac("sanbao.signin.session", session_key, algorithm="sha256").hexdigest()[:32]


def end_session(user: User, name: str) -> bool:
    """False: there is no such session of this person."""
    named = [
        row for row in UserSession.objects.filter(user=user) if constant_time_compare(name_of(row.session_key), name)
    ]
    get_adapter().end_sessions(named)
    return bool(named)


def end_other_sessions(user: User, *, current: str) -> None:
    get_adapter().end_sessions(UserSession.objects.filter(user=user).exclude(session_key=current))
