import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models.vehicle import Vehicle
from sanbao.accounts.models import Organisation, User


class CarStatement(models.Model):
    """What an owner tells of his car from its papers, answered page by page; once `stated_at` it stays as he said it.

    A correction is a later statement, and the latest counts. `organisation`: the dispute body whose clerk wrote it down for
    him. `relied_on_at`: a claim rests on it, so it is changed no more.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, null=True, blank=True, related_name="statements")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()
    stated_at = models.DateTimeField(_("填写时间"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    relied_on_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("车主填写的车辆")
        verbose_name_plural = _("车主填写的车辆")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vehicle", "number"], name="a_car_statement_has_its_number"),
            models.CheckConstraint(
                condition=Q(stated_at=None, number=None)
                | Q(stated_at__isnull=False, vehicle__isnull=False, number__isnull=False),
                name="a_stated_car_is_a_car",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_correction(self) -> bool:
        """Or was begun as one: the car is there already."""
        return self.vehicle_id is not None
