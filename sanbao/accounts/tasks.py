"""What the page after sign-in tells people about their own account and organisations."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbao.accounts.access import signed_in
from sanbao.accounts.models import Organisation
from sanbao.accounts.permissions import is_registrar
from sanbao.accounts.roles import BUSINESS_CAPACITIES, Role
from sanbao.accounts.selectors import current_employments, expert_of, open_memberships
from sanbao.web.landing import Task

MOST_NAMED = 4  # more organisations than these stand on a page of their own


def of_the_nameless(request: HttpRequest) -> Iterable[Task]:
    if not signed_in(request).name:
        yield Task(_("填写姓名"), _("还没有填写。办事和出具文书时要用。"), reverse("accounts:me"), order=1)


def of_the_registrar(request: HttpRequest) -> Iterable[Task]:
    if is_registrar(signed_in(request)):
        says = _("登记单位、任命账号管理员、登记专家、停用账号。")
        yield Task(_("单位和人员登记"), says, reverse("admin:index"), order=2)


def of_experts(request: HttpRequest) -> Iterable[Task]:
    expert = expert_of(signed_in(request))
    if expert is None:
        return
    if current_employments(expert).exists():
        says = _("抽取专家时按它回避。换了单位、有了兼职的，请马上登记。")
        yield Task(_("我的工作单位"), says, f"{reverse('accounts:me')}#employments", order=3)
        return
    says = _("还没有登记。抽取专家时按工作单位回避。")
    yield Task(_("登记工作单位"), says, reverse("accounts:add_employment"), order=3, count=1)


def of_members(request: HttpRequest) -> Iterable[Task]:
    held = open_memberships(signed_in(request)).select_related("organisation").order_by("organisation__name", "id")
    roles: dict[Organisation, set[str]] = {}
    for membership in held:
        roles.setdefault(membership.organisation, set()).add(membership.role)
    if len(roles) > MOST_NAMED:
        yield Task(_("我的单位"), _("看登记的内容和成员，管理成员。"), reverse("accounts:organisations"), order=80)
        return
    for organisation, own in roles.items():
        yield _task_at(organisation, manages=Role.ADMINISTRATOR in own)


def _task_at(organisation: Organisation, *, manages: bool) -> Task:
    url = reverse("accounts:organisation", args=[organisation.public_id])
    if manages:
        says = _("邀请成员、解除任职、重设第二重验证。")
        return Task(_("管理成员：{organisation}").format(organisation=organisation), says, url, order=4)
    if organisation.capacities & BUSINESS_CAPACITIES:
        return Task(str(organisation), _("看登记的内容、成员和网点。"), url, order=80)
    return Task(str(organisation), _("看登记的内容和成员。"), url, order=80)
