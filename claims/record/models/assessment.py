from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models import Vehicle
from sanbao.ledger.models import AppendOnly


class LawData(AppendOnly):
    """A version of the law's data, and what each of its entries said, as digests: they tell what has changed since."""

    version = models.CharField(max_length=16, primary_key=True)
    entries = models.TextField()

    class Meta:
        verbose_name = _("法律数据的版本")
        verbose_name_plural = _("法律数据的版本")

    def __str__(self) -> str:
        return self.version


class StoredAssessment(AppendOnly):
    """What the law gave on facts as they stood, word for word: an act rests on it, and it can be computed again.

    `facts` and `answer` are JSON of the contract. `hash` is over the car, the facts and both versions.
    """

    hash = models.CharField(max_length=64, unique=True)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="assessments", verbose_name=_("车辆"))
    as_of = models.DateTimeField()
    facts = models.TextField()
    answer = models.TextField()
    law_data = models.ForeignKey(LawData, models.PROTECT, related_name="+")
    code_version = models.CharField(max_length=16)
    stored_at = models.DateTimeField()

    class Meta:
        verbose_name = _("保存的判断")
        verbose_name_plural = _("保存的判断")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["vehicle", "-stored_at"], name="assessments_of_a_vehicle"),
        ]

    def __str__(self) -> str:
        return self.hash

    @property
    def ledger_subject(self) -> str:
        return f"assessment/{self.hash}"


class Reliance(AppendOnly):
    """An act that rests on an assessment: what was done, to what, and when."""

    assessment = models.ForeignKey(StoredAssessment, models.PROTECT, related_name="reliances")
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=100, db_index=True)
    relied_at = models.DateTimeField()

    class Meta:
        verbose_name = _("以判断为依据的事")
        verbose_name_plural = _("以判断为依据的事")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "act", "subject"], name="an_act_rests_on_it_once"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"
