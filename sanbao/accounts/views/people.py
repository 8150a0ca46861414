from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import PersonNameForm, add_errors
from sanbao.accounts.models import Membership, User
from sanbao.accounts.permissions import can_reset_second_factor, can_reveal_contact
from sanbao.accounts.selectors import current_employments, expert_of, open_memberships
from sanbao.accounts.services import contact_reveal, person_rename, second_factor_reset


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    form = PersonNameForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        try:
            person_rename(person=person, name=form.cleaned_data["name"], by=person, at=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("姓名已保存。"))
            return redirect("accounts:me")
    return render(request, "accounts/me.html", {"person": person, "form": form, **_held_by(person)})


def _held_by(person: User) -> dict[str, object]:
    expert = expert_of(person)
    memberships = open_memberships(person).select_related("organisation").order_by("joined_on", "id")
    employments = current_employments(expert) if expert else []
    return {"memberships": memberships, "expert": expert, "employments": employments}


def _memberships() -> QuerySet[Membership]:
    return Membership.objects.select_related("organisation", "user")


def _may_reset(user: User, membership: Membership) -> bool:
    return membership.left_on is None and can_reset_second_factor(user, membership.user)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(_may_reset, _memberships)
def second_factor(request: HttpRequest, membership: Membership) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/reset_second_factor.html", {"membership": membership})
    second_factor_reset(person=membership.user, by=signed_in(request), at=timezone.now())
    messages.success(request, _("%(name)s的第二重验证已经重设。") % {"name": membership.user})
    return redirect("accounts:organisation", membership.organisation.public_id)


@never_cache
@require_POST
@requires(can_reveal_contact, _memberships)
def contact(request: HttpRequest, membership: Membership) -> HttpResponse:
    shown = contact_reveal(membership=membership, by=signed_in(request), at=timezone.now())
    return render(request, "accounts/contact.html", {"membership": membership, "contact": shown})
