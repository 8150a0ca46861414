"""Django's rules for passwords, in our words."""

from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("密码太短，至少要有{count}个字符。").format(count=self.min_length)

    def get_help_text(self) -> str:
        return _("至少{count}个字符。").format(count=self.min_length)


class NotCommon(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("这个密码太常见，容易被猜到，请换一个。")

    def get_help_text(self) -> str:
        return _("不要用常见的密码。")


class NotLikeTheAccount(UserAttributeSimilarityValidator):
    DEFAULT_USER_ATTRIBUTES = ("username", "name", "email", "phone")

    def validate(self, password: str, user: Any = None) -> None:
        try:
            super().validate(password, user)
        except ValidationError:
            raise ValidationError(self.get_error_message(), code="password_too_similar") from None

    def get_error_message(self) -> str:
        return _("密码和账号、姓名、邮箱或者手机号码太像，请换一个。")

    def get_help_text(self) -> str:
        return _("不要和账号、姓名、邮箱、手机号码相似。")
