import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.repairs.models.visit import Visit
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import Organisation, User


class VisitStatement(models.Model):
    """What an owner tells of a visit from its slip, answered page by page; once `stated_at` it stays as he said it.

    A correction is a later statement of the same visit, and the latest counts. `organisation`: the dispute body whose clerk
    wrote it down for him.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="visit_statements")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="statements")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()
    stated_at = models.DateTimeField(_("填写时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("车主填写的送修")
        verbose_name_plural = _("车主填写的送修")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["visit", "number"], name="a_visit_statement_has_its_number"),
            models.CheckConstraint(
                condition=Q(stated_at=None, number=None)
                | Q(stated_at__isnull=False, visit__isnull=False, number__isnull=False),
                name="a_stated_visit_is_a_visit",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_correction(self) -> bool:
        """Or was begun as one: the visit is there already."""
        return self.visit_id is not None


class Sameness(models.Model):
    """Somebody's answer: is the visit that the owner stated the same as that one of a repairer? The latest counts."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="samenesses")
    other = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    is_same = models.BooleanField()
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("是不是同一次送修")
        verbose_name_plural = _("是不是同一次送修")

    def __str__(self) -> str:
        return f"{self.visit} · {self.other}"
