"""Forms of the admin: they ask the rules of the services beforehand, so that an error stands at its field."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanbao.accounts import credit_code
from sanbao.accounts.models import Invitation, Membership, Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.services.invitations import NOT_ONESELF
from sanbao.accounts.services.memberships import check_grant, check_role
from sanbao.accounts.services.organisations import check_parent

if TYPE_CHECKING:
    OrganisationBase = forms.ModelForm[Organisation]
    MembershipBase = forms.ModelForm[Membership]
    InvitationBase = forms.ModelForm[Invitation]
else:  # which takes no parameters when it runs
    OrganisationBase = MembershipBase = InvitationBase = forms.ModelForm


NOT_TO_ONESELF = _("不能给自己登记任职，请由另一位登记员登记。")


class OrganisationForm(OrganisationBase):
    credit_code = forms.CharField(max_length=40, label=_("统一社会信用代码"))

    class Meta:
        model = Organisation
        fields: ClassVar = [
            "name",
            "credit_code",
            "region",
            "parent",
            "is_producer",
            "is_seller",
            "is_repairer",
            "is_dispute_body",
            "is_market_regulator",
        ]

    def clean_credit_code(self) -> str:
        return credit_code.normalised(self.cleaned_data["credit_code"])

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's, not in the stubs
        try:
            check_parent(self.instance)
        except ValidationError as error:
            self.add_error(None, error)


def by_registrar(form: Any, registrar: User) -> Any:
    """The form class of one request: who asks, and the one role that he may give."""
    form.by = registrar
    if "role" in form.base_fields:
        form.base_fields["role"].choices = [(Role.ADMINISTRATOR.value, Role.ADMINISTRATOR.label)]
    return form


class MembershipForm(MembershipBase):
    by: User

    class Meta:
        model = Membership
        fields: ClassVar = ["user", "organisation", "role"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("user") == self.by:
            raise ValidationError({"user": NOT_TO_ONESELF})
        if {"user", "organisation", "role"} <= cleaned.keys():
            check_grant(user=cleaned["user"], organisation=cleaned["organisation"], role=Role(cleaned["role"]))
        return cleaned


class InvitationForm(InvitationBase):
    by: User
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Invitation
        fields: ClassVar = ["organisation", "role", "email"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if str(cleaned.get("email")).casefold() == self.by.email.casefold():
            raise ValidationError({"email": NOT_ONESELF})
        if {"organisation", "role"} <= cleaned.keys():
            check_role(cleaned["organisation"], Role(cleaned["role"]))
        return cleaned
