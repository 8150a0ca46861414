"""What the invented cars of the demonstration were in the workshop for; some are one step from a right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LIN, JIANG, GU, PENG = "linxiao", "jiangbo", "gulan", "pengkai"  # advisers of outlets that repair
WANG, ZHAO = "wangyan", "zhaolei"  # technicians


@dataclass(frozen=True)
class Came:
    """`hours` in the shop; none: it is there still; `is_fetched`: the record is signed and the visit closed. `again`: the number of the earlier problem it is again."""

    at: datetime
    km: int
    complaint: str
    name: str = ""
    again: int = 0
    hours: float | None = 8
    work: str = "repair"
    done: str = ""
    less_because: str = ""
    group: str = ""
    component: str = ""
    position: str = ""
    cause: str = ""
    wait: tuple[str, float, float | None] | None = None
    technician: str = ""
    is_fetched: bool = True


@dataclass(frozen=True)
class Story:
    vin: str
    adviser: str
    visits: tuple[Came, ...]


def _on(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001  made aware where it is used


STORIES = (
    Story("LDECY15H6TA001133", LIN, (
        Came(_on(2026, 3, 29), 820, "低速起步一顿一顿的，坐着难受", cause="控制程序换挡点不当", work="software_update", name="变速器顿挫", group="gearbox"),
        Came(_on(2026, 4, 25, 14, 10), 2310, "还是顿，从一挡到二挡最明显", cause="阀体磨损", hours=53, again=1, group="gearbox"),
        Came(_on(2026, 6, 5, 8, 40), 4120, "顿挫又来了", component="gearbox_bearing", work="component_replacement", cause="输入轴轴承磨损", hours=74, again=1, group="gearbox"),
        Came(_on(2026, 9, 15, 10), 8875, "换了轴承好了两个月，现在又顿", cause="离合器片间隙过大", hours=50, again=1, group="gearbox"),
        Came(_on(2026, 11, 20, 9, 20), 11_640, "和以前一样，起步就顿", hours=None, technician=WANG, again=1, group="gearbox"),
    )),
    Story("LDECY48PXTA002211", LIN, (
        Came(_on(2026, 10, 8), 1450, "充电充到八成就停", name="充电中断", group="traction_battery", cause="充电控制程序错误", work="software_update"),
        Came(_on(2026, 11, 17, 10, 30), 2960, "又充不满，仪表报动力电池故障", again=1, group="traction_battery", component="traction_battery_cell", work="component_replacement", hours=None, wait=("traction_battery_transport", 26, None), technician=WANG),
    )),
    Story("LDECY15H6SA002040", LIN, (
        Came(_on(2025, 9, 3), 3200, "发动机有异响", name="发动机异响", group="engine", hours=24 * 11 - 5, cause="正时链条张紧器卡滞"),
        Came(_on(2026, 1, 12), 8800, "冷车响得厉害", again=1, group="engine", hours=24 * 10, cause="凸轮轴磨损", component="engine_camshaft", work="component_replacement"),
        Came(_on(2026, 6, 18), 15_400, "又响了，加速没劲", again=1, group="engine", hours=24 * 8, wait=("special_part_transport", 24, 60), cause="气门间隙不当"),
        Came(_on(2026, 11, 21, 15), 19_900, "左前轮咯噔咯噔响", name="左前轮异响", hours=None, group="suspension_system"),
    )),
    Story("LDPWY70B4TB000843", GU, (
        Came(_on(2026, 11, 5, 13, 20), 1490, "踩电门时后面有尖叫声", name="后电机异响", group="drive_motor", position="rear", cause="轴承缺油", hours=28),
        Came(_on(2026, 11, 20, 16), 2100, "后面还是尖叫", again=1, group="drive_motor", component="drive_motor_bearing", position="rear", work="component_replacement", hours=None, technician=ZHAO),
    )),
    Story("LDECY46A8KA006075", LIN, (
        Came(_on(2019, 12, 2), 4800, "四驱灯亮", name="四驱系统故障灯亮", hours=6),
        Came(_on(2020, 3, 19), 9100, "四驱灯又亮", again=1, hours=30),
        Came(_on(2020, 7, 8), 14_600, "四驱灯亮，转弯发涩", again=1, hours=50),
        Came(_on(2020, 11, 30), 20_300, "四驱灯亮", again=1, hours=27),
        Came(_on(2021, 4, 12), 26_900, "四驱灯亮", again=1, hours=9),
        Came(_on(2026, 11, 19, 11), 88_200, "来做保养", work="maintenance", hours=3),
    )),
    Story("LDECY15H0NA003317", JIANG, (
        Came(_on(2023, 2, 6), 9900, "刹车时方向盘抖", name="制动抖动", group="braking_system", done="inspection_only", less_because="试车三次没有再现，制动盘厚薄差在规定以内", hours=5),
        Came(_on(2026, 11, 21, 9, 30), 61_000, "空调不凉", name="空调不制冷", hours=20, is_fetched=False),
    )),
    Story("LDECY46A6NC008299", PENG, (
        Came(_on(2026, 11, 16, 8, 30), 47_800, "转向沉，偶尔打不动", name="转向沉重", group="steering_system", hours=None),
    )),
    Story("LDPWY70B1SB002337", GU, (
        Came(_on(2026, 8, 10), 12_700, "中控屏黑屏", name="中控屏黑屏", work="software_update", hours=2),
    )),
)  # fmt: skip

# What the pages need to show every state.
FEW = STORIES[:1]
