import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models import Vehicle
from sanbao.accounts.names import check_name


class QualityProblem(models.Model):
    """A problem of a car: what is repaired under one key counts together (同一质量问题).

    `name` is the workshop's, technical, and goes with the car to its next owner; empty until the problem is located.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="problems", verbose_name=_("车辆"))
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("问题"), max_length=60, blank=True, validators=[check_name])

    class Meta:
        verbose_name = _("质量问题")
        verbose_name_plural = _("质量问题")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vehicle", "number"], name="a_problem_has_its_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="problems_count_from_one"),
        ]

    def __str__(self) -> str:
        return self.name or gettext("第{number}个问题").format(number=self.number)

    @property
    def key(self) -> str:
        """As the facts of the law name it."""
        return f"P{self.number}"
