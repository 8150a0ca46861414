from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import InvitationForm, add_errors
from sanbao.accounts.models import Invitation, Organisation
from sanbao.accounts.permissions import can_manage_accounts, can_revoke_invitation
from sanbao.accounts.services import invitation_create, invitation_resend, invitation_revoke
from sanbao.accounts.services.invitations import VALID_FOR
from sanbao.web.public_address import site_address


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.all()


def _invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("organisation")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_manage_accounts, _organisations)
def create(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = InvitationForm(organisation, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invitation_create(
                organisation=organisation,
                site=site_address(request),
                by=signed_in(request),
                at=timezone.now(),
                **form.cleaned_data,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            return _sent(request, invitation)
    return render(request, "accounts/invite.html", {"organisation": organisation, "form": form, "days": VALID_FOR.days})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_revoke_invitation, _invitations)
def resend(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Read, as after a change of language, the address leads back to the organisation."""
    if request.method != "POST":
        return redirect("accounts:organisation", invitation.organisation.public_id)
    try:
        sent = invitation_resend(
            invitation=invitation, site=site_address(request), by=signed_in(request), at=timezone.now()
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("accounts:organisation", invitation.organisation.public_id)
    return _sent(request, sent)


def _sent(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    said = _(
        "邀请已经发到%(email)s。没有收到的，请对方看看垃圾邮件，也请您核对地址。再发一次以后，原来的链接不能再用。"
    )
    messages.success(request, said % {"email": invitation.email})
    return redirect("accounts:organisation", invitation.organisation.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_revoke_invitation, _invitations)
def revoke(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/revoke_invitation.html", {"invitation": invitation})
    try:
        invitation_revoke(invitation=invitation, by=signed_in(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("邀请已撤回，原来的链接不能用了。"))
    return redirect("accounts:organisation", invitation.organisation.public_id)
