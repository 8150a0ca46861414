import uuid
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanbao.accounts.credit_code import check_credit_code
from sanbao.accounts.names import check_name
from sanbao.accounts.roles import Capacity, Role, roles_for

NO_CAPACITY = _("请至少选择一种身份。")
BODY_IN_BUSINESS = _("争议处理机构和市场监督管理部门不能同时是生产者、销售者或者修理者。")
BODY_WITHOUT_REGION = _("争议处理机构和市场监督管理部门要填写行政区划代码。")
OUTLET_WITHOUT_TRADE = _("网点应当是销售者或者修理者，不能是生产者、争议处理机构或者市场监督管理部门。")
REGION_NOT_SIX_DIGITS = _("行政区划代码是6位数字。")

_BUSINESS = Q(is_producer=True) | Q(is_seller=True) | Q(is_repairer=True)
_BODY = Q(is_dispute_body=True) | Q(is_market_regulator=True)


class Organisation(models.Model):
    """A business, dispute body or authority; an outlet (网点) is an organisation of its own under its `parent`.

    A 4S shop is an outlet that sells and repairs. That no outlet has outlets is kept by a trigger of the database.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("名称"), max_length=200, validators=[check_name])
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, unique=True, null=True, blank=True, validators=[check_credit_code]
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="outlets", verbose_name=_("上级单位")
    )
    is_producer = models.BooleanField(_("生产者"), default=False)
    is_seller = models.BooleanField(_("销售者"), default=False)
    is_repairer = models.BooleanField(_("修理者"), default=False)
    is_dispute_body = models.BooleanField(_("争议处理机构"), default=False)
    is_market_regulator = models.BooleanField(_("市场监督管理部门"), default=False)
    # GB/T 2260: the area of a dispute body or market regulator; of a business, where it is.
    region = models.CharField(
        _("行政区划代码"), max_length=6, blank=True, validators=[RegexValidator(r"\A[0-9]{6}\Z", REGION_NOT_SIX_DIGITS)]
    )
    created_at = models.DateTimeField(_("登记时间"), default=timezone.now)

    class Meta:
        verbose_name = pgettext_lazy("one", "单位")
        verbose_name_plural = pgettext_lazy("many", "单位")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=_BUSINESS | _BODY, name="organisation_has_a_capacity", violation_error_message=NO_CAPACITY
            ),
            models.CheckConstraint(
                condition=~(_BUSINESS & _BODY), name="bodies_do_no_business", violation_error_message=BODY_IN_BUSINESS
            ),
            models.CheckConstraint(
                condition=~(_BODY & Q(region="")),
                name="bodies_have_a_region",
                violation_error_message=BODY_WITHOUT_REGION,
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | (Q(is_producer=False) & (Q(is_seller=True) | Q(is_repairer=True)) & ~_BODY),
                name="outlets_sell_or_repair",
                violation_error_message=OUTLET_WITHOUT_TRADE,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def capacities(self) -> frozenset[Capacity]:
        return frozenset(capacity for capacity in Capacity if getattr(self, f"is_{capacity.value}"))

    @property
    def capacity_labels(self) -> list[str]:
        return [str(capacity.label) for capacity in Capacity if capacity in self.capacities]

    @property
    def roles(self) -> list[Role]:
        return roles_for(self.capacities)

    @property
    def is_4s_shop(self) -> bool:
        return self.parent_id is not None and self.is_seller and self.is_repairer
