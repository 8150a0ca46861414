from typing import ClassVar

from django.db import models

from claims.vehicles.models.sale import Sale


class HandoverDuty(models.Model):
    """One of the seller's duties at the handover, done; `duty` is its key in the law's data. What is not done has no row."""

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="duties")
    duty = models.CharField(max_length=40)
    done_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sale", "duty"], name="a_duty_is_done_once"),
        ]

    def __str__(self) -> str:
        return self.duty
