import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanbao.accounts.models.organisation import Organisation
from sanbao.accounts.models.user import User
from sanbao.accounts.names import check_name

ONE_EMPLOYER = _("请填写工作单位，或者选择一个登记过的单位。")
ENDS_BEFORE_IT_BEGAN = _("结束日期不能早于开始日期。")
SAME_EMPLOYMENT = _("同一单位、同一开始日期的一段已经登记。")


class ExpertProfile(models.Model):
    """Says that a person is an expert (技术咨询人员), and since when."""

    user = models.OneToOneField(User, models.PROTECT, related_name="expert_profile", verbose_name=_("人员"))
    enrolled_on = models.DateField(_("入库日期"))

    class Meta:
        verbose_name = pgettext_lazy("one", "专家")
        verbose_name_plural = pgettext_lazy("many", "专家")

    def __str__(self) -> str:
        return str(self.user)


class Employment(models.Model):
    """Where an expert is or was employed: what a recusal later rests on. `ended_on` is the last day.

    What was corrected is kept: it names the employment that stands in its place.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    expert = models.ForeignKey(ExpertProfile, models.PROTECT, related_name="employments")
    employer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("工作单位")
    )
    employer_name = models.CharField(_("工作单位名称"), max_length=200, blank=True, validators=[check_name])
    started_on = models.DateField(_("开始日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="replaces"
    )

    class Meta:
        verbose_name = _("专家的工作单位")
        verbose_name_plural = _("专家的工作单位")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(employer=None) ^ Q(employer_name=""),
                name="employment_has_one_employer",
                violation_error_message=ONE_EMPLOYER,
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="employment_ends_after_it_began",
                violation_error_message=ENDS_BEFORE_IT_BEGAN,
            ),
            models.UniqueConstraint(
                fields=["expert", "employer", "started_on"],
                condition=Q(replaced_by=None),
                name="one_employment_a_known_employer_and_start",
                violation_error_message=SAME_EMPLOYMENT,
            ),
            models.UniqueConstraint(
                fields=["expert", "employer_name", "started_on"],
                condition=Q(employer=None, replaced_by=None),
                name="one_employment_a_named_employer_and_start",
                violation_error_message=SAME_EMPLOYMENT,
            ),
        ]

    def __str__(self) -> str:
        return self.employer.name if self.employer else self.employer_name
