"""What the invented cars of the demonstration were in the workshop for; some are one step from a right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# Advisers of outlets that repair.
LIN, JIANG, GU, PENG, XIAO = "linxiao", "jiangbo", "gulan", "pengkai", "xiaoqing"
MA, GUAN = "majun", "guanxue"
WANG, ZHAO, DENG = "wangyan", "zhaolei", "dengfei"  # technicians


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
    serious_safety: str = ""
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
    Story("LDECY15H9SA013517", LIN, (
        Came(_on(2025, 11, 4), 4_150, "跑高速方向盘要往左拽着才走直", name="行驶跑偏", group="suspension_system", cause="前束不对"),
        Came(_on(2026, 2, 26, 10, 30), 7_900, "又跑偏了，松手就往右", again=1, group="suspension_system", cause="右前控制臂衬套松旷", hours=26),
        Came(_on(2026, 6, 15, 8, 50), 11_300, "还是跑偏，轮胎里面都磨秃了", again=1, group="suspension_system", component="suspension_control_arm", position="front_right", work="component_replacement", cause="右前控制臂变形", hours=49),
        Came(_on(2026, 10, 12, 13, 40), 15_020, "修了三次了，还往右跑", again=1, group="suspension_system", cause="副车架定位孔偏差，重新校正", hours=31),
    )),
    Story("LDECY15H1TA014226", JIANG, (
        Came(_on(2026, 5, 9, 17, 20), 3_300, "下坡踩刹车突然变硬，踩不下去", name="制动助力失效", group="braking_system", component="brake_booster", work="component_replacement", cause="真空助力器膜片破裂", serious_safety="yes", hours=44),
        Came(_on(2026, 9, 3), 6_180, "来做保养", work="maintenance", hours=2),
    )),
    Story("LDECY48P7SA015044", PENG, (
        Came(_on(2025, 8, 18), 5_400, "车里总有焦味，仪表报电驱故障", name="电驱故障", group="drive_motor", hours=24 * 11 - 4, cause="定子绕组绝缘下降", wait=("part_order", 8, 200)),
        Came(_on(2026, 3, 2, 11), 12_800, "又报电驱故障，限速走不快", again=1, group="drive_motor", component="drive_motor_stator", work="component_replacement", hours=24 * 10 - 6, cause="定子组件损坏"),
        Came(_on(2026, 9, 21, 9, 30), 19_650, "空调不出冷风，吹出来是热的", name="空调不制冷", hours=24 * 9 - 3, cause="电动压缩机漏液"),
    )),
    Story("LDECY48P6RA016390", LIN, (
        Came(_on(2024, 12, 3), 6_200, "尾门自己弹开", name="尾门误开", hours=5, work="software_update", cause="尾门控制程序错误"),
        Came(_on(2025, 7, 8), 14_000, "来做保养", work="maintenance", hours=2),
        Came(_on(2026, 11, 21, 16, 40), 33_900, "慢充插上去不充电", name="慢充故障", hours=None, technician=WANG, wait=("part_order", 5, None)),
    )),
    Story("LDECY46A3PA017458", JIANG, (
        Came(_on(2025, 10, 20), 9_700, "烧机油，两千公里要加一升", name="机油消耗过快", group="engine", component="engine_piston_ring", work="component_replacement", cause="活塞环积碳卡滞", hours=70),
        Came(_on(2026, 4, 13), 15_600, "还烧机油", again=1, group="engine", work="assembly_replacement", cause="气缸壁拉伤", hours=24 * 7, wait=("special_part_transport", 20, 90)),
    )),
    Story("LDECY18E8SA018113", LIN, (
        Came(_on(2026, 4, 2, 15), 8_300, "倒车时后面咔嗒一声", name="后桥异响", group="driveline", cause="半轴花键间隙大", hours=9),
    )),
    Story("LDECY10DXRB019027", PENG, (
        Came(_on(2025, 3, 11, 7, 50), 11_000, "冷车打不着火", name="冷启动困难", group="engine", cause="预热控制程序错误", work="software_update", hours=6),
        Came(_on(2025, 12, 22, 8), 24_700, "又打不着火，拖车拖来的", again=1, group="engine", cause="高压油泵磨损", hours=52, wait=("rescue_travel", 0, 3)),
    )),
    Story("LDPWY70B3TB004608", XIAO, (
        Came(_on(2026, 6, 1), 5_100, "电量还有两成就趴窝了", name="电量显示不准", group="traction_battery", cause="电芯压差过大", hours=30),
        Came(_on(2026, 8, 17, 10), 8_800, "又在路上没电了，显示还有一成半", again=1, group="traction_battery", component="traction_battery_cell", work="component_replacement", cause="两只电芯内阻超差", hours=24 * 6, wait=("traction_battery_transport", 20, 100)),
        Came(_on(2026, 11, 20, 9, 10), 12_450, "换了电芯还是掉电快", again=1, group="traction_battery", hours=None, technician=DENG),
    )),
    Story("LDPWY70B1TB005711", XIAO, (
        Came(_on(2026, 10, 30, 14), 9_950, "自驾路过，右后门锁不上", name="右后门锁不上", group="vehicle_body", position="rear_right", cause="锁扣偏位", hours=3),
    )),
    Story("LDPWY65E8SD006239", XIAO, (
        Came(_on(2026, 1, 6), 7_300, "增程器一启动整车都抖", name="增程器抖动", group="engine", cause="悬置螺栓松动", hours=8),
        Came(_on(2026, 5, 25), 12_900, "又抖，比上次还厉害", again=1, group="engine", component="engine_crankshaft", work="component_replacement", cause="曲轴动平衡超差", hours=24 * 5),
    )),
    Story("LDYYC3504RX011842", MA, (
        Came(_on(2025, 6, 9), 6_800, "高速上自己降挡", name="变速器自动降挡", group="gearbox", cause="油压传感器故障", hours=24 * 12 - 5, wait=("part_order", 10, 250)),
        Came(_on(2025, 12, 1), 13_200, "停车换倒挡要等好几秒", again=1, group="gearbox", component="gearbox_shaft", work="component_replacement", hours=24 * 10 - 5, cause="换挡轴磨损"),
        Came(_on(2026, 8, 3), 21_500, "后座安全带卡住", name="后座安全带卡滞", position="rear_left", hours=24 * 8 - 5, cause="卷收器损坏"),
    )),
    Story("LDYYCE4B8SX012075", GUAN, (
        Came(_on(2025, 12, 15), 10_900, "零下二十度充不进电", name="低温充电故障", group="traction_battery", cause="电池加热继电器粘连", hours=22),
        Came(_on(2026, 2, 9), 13_000, "又充不进电", again=1, group="traction_battery", done="inspection_only", less_because="室内、室外各试充一次都正常，没有再现", hours=30),
    )),
    Story("LDYYCF2HXSX013368", MA, (
        Came(_on(2026, 7, 14), 4_900, "仪表报氢气泄漏，其实没有味道", name="误报氢气泄漏", work="software_update", cause="浓度传感器标定错误", hours=10),
    )),
    Story("LDECY46A5LA020811", LIN, (
        Came(_on(2020, 9, 17), 3_600, "挂倒挡有撞击声", name="挂挡冲击", group="gearbox", hours=9),
        Came(_on(2021, 1, 21), 8_200, "挂挡还是撞一下", again=1, group="gearbox", hours=28),
        Came(_on(2021, 6, 3), 13_900, "撞得更响", again=1, group="gearbox", component="gearbox_internal_power_element", work="component_replacement", hours=50),
        Came(_on(2022, 3, 14), 24_100, "来做保养", work="maintenance", hours=3),
    )),
    Story("LDYYC3503LX014920", GUAN, (
        Came(_on(2021, 2, 1), 2_900, "天窗漏雪水", name="天窗漏水", group="vehicle_body", hours=26),
        Came(_on(2021, 7, 19), 7_700, "下大雨天窗又漏", again=1, group="vehicle_body", hours=48),
    )),
)  # fmt: skip

# What the pages need to show every state.
FEW = STORIES[:1]
