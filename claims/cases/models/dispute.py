"""What a dispute leaves beside the claim: the screening, the questions, what came back of them, other routes."""

import json
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.cases.models.claim import Claim
from claims.cases.models.step import Step
from sanbao.accounts.models import User
from sanbao.accounts.names import check_name
from sanbao.ledger.models import AppendOnly


class NotAccepted(models.TextChoices):
    """Why a dispute body does not take a dispute."""

    NOT_COVERED = "not_covered", _("不适用三包规定")
    NOT_HOUSEHOLD = "not_household", _("车辆不是家用")
    NOT_THE_OWNER = "not_the_owner", _("提出的人现在不是车主")
    BEFORE_A_COURT = "before_a_court", _("法院或者仲裁机构已经受理或者已经处理")
    BEFORE_ANOTHER_BODY = "before_another_body", _("别的调解组织或者行政机关正在处理或者已经处理")
    TOO_OLD = "too_old", _("知道权益受损已经过了规定的年数")
    NO_DISPUTE_OF_FACT = "no_dispute_of_fact", _("没有影响结果的事实争议")
    NOT_ASKED_FIRST = "not_asked_first", _("还没有先向经营者提出")
    OTHER_PLACE = "other_place", _("不归本机构处理")
    NOT_REACHABLE = "not_reachable", _("联系不上提出的人，或者材料一直没有补齐")


class Screening(AppendOnly):
    """A clerk has looked whether the body takes the dispute that began with `step`. Once a dispute, and final."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="screenings")
    step = models.OneToOneField(Step, models.PROTECT, related_name="screening")
    accepted = models.BooleanField()
    reason = models.CharField(_("不受理的原因"), max_length=30, choices=NotAccepted.choices, blank=True)
    words = models.CharField(_("说明"), max_length=500, blank=True)
    screened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    screened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("争议审查")
        verbose_name_plural = _("争议审查")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(accepted=True, reason="") | Q(accepted=False) & ~Q(reason=""),
                name="not_accepted_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.accepted}"


class ConsultationOutcome(models.TextChoices):
    """How a consultation came back."""

    ANSWERED = "answered", _("有了意见")
    NO_PANEL = "no_panel", _("没有合适的技术咨询人员")
    NOT_ESTABLISHED = "not_established", _("按现有的材料和车况查不清")
    NO_ACCESS = "no_access", _("没有送车检查，或者没有交材料")
    LAPSED = "lapsed", _("期限内没有形成意见")
    CALLED_OFF = "called_off", _("双方不再需要意见")


class Consultation(models.Model):
    """Questions handed to technical consultants, and what came back: how findings and remedies stood before and after.

    `before`, `after`: outcomes as JSON, `{"remedies": {…}, "findings": {…}}`, with both sides' words as they were then.
    """

    Outcome = ConsultationOutcome

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="consultations")
    number = models.PositiveSmallIntegerField()
    handed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
    came_back_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=ConsultationOutcome.choices, blank=True)
    before = models.TextField()
    after = models.TextField(blank=True)

    class Meta:
        verbose_name = _("技术咨询")
        verbose_name_plural = _("技术咨询")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "number"], name="a_consultation_has_its_number"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(came_back_at=None), name="one_consultation_of_a_claim_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(came_back_at=None, outcome="", after="")
                | Q(came_back_at__isnull=False) & ~Q(outcome="") & ~Q(after=""),
                name="what_came_back_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.number}"


class QuestionState(models.TextChoices):
    OPEN = "open", _("还没有定")
    AGREED = "agreed", _("双方一致")
    ANSWERED = "answered", _("技术咨询人员有了意见")
    LEFT_OPEN = "left_open", _("没有查清")
    MOOT = "moot", _("不再影响结果")


class DisputeQuestion(models.Model):
    """A fact on which the outcome turns, with both values. `round`: the consultation it is for, counted from one.

    `asks`: `which_value`, or the engine's word for a fact left open, whose values are yes and no. Values are JSON.
    """

    State = QuestionState

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="questions")
    round = models.PositiveSmallIntegerField()
    fact = models.CharField(max_length=100)
    asks = models.CharField(max_length=40)
    consumer_value = models.TextField()
    business_value = models.TextField()
    state = models.CharField(max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN)
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("有争议的事实")
        verbose_name_plural = _("有争议的事实")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "round", "fact"], name="a_fact_is_asked_once_a_round"),
            models.CheckConstraint(
                condition=Q(state__in=[QuestionState.AGREED, QuestionState.ANSWERED]) & ~Q(answer="")
                | Q(state__in=[QuestionState.OPEN, QuestionState.LEFT_OPEN, QuestionState.MOOT], answer=""),
                name="answered_question_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.round} · {self.fact}"

    @property
    def answer_value(self) -> Any:
        return json.loads(self.answer) if self.answer else None


class OutsideRoute(models.Model):
    """A route outside this site that somebody has taken: beside the state, for a mediation runs while the claim goes on.

    `route`: a key of the law's routes. `begun_on`: when it was asked for there; `accepted_on`: when it was taken up.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="outside_routes")
    route = models.CharField(_("哪条途径"), max_length=40)
    body_name = models.CharField(_("机构名称"), max_length=200, validators=[check_name])
    number = models.CharField(_("对方给的编号"), max_length=60, blank=True)
    begun_on = models.DateField(_("提出的日期"))
    accepted_on = models.DateField(_("对方受理的日期"), null=True, blank=True)
    ended_on = models.DateField(_("结束的日期"), null=True, blank=True)
    result = models.CharField(_("结果"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    request_key = models.UUIDField()

    class Meta:
        verbose_name = _("别的途径")
        verbose_name_plural = _("别的途径")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "request_key"], name="a_route_is_recorded_once_a_request"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.route}"
