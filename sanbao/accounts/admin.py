"""What the registrar sees: people (to read and to deactivate), organisations, memberships, invitations."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.accounts import services
from sanbao.accounts.access import signed_in
from sanbao.accounts.admin_forms import InvitationForm, MembershipForm, OrganisationForm, by_registrar
from sanbao.accounts.admin_site import ServiceAdmin
from sanbao.accounts.masking import masked_email, masked_phone
from sanbao.accounts.models import Invitation, Membership, Organisation, User
from sanbao.accounts.roles import Capacity, Role
from sanbao.accounts.services.organisations import Details
from sanbao.web.public_address import site_address


def _become(shown: Model, saved: Model) -> None:
    """The admin goes on with the object it made from its form; the service has saved one of its own."""
    shown.__dict__.update(saved.__dict__)


class NotChanged(ServiceAdmin):
    """Made once; what happens to it afterwards is an act of its own, not a change of its fields."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(NotChanged):
    """People come by invitation or by their phone; here they are found, deactivated and reactivated, and enrolled as experts."""

    list_display = ("name", "username", "phone_masked", "email_masked", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "username", "email")
    fields = (
        "name",
        "username",
        "phone_masked",
        "phone_verified",
        "email_masked",
        "is_active",
        "last_login",
        "date_joined",
    )
    ordering = ("id",)
    actions = ("deactivate", "reactivate", "reset_second_factor", "enrol")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("手机号码"))
    def phone_masked(self, person: User) -> str:
        return masked_phone(person.phone)

    @admin.display(description=_("电子邮箱"))
    def email_masked(self, person: User) -> str:
        return masked_email(person.email)

    @admin.action(description=_("停用所选人员，同时解除全部任职"))
    def deactivate(self, request: HttpRequest, people: QuerySet[User]) -> None:
        def deactivate_one(person: User) -> None:
            services.user_deactivate(user=person, by=signed_in(request), at=timezone.now())

        self.one_by_one(request, people, deactivate_one)

    @admin.action(description=_("恢复所选人员的账号，任职不恢复"))
    def reactivate(self, request: HttpRequest, people: QuerySet[User]) -> None:
        def reactivate_one(person: User) -> None:
            services.user_reactivate(user=person, by=signed_in(request), at=timezone.now())

        self.one_by_one(request, people, reactivate_one)

    @admin.action(description=_("重设所选人员的第二重验证"))
    def reset_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        def reset_one(person: User) -> None:
            services.second_factor_reset(person=person, by=signed_in(request), at=timezone.now())

        self.one_by_one(request, people, reset_one)

    @admin.action(description=_("把所选人员登记为专家"))
    def enrol(self, request: HttpRequest, people: QuerySet[User]) -> None:
        def enrol_one(person: User) -> None:
            services.expert_enrol(person=person, by=signed_in(request), at=timezone.now())

        self.one_by_one(request, people, enrol_one)


@admin.register(Organisation)
class OrganisationAdmin(ServiceAdmin):
    form = OrganisationForm
    list_display = ("name", "credit_code", "region", "parent")
    list_select_related = ("parent",)
    search_fields = ("name", "credit_code")
    raw_id_fields = ("parent",)
    ordering = ("id",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Afterwards only the name may change: another capacity or parent would be another organisation."""
        return [name for name in OrganisationForm.Meta.fields if name != "name"] if obj else []

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        by, at = signed_in(request), timezone.now()
        if change:
            current = Organisation.objects.get(pk=obj.pk)
            _become(obj, services.organisation_rename(organisation=current, name=obj.name, by=by, at=at))
            return
        details = Details(
            name=obj.name,
            capacities=[capacity for capacity in Capacity if form.cleaned_data[f"is_{capacity.value}"]],
            credit_code=obj.credit_code or "",
            region=obj.region,
            parent=obj.parent,
        )
        _become(obj, services.organisation_register(details=details, by=by, at=at))


@admin.register(Membership)
class MembershipAdmin(NotChanged):
    form = MembershipForm
    list_display = ("user", "organisation", "role", "joined_on", "left_on")
    list_select_related = ("user", "organisation")
    list_filter = ("role",)
    search_fields = ("user__name", "organisation__name")
    raw_id_fields = ("user", "organisation")
    ordering = ("-id",)
    actions = ("end",)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return by_registrar(super().get_form(request, *args, **kwargs), signed_in(request))

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        granted = services.membership_grant(
            user=obj.user, organisation=obj.organisation, role=Role(obj.role), by=signed_in(request), at=timezone.now()
        )
        _become(obj, granted)

    @admin.action(description=_("解除所选任职"))
    def end(self, request: HttpRequest, memberships: QuerySet[Membership]) -> None:
        def end_one(membership: Membership) -> None:
            services.membership_end(membership=membership, by=signed_in(request), at=timezone.now())

        self.one_by_one(request, memberships, end_one)


@admin.register(Invitation)
class InvitationAdmin(NotChanged):
    form = InvitationForm
    list_display = ("organisation", "role", "email_masked", "created_at", "expires_at", "accepted_at", "revoked_at")
    list_select_related = ("organisation",)
    raw_id_fields = ("organisation",)
    ordering = ("-id",)
    actions = ("resend", "revoke")

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return by_registrar(super().get_form(request, *args, **kwargs), signed_in(request))

    @admin.display(description=_("电子邮箱"))
    def email_masked(self, invitation: Invitation) -> str:
        return masked_email(invitation.email)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.list_display if obj else ("organisation", "role", "email", "key")

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        invitation = services.invitation_create(
            organisation=obj.organisation,
            role=Role(obj.role),
            email=obj.email,
            key=form.cleaned_data["key"],
            site=site_address(request),
            by=signed_in(request),
            at=timezone.now(),
        )
        _become(obj, invitation)
        self.message_user(request, gettext("邀请链接已发到%(email)s。") % {"email": masked_email(invitation.email)})

    @admin.action(description=_("再发一次所选邀请"))
    def resend(self, request: HttpRequest, invitations: QuerySet[Invitation]) -> None:
        def resend_one(invitation: Invitation) -> None:
            services.invitation_resend(
                invitation=invitation, site=site_address(request), by=signed_in(request), at=timezone.now()
            )

        self.one_by_one(request, invitations, resend_one)

    @admin.action(description=_("撤回所选邀请"))
    def revoke(self, request: HttpRequest, invitations: QuerySet[Invitation]) -> None:
        def revoke_one(invitation: Invitation) -> None:
            services.invitation_revoke(invitation=invitation, by=signed_in(request), at=timezone.now())

        self.one_by_one(request, invitations, revoke_one)
