"""The forms of the sign-in pages: allauth's rules, our words and keyboards."""

import unicodedata
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import get_totp_secret
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanbao.accounts.signin.backends import user_with_address
from sanbao.accounts.signin.limits import CODE_DIGITS, RECOVERY_CODE_DIGITS
from sanbao.accounts.signin.messages import NO_SUCH_CODE, WRONG_RECOVERY_CODE, WRONG_SECOND_FACTOR
from sanbao.sms.mobile_numbers import NumberError, mobile_number

LONGEST_CODE = 40


class CodeField(forms.CharField):
    """Digits, also full-width or set apart by spaces; the keyboard of a phone shows digits and offers the code that came."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        super().__init__(max_length=LONGEST_CODE, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        plain = unicodedata.normalize("NFKC", super().to_python(value) or "")
        return "".join(sign for sign in plain if not sign.isspace() and sign != "-")


class MobileField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        # No maxlength: a number with spaces and +86 is longer than 11 signs.
        super().__init__(
            widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}), **kwargs
        )

    def clean(self, value: Any) -> str:
        try:
            return mobile_number(super().clean(value))
        except NumberError as error:
            raise ValidationError(error.args[0], code="phone") from None


class PhoneForm(forms.Form):
    phone = MobileField(
        label=_("手机号码"),
        help_text=_("中国内地手机号码。没有登录过的，第一次登录就会建立账号。"),
        error_messages={"required": _("请填写手机号码。")},
    )


class PhoneCodeForm(forms.Form):
    code = CodeField(label=_("短信里的6位数字"), error_messages={"required": _("请填写短信里的6位数字。")})


def _password(label: Any, *, new: bool = False, help_text: Any = "") -> forms.CharField:
    attrs = {"autocomplete": "new-password" if new else "current-password"}
    required = {"required": _("请填写密码。")}
    return forms.CharField(
        label=label, strip=False, widget=forms.PasswordInput(attrs=attrs), help_text=help_text, error_messages=required
    )


class PasswordForm(account.LoginForm):
    password = _password(_("密码"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"] = forms.CharField(
            label=_("用户名或者电子邮箱"),
            max_length=254,
            widget=forms.TextInput(attrs=attrs),
            error_messages={"required": _("请填写用户名或者电子邮箱。")},
        )
        self.order_fields(["login", "password"])


class ConfirmPasswordForm(account.ReauthenticateForm):
    password = _password(_("密码"))


class ForgottenPasswordForm(account.ResetPasswordForm):
    email = forms.EmailField(
        label=_("电子邮箱"),
        help_text=_("账号上登记的电子邮箱。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("请填写电子邮箱。"),
            "invalid": _("请填写完整的电子邮箱，例如name@example.com。"),
        },
    )

    def clean_email(self) -> str:
        """The mail goes to the address of the account, not to another way of writing it."""
        user = user_with_address(self.cleaned_data["email"])
        self.users = [user] if user and user.is_active else []
        return user.email if user else str(self.cleaned_data["email"])


class _TwiceForm(forms.Form):
    """A new password, asked for twice; the rules are the ones of the settings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.fields["password1"]
        first.label, first.help_text = _("新密码"), _("至少10个字符，不要用常见的密码，也不要和账号、姓名、邮箱相似。")
        second = self.fields["password2"]
        second.label = _("再输入一次新密码")
        for field in (first, second):
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = _("请填写新密码。")

    def clean(self) -> dict[str, Any]:
        cleaned = forms.Form.clean(self) or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("两次输入的新密码不一样，请重新输入。"))
        return cleaned


class NewPasswordForm(_TwiceForm, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(_TwiceForm, account.ChangePasswordForm):
    oldpassword = _password(_("现在的密码"))


class _EitherCodeForm(forms.Form):
    """A code of the authenticator or a recovery code; what was wrong is told by what it looked like."""

    code = CodeField(
        label=_("验证码"),
        help_text=_("验证器上的6位数字，或者一个恢复码。"),
        error_messages={"required": _("请填写验证码。")},
    )

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]  # of the form of allauth beside it
        except ValidationError as error:
            if error.code != "incorrect_code":
                raise
            raise ValidationError(_wrong(self.cleaned_data["code"]), code=error.code) from None


def _wrong(code: str) -> Any:
    told = {CODE_DIGITS: WRONG_SECOND_FACTOR, RECOVERY_CODE_DIGITS: WRONG_RECOVERY_CODE}
    return told.get(len(code), NO_SUCH_CODE) if code.isdecimal() else NO_SUCH_CODE


class SecondFactorForm(_EitherCodeForm, second_factor.AuthenticateForm):
    pass


class ConfirmSecondFactorForm(_EitherCodeForm, second_factor.ReauthenticateForm):
    pass


class SetUpForm(ActivateTOTPForm):
    code = CodeField(label=_("验证器上的6位数字"), error_messages={"required": _("请填写验证器上的6位数字。")})

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        # Not the parent's: it draws a new secret for every page, so a second tab would spoil the first.
        forms.Form.__init__(self, *args, **kwargs)
        self.user = user
        self.secret = get_totp_secret()
