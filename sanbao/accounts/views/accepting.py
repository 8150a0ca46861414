"""The page behind an invitation's link. Its address holds the secret: nothing here writes it to a log."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanbao.accounts.access import signed_in
from sanbao.accounts.forms import NewPersonForm, add_errors
from sanbao.accounts.models import Invitation, User
from sanbao.accounts.permissions import can_accept_invitation
from sanbao.accounts.services import invitation_accept, invitation_accept_as_new_person
from sanbao.accounts.services.invitations import InvitationUnusableError, invitation_for
from sanbao.web.private import holds_secret


@holds_secret
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    try:
        answer = _as_member if request.user.is_authenticated else _as_stranger
        return answer(request, token)
    except InvitationUnusableError:
        # Elsewhere, because an error is logged with its address, which here is the secret.
        return redirect("accounts:invitation_unusable")


@never_cache
@require_safe
def unusable(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_unusable.html", status=HTTPStatus.GONE)


def _as_member(request: HttpRequest, token: str) -> HttpResponse:
    person, faults = signed_in(request), list[str]()
    if request.method == "POST":
        try:
            membership = invitation_accept(token=token, by=person, at=timezone.now())
        except ValidationError as error:
            faults = error.messages
        else:
            messages.success(request, _("您已经加入%(organisation)s。") % {"organisation": membership.organisation})
            return redirect("accounts:organisation", membership.organisation.public_id)
    offered = invitation_for(token, timezone.now())
    if not can_accept_invitation(person, offered):
        raise InvitationUnusableError
    return render(request, "accounts/invitation.html", {"invitation": offered, "faults": faults})


def _as_stranger(request: HttpRequest, token: str) -> HttpResponse:
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _opens_account(token, form):
        messages.success(request, _("账号已经开通，请用刚才填写的用户名和密码登录。"))
        return redirect_to_login(reverse("accounts:start"))
    offered = invitation_for(token, timezone.now())
    if _has_account(offered):
        return redirect_to_login(request.path)
    return render(request, "accounts/invitation_new_person.html", {"invitation": offered, "form": form})


def _opens_account(token: str, form: NewPersonForm) -> bool:
    person = {name: form.cleaned_data[name] for name in ("username", "name", "password")}
    try:
        invitation_accept_as_new_person(token=token, at=timezone.now(), **person)
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True


def _has_account(offered: Invitation) -> bool:
    return User.objects.filter(email__iexact=offered.email).exists()
