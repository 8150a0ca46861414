"""What a role is for, in one sentence, as it stands where the role is offered and where it is held."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.accounts.models import Organisation
from sanbao.accounts.roles import BUSINESS_CAPACITIES, Capacity, Duty, Role, duty_of

IN_BUSINESS: dict[Role, Promise] = {
    Role.OWNER: gettext_lazy("对本单位的业务负责：看全部业务，出具、作废文书。"),
    Role.ADVISER: gettext_lazy("接待车主，出具文书。"),
    Role.TECHNICIAN: gettext_lazy("修理车辆，看本单位的文书。"),
    Role.CLERK: gettext_lazy("办理本单位的业务，出具、作废文书。"),
    Role.AUDITOR: gettext_lazy("只看不办：核对业务和文书是不是按规定办的。"),
    Role.READER: gettext_lazy("只看不办：看本单位的业务和文书。"),
    Role.ADMINISTRATOR: gettext_lazy("只管账号：邀请成员、解除任职，不办理业务。"),
}
# Of a dispute body or an authority; what is not said here is as in business.
IN_OFFICE: dict[Role, Promise] = {
    Role.OWNER: gettext_lazy("对本单位的工作负责，看全部工作。"),
    Role.CLERK: gettext_lazy("办理本单位的工作。"),
    Role.AUDITOR: gettext_lazy("只看不办：核对工作是不是按规定办的。"),
    Role.READER: gettext_lazy("只看不办：看本单位的工作。"),
}
# What an authority can do here today, so that nobody looks for more.
IN_AUTHORITY: dict[Role, Promise] = {
    Role.CLERK: gettext_lazy("办理本单位的工作：现在可以核验文书、查厂家的备案；其他监督工作还在建设中。"),
    Role.AUDITOR: gettext_lazy("只看不办：现在可以核验文书、查厂家的备案。"),
    Role.READER: gettext_lazy("只看不办：现在可以核验文书、查厂家的备案。"),
}


def may_do(role: Role, organisation: Organisation) -> str:
    return str(_words_at(organisation.capacities)[role])


def _words_at(capacities: frozenset[Capacity]) -> dict[Role, Promise]:
    if capacities & BUSINESS_CAPACITIES:
        return IN_BUSINESS
    if Capacity.DISPUTE_BODY in capacities:
        return IN_BUSINESS | IN_OFFICE
    return IN_BUSINESS | IN_OFFICE | IN_AUTHORITY


def offered_as(role: Role, organisation: Organisation) -> str:
    """With what the role excludes, for whoever is about to offer it."""
    if duty_of(role) is Duty.BUSINESS:
        return may_do(role, organisation)
    return _("{may}在本单位已有别的角色的人不能担任。").format(may=may_do(role, organisation))
