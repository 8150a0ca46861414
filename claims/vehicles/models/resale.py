import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models.ownership import Ownership
from claims.vehicles.models.vehicle import Vehicle
from documents.issuing.models import Paper
from sanbao.accounts.models import Organisation, User


class Resale(models.Model):
    """A car that came back under the guarantees, sold again: inspected, and disclosed in writing (Order 43, article 33).

    What holds between the two is what they agree; `agreed` says it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="resales", verbose_name=_("车辆"))
    seller = models.ForeignKey(Organisation, models.PROTECT, related_name="resales", verbose_name=_("销售者"))
    ownership = models.OneToOneField(Ownership, models.PROTECT, null=True, blank=True, related_name="resale")
    buyer_name = models.CharField(_("买车人姓名"), max_length=100)
    buyer_phone = models.CharField(_("买车人手机号码"), max_length=20, blank=True)
    sold_on = models.DateField(_("销售日期"))
    price_fen = models.BigIntegerField(_("车价款"))
    inspected_on = models.DateField(_("检验合格日期"))
    inspected_by = models.CharField(_("检验单位"), max_length=100)
    reason = models.TextField(_("换退的原因"), max_length=500)
    agreed = models.TextField(_("约定的三包责任"), max_length=500)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    sold_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    request_key = models.UUIDField()

    class Meta:
        verbose_name = _("再次销售")
        verbose_name_plural = _("再次销售")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sold_by", "request_key"], name="resale_once_a_request"),
            models.CheckConstraint(condition=Q(price_fen__gt=0), name="resale_has_a_price"),
        ]

    def __str__(self) -> str:
        return f"{self.vehicle} · {self.sold_on}"
