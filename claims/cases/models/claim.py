import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Channel, Duty, Kind, Remedy, State
from claims.cases.kinds import KINDS, KindOfClaim
from claims.cases.machine import LifeCycle
from claims.vehicles.models import Ownership, Vehicle
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.names import check_name

PERFORMANCE = (Duty.COMPLETE, Duty.CERTIFICATE, Duty.VOUCHER_REISSUE)


class Claim(LifeCycle):
    """三包请求. `number` is given when it is submitted. `lock` counts saves: a form that was shown before the last one is told so.

    `respondent`: the seller or repairer; who is not in the system stands in `respondent_name` and is asked by letter.
    `ownership`: whose car it is, with name and phone. `body`: the dispute body, once there is a dispute or a clerk enters
    the claim. `next_due_on`: the day by which somebody must act, for lists. `has_open_questions`, `is_contested`: records
    beside the state, kept here because guards read them.
    """

    State = State
    Kind = Kind
    Channel = Channel
    has_grounds: bool  # these two where it was read so (`claims.cases.seldom`)
    has_statements: bool

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("编号"), max_length=20, blank=True)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="claims", verbose_name=_("车辆"))
    kind = models.CharField(_("要求"), max_length=30, choices=Kind.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.ONLINE)
    ownership = models.ForeignKey(Ownership, models.PROTECT, related_name="claims", verbose_name=_("车主"))
    consumer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="claims")
    representative = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="claims_represented")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    respondent = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("被要求的经营者")
    )
    respondent_name = models.CharField(_("经营者名称"), max_length=200, blank=True, validators=[check_name])
    respondent_address = models.CharField(_("经营者地址"), max_length=200, blank=True)
    respondent_phone = models.CharField(_("经营者电话"), max_length=40, blank=True)
    is_respondent_gone = models.BooleanField(_("经营者已经不存在"), default=False)
    body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims_handled",
        verbose_name=_("争议处理机构"),
    )
    is_priority = models.BooleanField(_("涉及安全，优先处理"), default=False)
    remedy = models.CharField(_("答应的办法"), max_length=30, choices=Remedy.choices, blank=True)
    has_open_questions = models.BooleanField(default=False)
    is_contested = models.BooleanField(default=False)
    next_due_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    last_step_at = models.DateTimeField()
    request_key = models.UUIDField()
    lock = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("三包请求")
        verbose_name_plural = _("三包请求")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("respondent"), F("state"), F("next_due_on"), F("id"), name="claims_of_a_respondent"),
            models.Index(F("body"), F("state"), F("next_due_on"), F("id"), name="claims_of_a_body"),
            models.Index(F("consumer"), F("opened_at").desc(), name="claims_of_a_consumer"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entered_by", "request_key"], name="claim_once_a_request"),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="claim_numbers_differ"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="claim_has_a_known_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="claim_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.WITHDRAWN]) | Q(submitted_at__isnull=False) & ~Q(number=""),
                name="submitted_claim_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.WITHDRAWN, State.CLOSED], closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state__in=[State.WITHDRAWN, State.CLOSED]) & Q(closed_at=None, outcome=""),
                name="ended_claim_says_how",
            ),
            models.CheckConstraint(
                condition=Q(respondent=None) | Q(respondent_name=""), name="respondent_is_known_or_named"
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("cases:claim", args=[self.public_id])

    @property
    def ledger_subject(self) -> str:
        return f"claim/{self.public_id}"

    @property
    def about(self) -> KindOfClaim:
        return KINDS[self.kind]

    @property
    def respondent_called(self) -> str:
        return self.respondent.name if self.respondent else self.respondent_name

    @property
    def is_complete(self) -> bool:
        """Enough to be asked: of somebody, by who owns the car now. Papers that are missing are no obstacle."""
        is_asked_of_somebody = self.respondent_id is not None or bool(self.respondent_name)
        return is_asked_of_somebody and self.ownership.until is None and hasattr(self, "demand")

    def is_overdue(self, duty: str, moment: datetime) -> bool:
        """From the first day after the last one, whoever has noticed. A day that is not yet known is never over."""
        day = timezone.localdate(moment)
        return self.deadlines.filter(duty=duty, met_on=None, due_on__lt=day).exists()

    def is_performance_late(self, moment: datetime) -> bool:
        day = timezone.localdate(moment)
        return self.deadlines.filter(duty__in=PERFORMANCE, met_on=None, due_on__lt=day).exists()


class ClaimNumber(models.Model):
    """The last number of a year, under whose lock the next one is taken."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
