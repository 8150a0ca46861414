"""Money as sums that can be worked out again: use compensation, what is paid back, and what nobody asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sanbao.check.coefficient import percent
from sanbao.check.results.matter import Matter
from sanbao.check.results.writing import kilometres, yuan
from sanbao.law.assessment import UseCompensation
from sanbao.law.outcomes import MET, NOT_MET
from sanbao.law.regulations import surrounding_law

_NOTHING = Decimal(0)


@dataclass(frozen=True)
class MoneyRow:
    """A line of a sum; `sign` is +, − or ＝; `how` says how the amount comes about."""

    code: str
    sign: str
    name: str
    amount: Decimal
    written: str
    how: str = ""


@dataclass(frozen=True)
class MoneyTold:
    """The refund as a sum, what there is to say of use compensation, and hints."""

    rows: tuple[MoneyRow, ...]
    says: tuple[str, ...]
    hints: tuple[str, ...]
    cite: str


def money_told(matter: Matter) -> MoneyTold | None:
    """None when no car and no money is, or may be, given."""
    remedies = matter.assessment.remedies
    if matter.law is None or {remedies.vehicle_return.outcome, remedies.vehicle_replacement.outcome} == {NOT_MET}:
        return None
    compensation = matter.assessment.money.use_compensation
    rows = tuple(_refund(matter)) if matter.assessment.money.refund_yuan is not None else ()
    says = tuple(_says(matter, compensation, in_sum=bool(rows)))
    return MoneyTold(rows, says, tuple(_hints(matter)), _cite(matter))


def _refund(matter: Matter) -> Iterator[MoneyRow]:
    money, demand = matter.assessment.money, matter.facts.demand
    price = matter.facts.vehicle.price_yuan or _NOTHING
    yield _row("price", "", _("车价款（购车发票上的含税价）"), price)
    for loss in matter.law.compensated_losses if matter.law else ():
        amount = demand.losses_yuan.get(loss, _NOTHING) if demand else _NOTHING
        if amount:
            yield _row(loss, "+", loss_name(loss), amount)
    compensation = money.use_compensation
    if compensation.applies and compensation.yuan:
        yield _row("use_compensation", "−", _("使用补偿费"), compensation.yuan, _sum(matter, compensation))
    yield _row("refund", "＝", _("退车时销售者应当退给您"), money.refund_yuan or _NOTHING)


def _row(code: str, sign: str, name: str, amount: Decimal, how: str = "") -> MoneyRow:
    return MoneyRow(code, sign, name, amount, yuan(amount), how)


def loss_name(loss: str) -> str:
    return {
        "registration": _("车辆登记费"),
        "accessories_net": _("向销售者加装、装饰的费用（扣除折旧）"),
        "services": _("销售者收取的服务费"),
    }[loss]


def _sum(matter: Matter, compensation: UseCompensation) -> str:
    """186,800.00元×12,345公里÷1,000公里×0.5%"""
    return _("车价款{price}×里程{km}÷{distance}×系数{coefficient}").format(
        price=yuan(matter.facts.vehicle.price_yuan or _NOTHING),
        km=kilometres(compensation.mileage_km or 0),
        distance=kilometres(matter.law.compensation_distance_km if matter.law else 0),
        coefficient=percent(compensation.coefficient or _NOTHING),
    )


def _says(matter: Matter, compensation: UseCompensation, *, in_sum: bool) -> Iterator[str]:
    """What there is to say of use compensation beside the sum."""
    given = matter.assessment.remedies.vehicle_replacement.outcome == MET
    if compensation.applies is None:
        yield _("使用补偿费要不要付还不能确定，要看能不能免费换车或者退车。")
    elif not compensation.applies:
        if given:
            yield _("免费换车或者退车，您不用付使用补偿费。")
    elif compensation.coefficient == 0:
        yield _("使用补偿系数按零计算，您不用付使用补偿费。")
    elif compensation.yuan is None:
        yield _("换车或者退车时，您要付使用补偿费；车价款、里程、系数还不齐，数额算不出来。")
    elif not in_sum:
        yield _("换车或者退车时，您要付使用补偿费{amount}：{sum}。").format(
            amount=yuan(compensation.yuan), sum=_sum(matter, compensation)
        )
    else:
        yield _("换车的，您付给销售者使用补偿费{amount}。").format(amount=yuan(compensation.yuan))


def _hints(matter: Matter) -> Iterator[str]:
    """What the owner gets elsewhere, or would forget to ask for."""
    if matter.law is not None and matter.law.compensated_losses:
        yield _("登记费、向销售者加装装饰的费用（扣除折旧）、销售者收取的服务费，也可以一起要求赔偿，请带上票据。")
    if rate := _tax_reduction(matter):
        yield _(
            "车辆购置税不在这笔钱里：退车以后，您可以向税务机关申请退税；从缴税那天到申请那天，每满一年扣减已缴税款的{rate}。"
        ).format(rate=f"{rate:.0%}")
    yield _("保险费按保险合同向保险公司办理。")


def _tax_reduction(matter: Matter) -> Decimal | None:
    """None before the law in force today."""
    try:
        return Decimal(surrounding_law()["purchase_tax_reduction_per_year"].on(matter.today))
    except LookupError:
        return None


def _cite(matter: Matter) -> str:
    parameters = matter.governing.parameters
    keys = [
        "compensation_distance_km",
        *(["compensated_losses"] if matter.law and matter.law.compensated_losses else []),
    ]
    named = dict.fromkeys(matter.words.cited(matter.governing, parameters[key].citation) for key in keys)
    return _("依据：{citations}").format(citations=matter.page.CITATIONS_JOINED.join(named))
