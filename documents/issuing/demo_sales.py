"""Invented sales of the demonstration's organisations, from which papers can be issued before cars are registered.

Vouchers, and for the cars with trouble the entitlement sheet and the deadline sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from documents.issuing.bulk_reading import order_of
from documents.issuing.cars import subject_of
from documents.issuing.freezing import Order
from documents.issuing.register import Candidate
from documents.papers.deadline import DeadlineContext
from documents.papers.entitlement import EntitlementContext
from documents.papers.printing import DEADLINE, ENTITLEMENT, VOUCHER
from documents.papers.voucher import (
    ORDER_43,
    Business,
    CapacityFade,
    PartName,
    VoucherContext,
    WearPart,
    standard_groups,
)
from sanbao.accounts.models import Organisation, User
from sanbao.law import CaseFacts, assess
from sanbao.law.facts import Demand, Item, PeriodTerms, Vehicle, Visit, Voucher
from sanbao.law.parts import edition
from sanbao.law.regulations import regulation
from sanbao.law.sources import law_data_version

_EDITION = "2021"
_CHINA = ZoneInfo("Asia/Shanghai")
_TERMS = "生产者、销售者、修理者依照本凭证所列的规定承担修理、换车、退车的责任。承诺优于规定的，按承诺履行。"


@dataclass(frozen=True)
class Sale:
    """`seller` is a credit code, `buyer` a phone number of the demonstration; `troubles` are days since the handover."""

    vin: str
    brand: str
    model: str
    vehicle_type: str
    energy: str
    invoiced_on: date
    handover_on: date
    price_yuan: Decimal
    seller: str
    buyer: str
    troubles: tuple[int, ...] = ()

    @property
    def subject(self) -> str:
        return subject_of(self.vin)


SALES = (
    Sale("LDEMCY7B8TA001137", "澄岳", "CY7150H", "轿车", "ice", date(2026, 3, 5), date(2026, 3, 9),
         Decimal("126800.00"), "91330106MADEM01013", "+8619900000001", (20, 47, 88, 131, 190)),
    Sale("LDEMCY9E6TA002214", "澄岳", "CY6480P", "插电式混合动力多用途乘用车", "phev", date(2026, 9, 18), date(2026, 9, 20),
         Decimal("208600.00"), "91330106MADEM01013", "+8619900000002"),
    Sale("LDEMSY3E1TB000845", "栖原", "QY7000BEV", "纯电动轿车", "bev", date(2026, 10, 9), date(2026, 10, 12),
         Decimal("186800.00"), "91310115MADEM01045", "+8619900000003", (24,)),
)  # fmt: skip


def candidates(organisation: Organisation) -> Iterator[Candidate]:
    for sale in SALES:
        if sale.seller == organisation.credit_code:
            yield from _papers_of(sale, organisation)


def many(number: int, seller: Organisation) -> Iterator[Order]:
    """That many cars of one model, sold on the days of a month: what a month's end brings."""
    first = next(sale for sale in SALES if sale.seller == seller.credit_code)
    for place in range(number):
        day = first.handover_on + timedelta(days=place % 28)
        car = replace(first, vin=f"{first.vin[:11]}{500_000 + place:06d}", invoiced_on=day, handover_on=day)
        yield order_of(voucher(car, seller), seller)


def _papers_of(sale: Sale, seller: Organisation) -> Iterator[Candidate]:
    holder = User.objects.filter(phone=sale.buyer).first()
    car = gettext("%(model)s，车辆识别代号后六位%(last6)s") % {
        "model": f"{sale.brand} {sale.model}",
        "last6": sale.vin[-6:],
    }
    contexts: dict[str, object] = {VOUCHER: voucher(sale, seller)}
    if sale.troubles:
        contexts |= {ENTITLEMENT: entitlement(sale), DEADLINE: deadline(sale)}
    for kind, context in contexts.items():
        yield Candidate(f"{kind}-{sale.vin[-6:]}", kind, car, sale.subject, context, holder)


