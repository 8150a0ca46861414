import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanbao.accounts.names import check_name

USERNAME_TAKEN = _("这个用户名已经有人用了，请换一个。")
EMAIL_TAKEN = _("这个电子邮箱已有账号。")


class User(AbstractUser):
    """A person: consumer, expert, or member of an organisation's staff.

    `public_id` is the opaque name under which the ledger and addresses know the person; `phone` is E.164.
    """

    first_name = None  # type: ignore[assignment]  # a Chinese name is one field
    last_name = None  # type: ignore[assignment]
    username = models.CharField(
        _("用户名"),
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": USERNAME_TAKEN},
    )
    is_active = models.BooleanField(_("可以登录"), default=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("姓名"), max_length=100, validators=[check_name])
    phone = models.CharField(_("手机号码"), max_length=20, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(_("手机号码已验证"), default=False)
    # In which messages are written to him: the last that he chose on the pages; empty: the site's own.
    language = models.CharField(max_length=10, blank=True, editable=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = pgettext_lazy("one", "人员")
        verbose_name_plural = pgettext_lazy("many", "人员")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="one_user_an_email", violation_error_message=EMAIL_TAKEN
            ),
            models.CheckConstraint(condition=Q(phone=None) | Q(phone__startswith="+"), name="phone_is_e164"),
            models.CheckConstraint(
                condition=Q(phone_verified=False) | Q(phone__isnull=False), name="only_a_phone_is_verified"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def has_password(self) -> bool:
        """Django takes an empty entry for a password; it matches none."""
        return self.password != "" and self.has_usable_password()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
