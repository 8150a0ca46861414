import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Right
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.filings.models import Energy, Kind, ModelLine
from claims.vehicles.vin import SHORTEST_TAIL, is_vin
from sanbao.accounts.models import Organisation
from sanbao.accounts.names import check_name

VIN_TAKEN = _("这辆车已经登记。")
NOT_A_VIN = _("车辆识别代号是17位大写字母和数字，没有字母I、O、Q。")


class Use(models.TextChoices):
    HOUSEHOLD = "household", _("家庭生活")
    COMMERCIAL = "commercial", _("营运")
    UNKNOWN = "unknown", _("还不清楚")


class BroughtBack(models.TextChoices):
    VEHICLE_RETURN = "vehicle_return", _("退车")
    VEHICLE_REPLACEMENT = "vehicle_replacement", _("换车")


def check_vin(value: str) -> None:
    if not is_vin(value):
        raise ValidationError(NOT_A_VIN, code="vin")


class Vehicle(models.Model):
    """A car. Its brand and model stand here as on the car; `model_line` is the filing they belong to, where it is known.

    `is_vin_confirmed`: the check digit does not come out, and somebody has looked at the car again. `plate` may change
    and is never a key. `is_stated_by_owner`: registered from the owner's papers, no seller has confirmed it.
    """

    Use = Use
    Kind = Kind
    Energy = Energy
    BroughtBack = BroughtBack

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vin = models.CharField(
        _("车辆识别代号"),
        max_length=17,
        unique=True,
        validators=[check_vin],
        error_messages={"unique": VIN_TAKEN},
    )
    # What people read out; equal on both databases, so one plain index serves every length from six to eight.
    vin_last6 = models.GeneratedField(
        expression=Right("vin", SHORTEST_TAIL), output_field=models.CharField(max_length=6), db_persist=True
    )
    is_vin_confirmed = models.BooleanField(default=False)
    model_line = models.ForeignKey(ModelLine, models.PROTECT, null=True, blank=True, related_name="vehicles")
    brand = models.CharField(_("品牌"), max_length=50, validators=[check_name])
    model = models.CharField(_("型号"), max_length=50, validators=[check_name])
    vehicle_type = models.CharField(_("车辆类型"), max_length=50, blank=True, validators=[check_name])
    specification = models.CharField(_("规格"), max_length=100, blank=True, validators=[check_name])
    kind = models.CharField(_("车辆种类"), max_length=20, choices=Kind.choices)
    energy = models.CharField(_("动力"), max_length=10, choices=Energy.choices)
    use = models.CharField(_("用途"), max_length=20, choices=Use.choices, default=Use.UNKNOWN)
    built_on = models.DateField(_("生产日期"), null=True, blank=True)
    plate = models.CharField(_("车牌号码"), max_length=10, blank=True)
    is_stated_by_owner = models.BooleanField(default=False)
    brought_back_on = models.DateField(_("换退日期"), null=True, blank=True)
    brought_back_by = models.CharField(max_length=20, choices=BroughtBack.choices, blank=True)
    registered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("车辆")
        verbose_name_plural = _("车辆")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["vin_last6"], name="vehicles_by_last_six"),
            models.Index(fields=["plate"], condition=~Q(plate=""), name="vehicles_by_plate"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="vehicle_has_a_known_kind"),
            models.CheckConstraint(condition=Q(energy__in=Energy.values), name="vehicle_has_a_known_energy"),
            models.CheckConstraint(condition=Q(use__in=Use.values), name="vehicle_has_a_known_use"),
            models.CheckConstraint(
                condition=Q(brought_back_on=None, brought_back_by="")
                | Q(brought_back_on__isnull=False, brought_back_by__in=BroughtBack.values),
                name="vehicle_brought_back_says_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}，{self.vin[-SHORTEST_TAIL:]}"

    def get_absolute_url(self) -> str:
        """Its page stands in an app above this one, where its visits and counters are known, too."""
        return reverse("garage:car", args=[self.public_id])

    @property
    def name(self) -> str:
        """Brand and model; a brand that the model repeats is said once."""
        return self.model if self.model.startswith(self.brand) else f"{self.brand} {self.model}"

    @property
    def ledger_subject(self) -> str:
        return f"vehicle/{self.public_id}"


class KnownVehicle(models.Model):
    """An outlet has sold or received this car: its people find it by less than the whole VIN."""

    outlet = models.ForeignKey(Organisation, models.PROTECT, related_name="known_vehicles")
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="known_to")
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vehicle", "outlet"], name="outlet_knows_a_vehicle_once"),
        ]

    def __str__(self) -> str:
        return f"{self.outlet} · {self.vehicle}"
