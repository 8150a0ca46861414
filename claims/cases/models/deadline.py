from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Duty, StartEvent
from claims.cases.models.claim import Claim


class Deadline(models.Model):
    """Until when a duty is due: counted once, kept with its start and where it stands written.

    `law`: the law's time limit (`samr-43/reply`); empty: a setting of the site, which is no statutory limit, with its
    `days`. `due_on` is None while the working days of a year are not published: then it is counted again once they are.
    """

    Duty = Duty

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="deadlines")
    duty = models.CharField(max_length=20, choices=Duty.choices)
    start_on = models.DateField()
    start_event = models.CharField(max_length=20, choices=StartEvent.choices)
    law = models.CharField(max_length=60, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("期限")
        verbose_name_plural = _("期限")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_on"], condition=models.Q(met_on=None), name="deadlines_not_met"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "duty"], name="a_duty_is_due_once"),
            models.CheckConstraint(
                condition=models.Q(law="", days__isnull=False) | (~models.Q(law="") & models.Q(days=None)),
                name="deadline_is_the_laws_or_a_setting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.duty}"

    @property
    def is_statutory(self) -> bool:
        return self.law != ""

    @property
    def is_agreed(self) -> bool:
        """The day that the two agreed on, which takes the place of the law's."""
        return self.start_event == StartEvent.AGREEMENT and self.duty != Duty.SIGN
