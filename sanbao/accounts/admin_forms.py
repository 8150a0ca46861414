"""Forms of the admin: they ask the rules of the services beforehand, so that an error stands at its field."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanbao.accounts import credit_code
from sanbao.accounts.models import Invitation, Membership, Organisation
from sanbao.accounts.roles import Role
from sanbao.accounts.services.memberships import check_grant, check_role
from sanbao.accounts.services.organisations import check_parent

if TYPE_CHECKING:
    OrganisationBase = forms.ModelForm[Organisation]
    MembershipBase = forms.ModelForm[Membership]
    InvitationBase = forms.ModelForm[Invitation]
else:  # which takes no parameters when it runs
    OrganisationBase = MembershipBase = InvitationBase = forms.ModelForm


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
            "is_regulator",
        ]

    def clean_credit_code(self) -> str:
        return credit_code.normalised(self.cleaned_data["credit_code"])

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's, not in the stubs
        try:
            check_parent(self.instance)
        except ValidationError as error:
            self.add_error(None, error)


class MembershipForm(MembershipBase):
    class Meta:
        model = Membership
        fields: ClassVar = ["user", "organisation", "role"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"user", "organisation", "role"} <= cleaned.keys():
            check_grant(user=cleaned["user"], organisation=cleaned["organisation"], role=Role(cleaned["role"]))
        return cleaned


class InvitationForm(InvitationBase):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Invitation
        fields: ClassVar = ["organisation", "role", "email"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"organisation", "role"} <= cleaned.keys():
            check_role(cleaned["organisation"], Role(cleaned["role"]))
        return cleaned