def voucher(sale: Sale, seller: Organisation) -> VoucherContext:
    law = regulation(ORDER_43).law_on(sale.invoiced_on)
    producer = seller.parent or seller
    return VoucherContext(
        number="",
        vin=sale.vin,
        produced_on=sale.invoiced_on - timedelta(days=40),
        invoiced_on=sale.invoiced_on,
        handover_on=sale.handover_on,
        regulation=ORDER_43,
        energy=sale.energy,
        brand=sale.brand,
        model=sale.model,
        vehicle_type=sale.vehicle_type,
        producer=Business(name=producer.name, address="演示省演示市演示路1号", postcode="310000", phone="400-800-0000"),
        seller=Business(name=seller.name, address="演示省演示市演示路88号", postcode="310013", phone="0571-50000000"),
        repairers="拨打客服电话，或者打开生产者的网站，可以查询约定的修理者的名称、地址和电话。",
        terms=_TERMS,
        repair_warranty=PeriodTerms(law.repair_warranty_months, law.repair_warranty_km),
        three_guarantees=PeriodTerms(law.three_guarantees_months, law.three_guarantees_km),
        use_compensation_coefficient=law.compensation_coefficient_max,
        main_components=standard_groups(_EDITION, sale.energy),
        wear_parts=_wear_parts(),
        special_parts=tuple(PartName(row.zh, row.en) for row in edition(_EDITION).special_parts.values()),
        capacity_fade=None if sale.energy == "ice" else _FADE,
    )


_FADE = CapacityFade(
    repair_warranty_percent=Decimal(80), three_guarantees_percent=Decimal(85), method="按使用说明书所列的方法"
)


def _wear_parts() -> tuple[WearPart, ...]:
    rows = edition(_EDITION).wear_parts.values()
    return tuple(WearPart(PartName(row.zh, row.en), PeriodTerms(6, 10_000)) for row in rows)


def entitlement(sale: Sale) -> EntitlementContext:
    facts = _facts(sale)
    return EntitlementContext(
        number="",
        facts=facts,
        assessment=assess(facts),
        law_data_version=law_data_version(),
        car=f"{sale.brand} {sale.model}",
        vin_last6=sale.vin[-6:],
        problem_names={"P1": "变速器换挡顿挫" if sale.energy == "ice" else "驱动电机异响"},
    )


def _facts(sale: Sale) -> CaseFacts:
    law = regulation(ORDER_43).law_on(sale.invoiced_on)
    last = sale.handover_on + timedelta(days=sale.troubles[-1])
    return CaseFacts(
        as_of=last + timedelta(days=6),
        vehicle=Vehicle(
            "passenger_car",
            sale.invoiced_on,
            energy=sale.energy,
            use="household",
            handover_on=sale.handover_on,
            price_yuan=sale.price_yuan,
        ),
        voucher=Voucher(
            PeriodTerms(law.repair_warranty_months, law.repair_warranty_km),
            PeriodTerms(law.three_guarantees_months, law.three_guarantees_km),
            law.compensation_coefficient_max,
        ),
        visits=tuple(_visit(sale, place, days) for place, days in enumerate(sale.troubles, 1)),
        demand=Demand(
            made_on=last + timedelta(days=5), mileage_km=2_000 + 1_000 * len(sale.troubles), wants="vehicle_return"
        ),
    )


def _visit(sale: Sale, place: int, days: int) -> Visit:
    morning = datetime.combine(sale.handover_on + timedelta(days=days), datetime.min.time(), _CHINA)
    trouble = Item(
        problem="P1",
        work="repair",
        group="gearbox" if sale.energy == "ice" else "drive_motor",
        quality_problem="yes",
        serious_safety="no",
    )
    return Visit(
        id=f"R{place}",
        repairer="network",
        received_at=morning + timedelta(hours=9),
        finished_at=morning + timedelta(hours=17),
        mileage_km=1_000 + 1_000 * place,
        items=(trouble,),
    )


def deadline(sale: Sale) -> DeadlineContext:
    demanded = sale.handover_on + timedelta(days=sale.troubles[-1] + 5)
    return DeadlineContext(
        number="",
        duty=f"{ORDER_43}/reply",
        start=demanded,
        begins_with="收到退车要求",
        subject=f"车辆识别代号后六位{sale.vin[-6:]}的退车要求",
    )
