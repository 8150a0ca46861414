"""What happens at the door goes into the ledger, under opaque ids alone.

These are receivers of signals because there are many ways in and out (forms, expiry, a changed password), and all of
them must be recorded, whoever adds the next one.
"""

from datetime import datetime
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, password_reset, user_logged_in
from allauth.core import ratelimit
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from sanbao.accounts.models import User
from sanbao.accounts.services.recording import record_person
from sanbao.ledger.shapes import Code


def record_of(user: User, action: str, at: datetime, **codes: Code) -> None:
    with transaction.atomic():
        record_person(action, user, by=user, at=at, organisation=None, **codes)


@receiver(user_logged_in)
def session_opened(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    steps = [step["method"] for step in get_authentication_records(request, user)]
    record_of(user, "session.opened", timezone.now(), method=".".join(steps) or "unknown")


@receiver(user_logged_out)
def session_closed(user: User | None, **_kwargs: Any) -> None:
    if user is not None:
        record_of(user, "session.closed", timezone.now())


@receiver(authentication_failed)
def second_factor_failed(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    now = timezone.now()
    record_of(user, "session.second_factor_failed", now)
    if is_locked(request, f"mfa-auth-user-{user.pk}"):
        record_of(user, "session.locked_out", now, method="second_factor")


@receiver(authenticator_added)
def second_factor_added(user: User, authenticator: Any, **_kwargs: Any) -> None:
    record_of(user, "second_factor.added", timezone.now(), type=str(authenticator.type))


@receiver(authenticator_removed)
def second_factor_removed(user: User, authenticator: Any, **_kwargs: Any) -> None:
    record_of(user, "second_factor.removed", timezone.now(), type=str(authenticator.type))


@receiver(password_changed)
def password_was_changed(user: User, **_kwargs: Any) -> None:
    record_of(user, "password.changed", timezone.now())


@receiver(password_reset)
def password_was_reset(user: User, **_kwargs: Any) -> None:
    record_of(user, "password.reset", timezone.now())


def is_locked(request: HttpRequest, key: str) -> bool:
    """Whether the try that just failed was the last one of this key."""
    return not ratelimit.consume(request, action="login_failed", key=key, dry_run=True)
