import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.repairs.models.problem import QualityProblem
from claims.repairs.models.visit import Visit
from sanbao.accounts.names import check_name


class Work(models.TextChoices):
    REPAIR = "repair", _("修理")
    COMPONENT_REPLACEMENT = "component_replacement", _("更换零部件")
    ASSEMBLY_REPLACEMENT = "assembly_replacement", _("更换总成")
    SOFTWARE_UPDATE = "software_update", _("升级软件")
    INSPECTION_ONLY = "inspection_only", _("只做检查，没有发现问题")
    RECALL = "recall", _("召回")
    MAINTENANCE = "maintenance", _("保养")
    ACCIDENT = "accident", _("事故修理")
    NONE = "none", _("没有修理")


class Answer(models.TextChoices):
    YES = "yes", _("是")
    NO = "no", _("不是")
    DISPUTED = "disputed", _("有争议")
    UNKNOWN = "unknown", _("还没有查清")


class Resolved(models.TextChoices):
    YES = "yes", _("已经修好")
    NO = "no", _("没有修好")
    UNKNOWN = "unknown", _("还不清楚")


class Event(models.TextChoices):
    STEERING_FAILURE = "steering_failure", _("转向系统失效")
    BRAKING_FAILURE = "braking_failure", _("制动系统失效")
    BODY_CRACKING = "body_cracking", _("车身开裂")
    FUEL_LEAK = "fuel_leak", _("燃油泄漏")
    TRACTION_BATTERY_FIRE = "traction_battery_fire", _("动力蓄电池起火")


class Position(models.TextChoices):
    FRONT = "front", _("前部")
    REAR = "rear", _("后部")
    LEFT = "left", _("左侧")
    RIGHT = "right", _("右侧")
    FRONT_LEFT = "front_left", _("左前")
    FRONT_RIGHT = "front_right", _("右前")
    REAR_LEFT = "rear_left", _("左后")
    REAR_RIGHT = "rear_right", _("右后")


class Link(models.TextChoices):
    """Whether it is the same problem as at an earlier visit: the workshop says so, the owner agrees or contests."""

    NEW = "new", _("新的问题")
    PROPOSED = "proposed", _("和以前是同一问题，等待车主确认")
    AGREED = "agreed", _("和以前是同一问题，车主同意")
    CONTESTED = "contested", _("车主有异议")
    STATED = "stated", _("车主认为和以前是同一问题")


class Item(models.Model):
    """One thing that was wrong, with what is planned and, once the visit is finished, what was done.

    While the visit is open the law sees `planned_work`, afterwards `done_work`. `part_name`: a part that is on no list.
    `less_because`: why a repair that was planned and counted turned out to be none.
    """

    Work = Work
    Answer = Answer
    Resolved = Resolved
    Event = Event
    Position = Position
    Link = Link

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    problem = models.ForeignKey(QualityProblem, models.PROTECT, related_name="items", verbose_name=_("问题"))
    link = models.CharField(max_length=10, choices=Link.choices, default=Link.NEW)
    link_words = models.CharField(_("车主的意见"), max_length=200, blank=True)
    group = models.CharField(_("总成、系统"), max_length=40, blank=True)
    component = models.CharField(_("零部件"), max_length=60, blank=True)
    part_name = models.CharField(_("表上没有的零部件"), max_length=60, blank=True, validators=[check_name])
    position = models.CharField(_("位置"), max_length=20, choices=Position.choices, blank=True)
    symptom = models.CharField(_("现象"), max_length=200, blank=True)
    cause = models.CharField(_("原因"), max_length=200, blank=True)
    planned_work = models.CharField(_("打算怎样处理"), max_length=30, choices=Work.choices, default=Work.REPAIR)
    done_work = models.CharField(_("实际做了什么"), max_length=30, choices=Work.choices, blank=True)
    less_because = models.CharField(_("为什么没有修"), max_length=200, blank=True)
    old_part_number = models.CharField(_("换下的零部件编号"), max_length=60, blank=True)
    old_serial = models.CharField(_("换下的零部件序列号"), max_length=60, blank=True)
    new_part_number = models.CharField(_("换上的零部件编号"), max_length=60, blank=True)
    new_serial = models.CharField(_("换上的零部件序列号"), max_length=60, blank=True)
    labour_minutes = models.PositiveIntegerField(_("工时"), null=True, blank=True)
    labour_fen = models.BigIntegerField(_("工时费"), null=True, blank=True)
    material_fen = models.BigIntegerField(_("材料费"), null=True, blank=True)
    quality_problem = models.CharField(_("是不是质量问题"), max_length=10, choices=Answer.choices, default=Answer.YES)
    quality_reason = models.CharField(_("理由"), max_length=200, blank=True)
    serious_safety = models.CharField(
        _("是不是严重安全性能故障"), max_length=10, choices=Answer.choices, default=Answer.NO
    )
    event = models.CharField(_("有没有这样的情形"), max_length=30, choices=Event.choices, blank=True)
    event_established = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    main_component = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    needs_replacement = models.CharField(_("需不需要更换"), max_length=10, choices=Answer.choices, blank=True)
    resolved = models.CharField(_("修好没有"), max_length=10, choices=Resolved.choices, default=Resolved.UNKNOWN)

    class Meta:
        verbose_name = _("项目")
        verbose_name_plural = _("项目")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["visit", "number"], name="an_item_has_its_number"),
            models.CheckConstraint(condition=Q(planned_work__in=Work.values), name="item_plans_a_known_work"),
            models.CheckConstraint(condition=Q(done_work__in=["", *Work.values]), name="item_did_a_known_work"),
            models.CheckConstraint(
                condition=Q(quality_problem__in=Answer.values) & Q(serious_safety__in=Answer.values),
                name="item_has_known_answers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} · {self.number}"
