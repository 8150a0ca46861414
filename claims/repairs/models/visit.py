import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.vehicles.models import Ownership, Vehicle
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.names import check_name


class State(models.TextChoices):
    OPEN = "open", _("在修")
    FINISHED = "finished", _("修好，等待交车")
    CLOSED = "closed", _("已经交车")


class Source(models.TextChoices):
    """Who tells of the visit."""

    WORKSHOP = "workshop", _("修理者登记")
    OWNER = "owner", _("车主填写")
    IMPORT = "import", pgettext_lazy("source", "导入")


class Precision(models.TextChoices):
    MINUTE = "minute", _("到分钟")
    DAY = "day", _("只知道日期")


class InNetwork(models.TextChoices):
    """Whether a repairer was an appointed one, as the owner says who has stated the visit."""

    YES = "yes", _("生产者或者销售者约定的店")
    NO = "no", _("别的修理店")
    UNKNOWN = "unknown", _("不清楚")


class Mobility(models.TextChoices):
    """What the owner drives meanwhile, as the repair record has to say."""

    NOT_DUE = "not_due", _("没有提供，也不需要提供")
    LOANER = "loaner", _("提供了备用车")
    TRANSPORT = "transport", _("给予了交通补偿")
    AGREED_OTHERWISE = "agreed_otherwise", _("双方另有约定")
    REFUSED_BY_OWNER = "refused_by_owner", _("车主表示不需要")


class Visit(models.Model):
    """A car in a workshop. Once finished it is corrected by later entries alone: see `Correction` and `claims.repairs.told`.

    `received_at`: the repair was agreed; `diagnosis_began_at` counts where it is earlier. `finished_at`: repaired and
    the owner told. `complaint`: the owner's words, for him (`ownership`) and the workshop alone. `lock` counts saves.

    Of a visit that its owner has stated (`source`) no outlet has said anything: `outlet_name` is as he names it, and
    `stated_outlet` the one of the system that he means. `same_as`: the repairer's own entry of it, which counts instead;
    `told_apart`: keys of entries that are said to be other visits (`Sameness` has who said so).
    """

    State = State
    Source = Source
    Precision = Precision
    Mobility = Mobility
    InNetwork = InNetwork

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="visits", verbose_name=_("车辆"))
    number = models.PositiveSmallIntegerField()
    outlet = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("修理者")
    )
    outlet_name = models.CharField(_("修理者名称"), max_length=200, blank=True, validators=[check_name])
    stated_outlet = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    stated_network = models.CharField(max_length=10, choices=InNetwork.choices, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="stated_again")
    told_apart = models.JSONField(default=list, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    relied_on_at = models.DateTimeField(null=True, blank=True)
    order_number = models.CharField(_("工单号"), max_length=40, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.WORKSHOP)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.OPEN)
    ownership = models.ForeignKey(Ownership, models.PROTECT, null=True, blank=True, related_name="visits")
    plate = models.CharField(_("车牌号码"), max_length=10, blank=True)
    complaint = models.TextField(_("车主的话"), max_length=500, blank=True)
    received_at = models.DateTimeField(_("送修时间"))
    received_precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.MINUTE)
    diagnosis_began_at = models.DateTimeField(_("开始检查的时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("修好并通知车主的时间"), null=True, blank=True)
    finished_precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.MINUTE)
    picked_up_at = models.DateTimeField(_("交还车辆的时间"), null=True, blank=True)
    mileage_km = models.PositiveIntegerField(_("行驶里程"))
    inspection_result = models.TextField(_("检查结果"), max_length=500, blank=True)
    tow_fen = models.BigIntegerField(_("拖运费"), null=True, blank=True)
    mobility = models.CharField(_("备用车或者交通补偿"), max_length=20, choices=Mobility.choices, blank=True)
    mobility_words = models.CharField(_("说明"), max_length=200, blank=True)
    transport_fen = models.BigIntegerField(_("交通补偿金额"), null=True, blank=True)
    technician = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    request_key = models.UUIDField()
    lock = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("送修")
        verbose_name_plural = _("送修")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("vehicle"), F("received_at").desc(), name="visits_of_a_vehicle"),
            models.Index(F("outlet"), F("received_at").desc(), name="visits_of_an_outlet"),
            models.Index(fields=["outlet", "received_at"], condition=~Q(state="closed"), name="visits_not_closed"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vehicle", "number"], name="a_visit_has_its_number"),
            models.UniqueConstraint(fields=["opened_by", "request_key"], name="visit_once_a_request"),
            models.UniqueConstraint(
                fields=["outlet", "order_number"], condition=~Q(order_number=""), name="order_number_once_an_outlet"
            ),
            models.CheckConstraint(
                condition=Q(outlet__isnull=False, outlet_name="") | (Q(outlet=None) & ~Q(outlet_name="")),
                name="visit_is_at_one_place",
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, finished_at=None)
                | Q(state__in=[State.FINISHED, State.CLOSED], finished_at__isnull=False),
                name="visit_finished_says_when",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("received_at")), name="finished_after_received"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | Q(picked_up_at__isnull=False) | Q(source=Source.OWNER),
                name="visit_closed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.OWNER, outlet=None)
                | Q(stated_outlet=None, stated_network="", same_as=None, withdrawn_at=None, relied_on_at=None),
                name="what_an_owner_states_is_his",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vehicle} · {self.number}"

    def get_absolute_url(self) -> str:
        """What its owner has stated stands on a page above this app, where it is corrected, too."""
        page = "garage:stated_visit" if self.is_stated else "workshop:visit"
        return reverse(page, args=[self.public_id])

    @property
    def key(self) -> str:
        """As the facts of the law name it."""
        return f"R{self.number}"

    @property
    def ledger_subject(self) -> str:
        return f"visit/{self.public_id}"

    @property
    def is_stated(self) -> bool:
        """By the owner, from his papers."""
        return self.source == Source.OWNER

    @property
    def place(self) -> str:
        return self.outlet.name if self.outlet else self.outlet_name

    @property
    def began_at(self) -> datetime:
        """The repair was agreed or diagnosis began, whichever is earlier (contract: `received_at`)."""
        return min(filter(None, (self.received_at, self.diagnosis_began_at)))


class OddityCode(models.TextChoices):
    """What did not fit at an arrival. It is saved all the same, with what was said about it."""

    OVERLAP = "overlap", _("这辆车的另一次送修还没有结束，或者时间和这次重叠")
    LOWER_ODOMETER = "lower_odometer", _("里程比以前的读数低")
    UNKNOWN_SALE = "unknown_sale", _("没有这辆车的购车记录")
    OTHER_MAKE = "other_make", _("生产者没有约定本网点修理这个品牌的车")


class Oddity(models.Model):
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="oddities")
    code = models.CharField(max_length=20, choices=OddityCode.choices)
    words = models.CharField(_("说明"), max_length=200)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["visit", "code"], name="an_oddity_is_told_once"),
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())
