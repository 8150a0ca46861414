"""How allauth is bent to our rules: no sign-up, our words, mail by the outbox, secrets encrypted, QR drawn by segno."""

import base64
import io
import uuid
from collections.abc import Iterable
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from sanbao.accounts.models import User
from sanbao.accounts.signin import mail, messages
from sanbao.accounts.signin.permissions import needs_second_factor
from sanbao.accounts.signin.recording import is_locked, record_of
from sanbao.accounts.signin.tries import key_of, tried_keys, users_named
from sanbao.web.public_address import site_address


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | messages.ACCOUNT_ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        rate = {"app": "allauth.account", "action": "login_failed"}
        tries = [ratelimit.consume(request, key=key, **rate) for key in tried_keys(credentials)]
        # Given back by allauth if the password is right.
        self._login_failed_rl_usage = ratelimit.RateLimitUsage([one for tried in tries if tried for one in tried.usage])
        if not all(tries):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        for user in users_named(credentials):
            if is_locked(request, key_of(user)):
                record_of(user, "session.locked_out", timezone.now(), method="password")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just signed in is not asked again: that was the proof."""
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required and not _signed_in_lately(context.request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        user, _dash, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": user, "key": secret})
        return f"{site_address(self.request)}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, {"email": email, **context})
        with transaction.atomic():
            mail.queue(message, key=f"signin.mail/{uuid.uuid4()}", at=timezone.now())


def _signed_in_lately(request: HttpRequest) -> bool:
    steps = get_authentication_records(request, request.user) if isinstance(request.user, User) else []
    age = timezone.now().timestamp() - max((step["at"] for step in steps), default=0)
    return age < messages.FRESH_SECONDS


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | messages.SECOND_FACTOR_ERRORS

    def get_totp_issuer(self) -> str:
        return str(_("家用汽车三包"))

    def build_totp_svg(self, url: str) -> str:
        drawing = io.BytesIO()
        # White under the code in dark mode, too: cameras look for dark on light.
        segno.make(url, error="m").save(
            drawing, kind="svg", scale=4, border=4, light="#fff", svgclass=None, lineclass=None
        )
        return drawing.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not needs_second_factor(authenticator.user)


def _cipher() -> MultiFernet:
    """A copy of the database alone must not open accounts. Old keys of a rotation still read."""
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(key: str | bytes) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sanbao second factor").derive(force_bytes(key))
    return Fernet(base64.urlsafe_b64encode(derived))


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        for session in sessions:
            record_of(session.user, "session.ended", timezone.now(), reason="by_owner")
            session.end()
