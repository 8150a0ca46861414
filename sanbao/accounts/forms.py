import uuid

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from sanbao.accounts.models import Organisation, User
from sanbao.accounts.names import check_name
from sanbao.accounts.role_words import offered_as
from sanbao.accounts.roles import Role
from sanbao.web.forms import Hinted

PASSWORDS_DIFFER = _("两次填写的密码不一样，请重新填写。")


class PersonNameForm(forms.Form):
    name = forms.CharField(
        label=_("姓名"),
        max_length=100,
        validators=[check_name],
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("请填写姓名。")},
    )


class InvitationForm(forms.Form):
    role = forms.TypedChoiceField(
        label=_("担任什么角色"),
        coerce=Role,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一个角色。")},
    )
    email = forms.EmailField(
        label=_("对方的电子邮箱"),
        help_text=_("邀请链接只发到这个邮箱。"),
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("请填写对方的电子邮箱。"),
            "invalid": _("电子邮箱的写法不对，应当像zhang@example.cn这样。"),
        },
    )
    # One number a form: sent twice, it makes one invitation.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, organisation: Organisation, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        roles = self.fields["role"]
        assert isinstance(roles, forms.ChoiceField)  # noqa: S101  says to the type checker what stands above
        roles.choices = [
            (role.value, Hinted(role.label, offered_as(role, organisation))) for role in organisation.roles
        ]


class NewPersonForm(forms.Form):
    name = forms.CharField(
        label=_("您的姓名"),
        max_length=100,
        validators=[check_name],
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("请填写姓名。")},
    )
    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        help_text=_("登录时用，可以用汉字、字母、数字和@.+-_这几个符号。"),
        validators=[User.username_validator],
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("请填写用户名。")},
    )
    password = forms.CharField(
        label=_("密码"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("请填写密码。")},
    )
    password_again = forms.CharField(
        label=_("再填一次密码"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("请再填一次密码。")},
    )

    def clean_password_again(self) -> str:
        again: str = self.cleaned_data["password_again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(PASSWORDS_DIFFER, code="differ")
        return again


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """What a service refused, at the field that the form has for it, or else above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, faults in error.error_dict.items():
        form.add_error(field if field in form.fields and field != NON_FIELD_ERRORS else None, faults)
