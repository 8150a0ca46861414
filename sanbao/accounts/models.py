"""People, organisations, and who acts for which organisation in which role."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person: consumer, expert, or member of an organisation's staff.

    `public_id` is the opaque name under which the ledger and addresses know the person; `phone` is E.164.
    """

    first_name = None  # type: ignore[assignment]  # a Chinese name is one field
    last_name = None  # type: ignore[assignment]
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("姓名"), max_length=100)
    phone = models.CharField(_("手机号码"), max_length=20, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Organisation(models.Model):
    """A business, dispute body or authority; an outlet (网点) is an organisation of its own under its `parent`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("名称"), max_length=200)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True, null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="outlets")
    is_producer = models.BooleanField(_("生产者"), default=False)
    is_seller = models.BooleanField(_("销售者"), default=False)
    is_repairer = models.BooleanField(_("修理者"), default=False)
    is_dispute_body = models.BooleanField(_("争议处理机构"), default=False)
    is_regulator = models.BooleanField(_("市场监督管理部门"), default=False)
    region = models.CharField(
        _("行政区划代码"), max_length=6, blank=True
    )  # GB/T 2260, of dispute bodies and regulators
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one role at one organisation, from a day until a day."""

    class Role(models.TextChoices):
        OWNER = "owner", _("负责人")
        ADVISER = "adviser", _("服务顾问")
        TECHNICIAN = "technician", _("技师")
        CLERK = "clerk", _("经办人")
        AUDITOR = "auditor", _("审计员")
        READER = "reader", _("查阅人")
        ADMINISTRATOR = "administrator", _("账号管理员")

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"
