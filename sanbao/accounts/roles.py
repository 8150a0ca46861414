"""What an organisation may be, which roles it may give, and which roles one person may not hold together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Capacity(models.TextChoices):
    PRODUCER = "producer", _("生产者")
    SELLER = "seller", _("销售者")
    REPAIRER = "repairer", _("修理者")
    DISPUTE_BODY = "dispute_body", _("争议处理机构")
    MARKET_REGULATOR = "market_regulator", _("市场监督管理部门")


class Role(models.TextChoices):
    OWNER = "owner", _("负责人")
    ADVISER = "adviser", _("服务顾问")
    TECHNICIAN = "technician", _("技师")
    CLERK = "clerk", _("经办人")
    AUDITOR = "auditor", _("审计员")
    READER = "reader", _("查阅人")
    ADMINISTRATOR = "administrator", _("账号管理员")


class Duty(models.TextChoices):
    """Who manages accounts does not act with them, and who examines does neither."""

    ACCOUNTS = "accounts", _("管理账号")
    AUDIT = "audit", _("审计")
    BUSINESS = "business", _("办理业务")


BUSINESS_CAPACITIES = frozenset({Capacity.PRODUCER, Capacity.SELLER, Capacity.REPAIRER})

_EVERYWHERE = frozenset({Role.CLERK, Role.AUDITOR, Role.READER, Role.ADMINISTRATOR})
ROLES_OF: dict[Capacity, frozenset[Role]] = {
    Capacity.PRODUCER: _EVERYWHERE | {Role.OWNER},
    Capacity.SELLER: _EVERYWHERE | {Role.OWNER, Role.ADVISER},
    Capacity.REPAIRER: _EVERYWHERE | {Role.OWNER, Role.ADVISER, Role.TECHNICIAN},
    Capacity.DISPUTE_BODY: _EVERYWHERE | {Role.OWNER},
    Capacity.MARKET_REGULATOR: _EVERYWHERE,
}

# A reader sees the business, so he counts with those who do it.
_APART = {Role.ADMINISTRATOR: Duty.ACCOUNTS, Role.AUDITOR: Duty.AUDIT}


def duty_of(role: Role) -> Duty:
    return _APART.get(role, Duty.BUSINESS)


def roles_for(capacities: frozenset[Capacity]) -> list[Role]:
    """In the order in which the roles are declared."""
    given = frozenset[Role]().union(*(ROLES_OF[capacity] for capacity in capacities))
    return [role for role in Role if role in given]
