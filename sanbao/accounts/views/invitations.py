from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import InvitationForm, add_errors
from sanbao.accounts.models import Invitation, Organisation
from sanbao.accounts.permissions import can_manage_accounts, can_revoke_invitation
from sanbao.accounts.services import invitation_create, invitation_revoke


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.all()


def _invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("organisation")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_manage_accounts, _organisations)
def create(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The link is shown in the answer itself: only its hash is kept, so no later page could show it."""
    form = InvitationForm(organisation, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation, token = invitation_create(
                organisation=organisation, by=signed_in(request), at=timezone.now(), **form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            link = request.build_absolute_uri(reverse("accounts:invitation", args=[token]))
            return render(request, "accounts/invited.html", {"invitation": invitation, "link": link})
    return render(request, "accounts/invite.html", {"organisation": organisation, "form": form})


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
