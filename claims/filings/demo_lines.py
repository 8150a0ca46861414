"""What the invented producers of the demonstration file: a dozen model lines, and who sells and repairs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sanbao.law.facts import PeriodTerms

CHENGYUE, QIYUAN, YANCHUAN = "91330100MADEM0001N", "91310115MADEM00029", "91610100MADEM0003Q"


@dataclass(frozen=True)
class Version:
    """`filed_on`: where it is not the first day of force. `changes` to what the law asks for at least."""

    in_force_from: date
    happened_on: date | None = None
    filed_on: date | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    extra: tuple[tuple[str, str], ...] = ()
    with_files: bool = True


@dataclass(frozen=True)
class Line:
    """`producer`: a credit code."""

    producer: str
    brand: str
    model: str
    vehicle_type: str
    specification: str
    energy: str
    versions: tuple[Version, ...]
    kind: str = "passenger_car"


@dataclass(frozen=True)
class Outlet:
    """`name` as it is registered; `address` and `phone` are invented like everything here."""

    producer: str
    name: str
    address: str
    postcode: str
    phone: str
    valid_from: date


_BETTER = {"repair_warranty": PeriodTerms(60, 100_000), "three_guarantees": PeriodTerms(36, 60_000)}
_OF_2020 = {"coefficient": Decimal("0.006"), "capacity_limits": None}

LINES = (
    Line(CHENGYUE, "澄岳", "CY7150H", "轿车", "1.5T 自动", "ice", (
        Version(date(2022, 3, 1)),
        Version(date(2025, 7, 1), filed_on=date(2025, 7, 11), changes=_BETTER | {"coefficient": Decimal("0.003")},
                extra=(("suspension_system", "减震器"), ("suspension_system", "稳定杆"))),
    )),
    Line(CHENGYUE, "澄岳", "CY7150H", "轿车", "1.5L 手动", "ice", (Version(date(2022, 3, 1)),)),
    Line(CHENGYUE, "澄岳", "CY6480P", "插电式混合动力多用途乘用车", "", "phev", (
        Version(date(2024, 1, 10), changes={"repair_warranty": PeriodTerms(72, 150_000)}),
    )),
    Line(CHENGYUE, "澄岳", "CY6460", "多用途乘用车", "2.0T 四驱", "ice", (
        Version(date(2019, 5, 6), changes=_OF_2020),
        Version(date(2022, 1, 1), happened_on=date(2022, 1, 1), filed_on=date(2022, 1, 18)),
    )),
    Line(CHENGYUE, "澄岳", "CY7180HEV", "混合动力轿车", "", "hev", (Version(date(2023, 9, 15)),)),
    Line(CHENGYUE, "澄岳", "CY1030", "皮卡车", "2.0T 柴油", "ice", (Version(date(2023, 2, 20)),), kind="pickup"),
    Line(QIYUAN, "栖原", "QY7000BEV", "纯电动轿车", "", "bev", (
        Version(date(2023, 4, 1)),
        Version(date(2026, 1, 1), happened_on=date(2025, 11, 3), filed_on=date(2025, 12, 15),
                changes=_BETTER | {"repair_warranty": PeriodTerms(72, 150_000), "coefficient": Decimal("0.002")}),
    )),
    Line(QIYUAN, "栖原", "QY6490BEV", "纯电动多用途乘用车", "长续航", "bev", (
        Version(date(2024, 8, 8), changes={"capacity_limits": None}, with_files=False),
    )),
    Line(QIYUAN, "栖原", "QY6500EREV", "增程式多用途乘用车", "六座", "erev", (
        Version(date(2025, 3, 18)),
        Version(date(2027, 1, 1), happened_on=date(2026, 11, 16), filed_on=date(2026, 11, 20), changes=_BETTER),
    )),
    Line(YANCHUAN, "砚川", "YC 350", "轿车", "进口 3.0T", "ice", (
        Version(date(2018, 6, 1), changes=_OF_2020 | {"coefficient": Decimal("0.008")}),
        Version(date(2022, 1, 1), filed_on=date(2022, 2, 14)),
    )),
    Line(YANCHUAN, "砚川", "YC e4", "纯电动多用途乘用车", "进口", "bev", (Version(date(2024, 5, 20)),)),
    Line(YANCHUAN, "砚川", "YC f2", "燃料电池轿车", "进口", "fcev", (Version(date(2025, 10, 13)),)),
)  # fmt: skip

OUTLETS = (
    Outlet(
        CHENGYUE, "澄岳汽车杭州西湖4S店", "浙江省杭州市西湖区演示路88号", "310013", "0571-50000000", date(2018, 1, 1)
    ),
    Outlet(
        CHENGYUE, "澄岳汽车南京玄武4S店", "江苏省南京市玄武区演示路16号", "210018", "025-50000000", date(2018, 1, 1)
    ),
    Outlet(CHENGYUE, "澄岳汽车成都武侯4S店", "四川省成都市武侯区演示路5号", "610041", "028-50000000", date(2019, 4, 1)),
    Outlet(QIYUAN, "栖原汽车上海浦东4S店", "上海市浦东新区演示路200号", "200120", "021-50000000", date(2022, 9, 1)),
    Outlet(
        QIYUAN, "栖原汽车广州天河交付中心", "广东省广州市天河区演示路9号", "510630", "020-50000000", date(2023, 1, 1)
    ),
    Outlet(
        QIYUAN, "栖原汽车武汉洪山服务中心", "湖北省武汉市洪山区演示路31号", "430070", "027-50000000", date(2023, 1, 1)
    ),
    Outlet(YANCHUAN, "砚川汽车西安雁塔4S店", "陕西省西安市雁塔区演示路7号", "710061", "029-50000000", date(2017, 3, 1)),
    Outlet(
        YANCHUAN,
        "砚川汽车哈尔滨南岗4S店",
        "黑龙江省哈尔滨市南岗区演示路12号",
        "150001",
        "0451-50000000",
        date(2020, 6, 1),
    ),
)
