import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanbao.accounts.models import Organisation
from sanbao.accounts.names import check_name

ALREADY_FILED = _("这个生产者已经备案了同品牌、同型号、同规格的车型。")


class Kind(models.TextChoices):
    PASSENGER_CAR = "passenger_car", _("乘用车")
    PICKUP = "pickup", _("皮卡车")
    OTHER = "other", _("其他汽车")


class Energy(models.TextChoices):
    ICE = "ice", _("燃油")
    HEV = "hev", _("混合动力（不能外接充电）")
    PHEV = "phev", _("插电式混合动力")
    EREV = "erev", _("增程式")
    BEV = "bev", _("纯电动")
    FCEV = "fcev", _("燃料电池")


class ModelLine(models.Model):
    """A model of a producer as it is filed. Its identity never changes; its terms are in the versions."""

    Kind = Kind
    Energy = Energy

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    producer = models.ForeignKey(Organisation, models.PROTECT, related_name="model_lines", verbose_name=_("生产者"))
    brand = models.CharField(_("品牌"), max_length=50, validators=[check_name])
    model = models.CharField(_("型号"), max_length=50, validators=[check_name])
    vehicle_type = models.CharField(_("车辆类型"), max_length=50, validators=[check_name])
    specification = models.CharField(_("规格"), max_length=100, blank=True, validators=[check_name])
    kind = models.CharField(_("车辆种类"), max_length=20, choices=Kind.choices)
    energy = models.CharField(_("动力"), max_length=10, choices=Energy.choices)
    created_at = models.DateTimeField(_("首次备案时间"))

    class Meta:
        verbose_name = _("车型")
        verbose_name_plural = _("车型")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["producer", "brand", "model", "specification"],
                name="one_model_line_a_natural_key",
                violation_error_message=ALREADY_FILED,
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="model_line_has_a_known_kind"),
            models.CheckConstraint(condition=Q(energy__in=Energy.values), name="model_line_has_a_known_energy"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.brand, self.model, self.specification) if part)

    @property
    def ledger_subject(self) -> str:
        return f"model_line/{self.public_id}"
