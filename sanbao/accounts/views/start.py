from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanbao.accounts.access import signed_in
from sanbao.accounts.models import User
from sanbao.accounts.permissions import is_registrar
from sanbao.accounts.role_words import may_do
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import expert_of, open_memberships
from sanbao.web.landing import tasks_for

Held = tuple[str, str, str]  # where, as what, what for


@never_cache
@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where everybody comes after signing in: who he is here, and what he can do now."""
    person = signed_in(request)
    context = {"person": person, "held": _held_by(person), "tasks": tasks_for(request)}
    return render(request, "accounts/start.html", context)


def _held_by(person: User) -> list[Held]:
    held: list[Held] = []
    if is_registrar(person):
        held.append((_("本网站"), _("登记员"), _("登记单位、专家，任命单位的账号管理员，不办理业务。")))
    if expert_of(person):
        held.append((_("专家库"), _("专家"), _("就争议中的技术问题提供咨询意见。")))
    memberships = open_memberships(person).select_related("organisation").order_by("organisation__name", "id")
    for membership in memberships:
        role = Role(membership.role)
        held.append((membership.organisation.name, str(role.label), may_do(role, membership.organisation)))
    return held
