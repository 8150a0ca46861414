"""Pages at the door that allauth does not have, or has in another shape."""

from textwrap import wrap
from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.conf import settings
from django.contrib import messages as shown
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanbao.accounts.access import refuse, signed_in
from sanbao.accounts.masking import masked_phone
from sanbao.accounts.signin import messages, phone_code, sessions
from sanbao.accounts.signin.forms import PasswordForm, PhoneCodeForm, PhoneForm
from sanbao.accounts.signin.limits import CODE_LIFETIME, CODE_PAUSE_MINUTES
from sanbao.accounts.signin.permissions import may_sign_in_by_phone, needs_second_factor
from sanbao.sms import gateways


class SignIn(account.LoginView):
    """One page, two ways: a phone code for consumers, name and password for staff and experts."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"phone_form": PhoneForm(), "onward": self.get_next_url() or "", **super().get_context_data(**kwargs)}


@require_http_methods(["GET", "POST"])
@never_cache
def phone(request: HttpRequest) -> HttpResponse:
    """Send a code to a number. Read, the address is the sign-in page itself."""
    if request.method == "GET" or request.user.is_authenticated:
        return redirect("account_login")
    form = PhoneForm(request.POST)
    if form.is_valid():
        try:
            _begin(request, form.cleaned_data["phone"])
        except phone_code.CodeRefused as refused:
            form.add_error("phone", str(refused))
        else:
            return redirect("signin_code")
    onward = get_next_redirect_url(request) or ""
    return render(request, "account/login.html", {"phone_form": form, "form": PasswordForm(), "onward": onward})


def _begin(request: HttpRequest, number: str) -> None:
    if not gateways.is_set():
        raise phone_code.CodeRefused(messages.SMS_NOT_SET, final=True)
    phone_code.begin(request, number, onward=get_next_redirect_url(request) or "", at=timezone.now())


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    out = phone_code.pending(request)
    if out is None:
        return _start_again(request, messages.CODE_NONE)
    form = PhoneCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return _open(request, out, form.cleaned_data["code"])
        except phone_code.CodeRefused as refused:
            if refused.final:
                return _start_again(request, refused)
            form.add_error("code", str(refused))
    return render(request, "account/phone_code.html", _code_page(form, out))


def _code_page(form: PhoneCodeForm, out: phone_code.Pending) -> dict[str, object]:
    minutes = CODE_LIFETIME.seconds // 60
    return {"form": form, "number": masked_phone(out.phone), "minutes": minutes, "pause": CODE_PAUSE_MINUTES}


@require_POST
def code_again(request: HttpRequest) -> HttpResponse:
    out = phone_code.pending(request)
    if out is None:
        return _start_again(request, messages.CODE_NONE)
    try:
        phone_code.resend(request, out, timezone.now())
    except phone_code.CodeRefused as refused:
        shown.warning(request, str(refused))
    else:
        shown.success(request, str(messages.CODE_SENT_AGAIN))
    return redirect("signin_code")


@sensitive_variables("entered")
def _open(request: HttpRequest, out: phone_code.Pending, entered: str) -> HttpResponse:
    user = phone_code.prove(request, out, entered, timezone.now())
    if not may_sign_in_by_phone(user):
        return _start_again(request, messages.STAFF_BY_PASSWORD)
    record_authentication(request, user, method="phone_code")
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=out.onward or None))
    return response


def _start_again(request: HttpRequest, why: object) -> HttpResponse:
    shown.warning(request, str(why))
    return redirect("account_login")


class SetUp(totp.ActivateTOTPView):
    """Setting up the second factor proves it, too: the code counts as used, and this session as confirmed by it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = " ".join(wrap(context["form"].secret, 4))  # fours are easier to copy by hand
        return {**context, "secret": secret, "must_have": needs_second_factor(self.request.user)}

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        authenticator = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        authenticator.wrap().validate_code(form.cleaned_data["code"])
        post_authentication(self.request, authenticator)
        return response


@require_GET
@login_required
@never_cache
def totp_qr(request: HttpRequest) -> HttpResponse:
    """The secret being set up, for the camera: a file of its own, because the policy allows no data in the page."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_second_factor_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(drawing, content_type="image/svg+xml")


class Security(IndexView):
    """What protects the account: password, second factor, where it is signed in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "has_password": user.has_password,
            "must_have": needs_second_factor(user),
            "phone": masked_phone(user.phone),
        }


class ChangePassword(account.PasswordChangeView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_password:
            raise Http404  # a consumer has none
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def own_sessions(request: HttpRequest) -> HttpResponse:
    current = request.session.session_key or ""
    if request.method == "POST":
        sessions.end_other_sessions(signed_in(request), current=current)
        shown.success(request, str(messages.SESSIONS_ENDED))
        return redirect("usersessions_list")
    listed = sessions.own_sessions(signed_in(request), current=current, at=timezone.now())
    return render(request, "usersessions/usersession_list.html", {"sessions": listed})


@require_POST
@login_required
def end_session(request: HttpRequest, name: str) -> HttpResponse:
    if not sessions.end_session(signed_in(request), name):
        refuse(request, exists=None)
    shown.success(request, str(messages.SESSION_ENDED))
    return redirect("usersessions_list")
