"""Every address of the door. Of allauth's pages only these exist: no sign-up, no change of mail or number by oneself."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from sanbao.accounts.signin import views
from sanbao.web.private import holds_secret

urlpatterns = [
    path("signin/", views.SignIn.as_view(), name="account_login"),
    path("signin/phone/", views.phone, name="signin_phone"),
    path("signin/code/", views.code, name="signin_code"),
    path("signin/code/again/", views.code_again, name="signin_code_again"),
    path("signin/second-factor/", second_factor.authenticate, name="mfa_authenticate"),
    path("signin/inactive/", account.account_inactive, name="account_inactive"),
    path("signin/password/", account.password_reset, name="account_reset_password"),
    path("signin/password/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "signin/password/changed/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^signin/password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        holds_secret(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("signout/", account.logout, name="account_logout"),
    path("security/", login_required(views.Security.as_view()), name="mfa_index"),
    path("security/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("security/confirm/second-factor/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("security/password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("security/second-factor/", views.SetUp.as_view(), name="mfa_activate_totp"),
    path("security/second-factor/qr.svg", views.totp_qr, name="signin_totp_qr"),
    path("security/second-factor/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("security/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("security/recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("security/recovery-codes/file/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("security/sessions/", views.own_sessions, name="usersessions_list"),
    path("security/sessions/<slug:name>/end/", views.end_session, name="signin_end_session"),
]
for pattern in urlpatterns:
    # Codes, secrets and who is signed in: nothing at the door is for a cache, whatever its own view says.
    pattern.callback = never_cache(pattern.callback)
