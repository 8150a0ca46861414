"""Contexts the tests, the benchmarks and the looks begin with."""

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from documents.papers.deadline import DeadlineContext
from documents.papers.entitlement import EntitlementContext
from documents.papers.proof import Proof
from documents.papers.voucher import (
    ORDER_43,
    ORDER_150,
    Business,
    CapacityFade,
    PartGroup,
    PartName,
    VoucherContext,
    WearPart,
    standard_groups,
)
from sanbao.law import assess
from sanbao.law.facts import PeriodTerms
from sanbao.law.parsing import facts_from_json
from sanbao.law.parts import edition
from sanbao.law.sources import law_data_version

EXAMPLES = Path(__file__).resolve().parents[2] / "docs/examples"
MADE_AT = datetime(2024, 3, 1, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
SIGNED = "7kX2" * 60  # a QR code of the size that fields, a hash and a signature need
PROOF = Proof("7K3M-9Q2P", f"SB1:{SIGNED}", "https://sanbao.example/verify/")
TERMS = "生产者、销售者、修理者依照本凭证所列的规定承担修理、换车、退车的责任。承诺优于规定的，按承诺履行。"
OTHER = "首任车主的动力蓄电池、行驶驱动电机，包修96个月或者160,000公里，先到为准。"


def wear_parts(name: str) -> tuple[WearPart, ...]:
    """Every wear part of an edition, with periods as one maker prints them."""
    rows = edition(name).wear_parts.values()
    return tuple(WearPart(PartName(row.zh, row.en), PeriodTerms(3 if place % 3 else 12, 5_000 if place % 3 else 30_000))
                 for place, row in enumerate(rows))  # fmt: skip


def special_parts(name: str) -> tuple[PartName, ...]:
    standard = [PartName(row.zh, row.en) for row in edition(name).special_parts.values()]
    return (*standard, PartName("钥匙", "keys"), PartName("无钥匙启动和进入控制模块", "keyless module"))


def groups(name: str, energy: str) -> tuple[PartGroup, ...]:
    """The standard's table, and a shock absorber of the maker's own."""
    return tuple(
        replace(group, components=(*group.components, PartName("减震器", "shock absorber", extra=True)))
        if group.name.zh == "悬架系统"
        else group
        for group in standard_groups(name, energy)
    )


def voucher(**changes) -> VoucherContext:
    """A battery car sold under Order 43."""
    context = VoucherContext(
        number="SB-2024-0000421",
        vin="LSVPACLSBDK0S0421",
        produced_on=date(2024, 1, 18),
        invoiced_on=date(2024, 2, 20),
        handover_on=date(2024, 3, 1),
        proof=PROOF,
        regulation=ORDER_43,
        energy="bev",
        brand="星河",
        model="XH7000BEV",
        vehicle_type="纯电动轿车",
        producer=Business(
            name="星河汽车有限公司", address="上海市浦东新区世纪大道1号", postcode="200120", phone="400-800-0000"
        ),
        seller=Business(
            name="星河汽车浦东销售服务有限公司",
            address="上海市浦东新区杨高南路8号",
            postcode="200127",
            phone="021-50000000",
        ),
        repairers="拨打客服电话，或者打开生产者的网站，可以查询约定的修理者的名称、地址和电话。",
        terms=TERMS,
        repair_warranty=PeriodTerms(36, 100_000),
        three_guarantees=PeriodTerms(24, 50_000),
        use_compensation_coefficient=Decimal("0.005"),
        main_components=groups("2021", "bev"),
        wear_parts=wear_parts("2021"),
        special_parts=special_parts("2021"),
        capacity_fade=CapacityFade(
            repair_warranty_percent=Decimal(80),
            three_guarantees_percent=Decimal(85),
            method="按使用说明书所列的方法",
        ),
        other=OTHER,
    )
    return replace(context, **changes)


def voucher_150(**changes) -> VoucherContext:
    """A petrol car sold under Order 150."""
    return voucher(
        **{
            "number": "SB-2019-0000007",
            "vin": "LSVPACLSBKK000007",
            "produced_on": date(2019, 3, 4),
            "invoiced_on": date(2019, 5, 6),
            "handover_on": None,
            "regulation": ORDER_150,
            "energy": "ice",
            "model": "XH7150A",
            "vehicle_type": "轿车",
            "specification": "1.5L，手动挡，舒适型",
            "use_compensation_coefficient": Decimal("0.008"),
            "repair_warranty": PeriodTerms(36, 60_000),
            "main_components": groups("2013", "ice"),
            "wear_parts": wear_parts("2013"),
            "special_parts": special_parts("2013"),
            "capacity_fade": None,
            "other": "",
            **changes,
        }
    )


def entitlement(case: str = "gearbox", **changes) -> EntitlementContext:
    """The sheet of a case of docs/examples."""
    facts = facts_from_json(json.loads((EXAMPLES / f"{case}.json").read_text(encoding="utf-8")))
    context = EntitlementContext(
        number="QD-2024-0000012",
        facts=facts,
        assessment=assess(facts),
        law_data_version=law_data_version(),
        car="星河 XH7150A",
        vin_last6="0S0421",
        proof=PROOF,
    )
    return replace(context, **changes)


def deadline(**changes) -> DeadlineContext:
    """A reply that is due after a national holiday with make-up workdays."""
    context = DeadlineContext(
        number="QX-2024-0000003",
        duty="samr-43/reply",
        start=date(2024, 9, 24),
        begins_with="收到换车要求",
        subject="车辆识别代号后六位0S0421的换车要求",
        proof=PROOF,
    )
    return replace(context, **changes)
