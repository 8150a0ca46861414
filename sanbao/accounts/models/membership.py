import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanbao.accounts.models.organisation import Organisation
from sanbao.accounts.models.user import User
from sanbao.accounts.roles import Role

ALREADY_HELD = _("这个人已经在这个单位担任这个角色。")


class Membership(models.Model):
    """One person in one role at one organisation, from a day until the day it is ended, which no longer counts.

    That nobody holds roles of two duties at one organisation at a time is kept by a trigger of the database.
    """

    Role = Role

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("人员"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships", verbose_name=_("单位"))
    role = models.CharField(_("角色"), max_length=20, choices=Role.choices)
    joined_on = models.DateField(_("开始日期"))
    left_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "任职")
        verbose_name_plural = pgettext_lazy("many", "任职")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(left_on=None),
                name="one_open_membership_a_role",
                violation_error_message=ALREADY_HELD,
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_has_a_known_role"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")), name="membership_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"
