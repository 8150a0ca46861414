"""Parts of a car for people who are no mechanics: the standard's list, by everyday words, and where there are several."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sanbao.law.parts import Edition, Part, edition
from sanbao.law.vocabulary import WEAR_PREFIX

# Everyday words that lead to an assembly or system, beside the names of the list itself.
EVERYDAY = {
    "engine": "发动机 马达 机油 烧机油 增压 异响 抖动 熄火 积碳 水温 engine oil stall",
    "gearbox": "变速箱 变速器 波箱 顿挫 换挡 挂挡 双离合 阀体 机电单元 gearbox transmission shift",
    "traction_battery": "电池 动力电池 电池包 续航 充电 起火 battery charging range",
    "drive_motor": "电机 电动机 驱动电机 电驱 motor",
    "steering_system": "方向盘 转向 助力 跑偏 方向机 steering wheel",
    "braking_system": "刹车 制动 刹不住 手刹 ABS 刹车片 brakes",
    "suspension_system": "减震 避震 悬挂 底盘 异响 shock absorber suspension",
    "driveline": "传动轴 半轴 差速器 底盘 driveshaft",
    "axle": "前桥 后桥 车桥 半轴 差速器 底盘 axle",
    "pollution_control_device": "尾气 排放 三元催化 颗粒 氧传感器 exhaust emission",
    "vehicle_body": "车身 车门 开裂 漏水 生锈 大梁 body door leak",
}
EVERYDAY_WEAR = {
    "wear_brake_lining": "刹车片 brake pad",
    "wear_battery_12v": "电瓶 蓄电池 打不着火 12V battery",
    "wear_tyre": "车胎 轮胎 鼓包 tire",
    "wear_wiper_blade": "雨刮 雨刷 wiper",
    "wear_bulb": "车灯 大灯 light",
    "wear_fuse_and_relay": "保险 继电器 fuse",
    "wear_clutch_disc": "离合器 clutch",
    "wear_air_filter": "空滤",
    "wear_oil_filter": "机滤",
    "wear_cabin_filter": "空调滤芯",
    "wear_spark_plug": "火嘴",
}
# Of these a car has more than one, so that the place tells them apart.
SEVERAL_GROUPS = ("drive_motor", "suspension_system", "braking_system", "driveline", "axle", "vehicle_body")
ONLY_ONE = ("brake_master_cylinder", "brake_booster", "brake_pedal_and_bracket", "body_skeleton")
SEVERAL_MORE = (
    "steering_tie_rod",
    "steering_knuckle",
    "wear_tyre",
    "wear_brake_lining",
    "wear_bulb",
    "wear_wiper_blade",
)
# What a drive does not have; the engine stays for a range extender.
NOT_IN = {
    "ice": ("traction_battery", "drive_motor"),
    "bev": ("engine",),
    "fcev": ("engine",),
}


@cache
def part(code: str) -> Part | None:
    """A group, main component or wear part of either edition, the later one first."""
    for name in ("2021", "2013"):
        table = edition(name)
        for parts in (table.groups, table.main_components, table.wear_parts):
            if code in parts:
                return parts[code]
    return None


def groups_of(table: Edition, energy: str | None) -> list[Part]:
    """The assemblies and systems of the list, and those the later list has beside them (an older car may be judged
    by both orders); what stands in place of another one is left out."""
    absent = NOT_IN.get(energy or "", ())
    known = {**table.groups}
    for code, group in edition("2021").groups.items():
        if code != "driveline" or "axle" not in known:
            known.setdefault(code, group)
    return [group for code, group in known.items() if code not in absent]


def components_of(table: Edition, group: str) -> list[Part]:
    return [component for component in table.main_components.values() if component.group == group]


def group_of(code: str) -> str | None:
    """The assembly or system of a main component, in either edition."""
    found = part(code)
    return found.group if found else None


def is_wear(code: str | None) -> bool:
    return code is not None and code.startswith(WEAR_PREFIX)


def has_several_places(code: str) -> bool:
    if code in ONLY_ONE:
        return False
    return code in SEVERAL_MORE or code in SEVERAL_GROUPS or group_of(code) in SEVERAL_GROUPS


def search(table: Edition, words: str, energy: str | None) -> list[Part]:
    """Parts whose name or everyday words hold every word asked for; a group stands before its components."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    absent = NOT_IN.get(energy or "", ())
    return [
        found
        for found, spoken in _spoken(table)
        if found.code not in absent and found.group not in absent and all(word in spoken for word in wanted)
    ]


def _spoken(table: Edition) -> Iterator[tuple[Part, str]]:
    for group in table.groups.values():
        yield group, f"{group.zh} {group.en} {EVERYDAY.get(group.code, '')}".casefold()
    for component in table.main_components.values():
        owner = table.groups[component.group or ""]
        yield component, f"{owner.zh} {component.zh} {component.en}".casefold()
    for wear in table.wear_parts.values():
        yield wear, f"{wear.zh} {wear.en} {EVERYDAY_WEAR.get(wear.code, '')}".casefold()


def shown(found: Part, lang: str) -> str:
    """The name as people read it, a component after its assembly or system."""
    own = name(found, lang)
    if found.group is None:
        return own
    owner = part(found.group)
    return f"{name(owner, lang)}{'：' if lang == 'zh' else ': '}{own}" if owner else own


def name(found: Part, lang: str) -> str:
    return found.en if lang == "en" else found.zh.replace("/", "或者")
