"""What holds for every page of a person who is signed in."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages as shown
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from sanbao.accounts.signin import messages
from sanbao.accounts.signin.lifetime import expire, reason_to_end, seen
from sanbao.accounts.signin.permissions import has_second_factor, needs_second_factor

Handler = Callable[[HttpRequest], HttpResponse]

PROBES = frozenset({"healthz", "readyz"})
# What the set-up itself needs, the way out, and what shows nothing of anybody: language, look, health.
OPEN_WITHOUT = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "choices",
        "favicon",
        "healthz",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "offline",
        "readyz",
        "service_worker",
        "signin_totp_qr",
    }
)


def session_lifetime(get_response: Handler) -> Handler:
    """End what was left open: after so long without a request, and after so long in any case."""

    def check(request: HttpRequest, *_view: Any) -> None:
        if not _signed_in(request):
            return
        now = timezone.now()
        if reason := reason_to_end(request.session, now):
            expire(request, reason, now)
            request.user = AnonymousUser()
            shown.info(request, str(messages.SESSION_IDLE if reason == "idle" else messages.SESSION_OVER))
        else:
            seen(request.session, now)

    return _before_the_view(get_response, check)


def second_factor_first(get_response: Handler) -> Handler:
    """Who must have a second factor reaches nothing before this session has passed it."""

    def check(request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if _name(request) in OPEN_WITHOUT or not _signed_in(request):
            return None
        if has_second_factor(request) or not needs_second_factor(request.user):
            return None
        return _lead_to_it(request)

    return _before_the_view(get_response, check)


def _before_the_view(get_response: Handler, check: Callable[..., HttpResponse | None]) -> Handler:
    """Where it is known which page is asked for."""

    def respond(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    respond.process_view = check  # type: ignore[attr-defined]  # where Django looks for it
    return respond


def _lead_to_it(request: HttpRequest) -> HttpResponse:
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        onward = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{onward}")
    return HttpResponseRedirect(reverse("mfa_activate_totp"))


def _signed_in(request: HttpRequest) -> bool:
    # Without the cookie nothing is looked up, nor for a probe: pages for everyone stay free of sessions and queries.
    asked = settings.SESSION_COOKIE_NAME in request.COOKIES and _name(request) not in PROBES
    return asked and request.user.is_authenticated


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
