from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models import Vehicle
from sanbao.accounts.models import Organisation, User
from sanbao.ledger.models import AppendOnly


class Look(AppendOnly):
    """A workshop has seen visits of other workshops. Who looked is kept; the owner is shown the workshop and the time."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="looks", verbose_name=_("车辆"))
    outlet = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("修理者"))
    looked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()
    visits_shown = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("查看记录")
        verbose_name_plural = _("查看记录")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["vehicle", "-looked_at"], name="looks_at_a_vehicle"),
            models.Index(fields=["outlet", "-looked_at"], name="looks_of_an_outlet"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(visits_shown__gte=1), name="a_look_saw_something"),
        ]

    def __str__(self) -> str:
        return f"{self.vehicle} · {self.outlet}"
