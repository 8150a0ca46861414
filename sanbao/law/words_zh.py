"""The product's Chinese: what a service adviser would read aloud (docs/wording.md).

Tables of templates by code; `sanbao.law.sentences` fills them. Numbers of the assessment stand in Arabic figures,
articles and numbers of the law itself in Chinese ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sanbao.law.parts import Part
from sanbao.law.regulations import Citation, Regulation

SENTENCES = {
    "met": "您可以要求{wanted}：{reasons}{closing}（{citation}）。",
    "not_met": "现在不能要求{wanted}：{reasons}{closing}（{citation}）。",
    "not_met_yet": "现在还不能要求{wanted}：{reasons}{change}（{citation}）。",
    "undetermined": "能不能要求{wanted}，要看{questions}{reasons}{deciding}（{citation}）。",
}
OR = "，或者"
CHANGE = "；{change}"
COUNTED = "；{reasons}"
QUESTIONS_JOINED = "，"
LAST_QUESTION_JOINED = "，以及"

WANTED = {
    "repair": "免费修理",
    "assembly_replacement": "免费更换总成",
    "loaner_or_transport": "提供备用车或者支付合理的交通补偿",
    "vehicle_replacement vehicle_return": "换车或者退车",
    "vehicle_replacement": "换车",
}
ASSEMBLY_WANTED = "免费更换{groups}总成"
FREE_OF_COMPENSATION = "免费{wanted}"

REASONS = {
    # met
    "in_repair_warranty": "质量问题出现在包修期内，包修期到{last_day}或者{km:,}公里为止，先到为准",
    "wear_part_in_period": "这是易损耗零部件，质量问题出现在它自己的质量保证期内",
    "early_assembly": "{groups}的主要零部件在{last_day}以前、{km:,}公里以内出现了质量问题",
    "long_repair": "单次修理超过了{law_days}日，应当提供{many_days}",
    "early_need": "在{last_day}以前出现质量问题，需要更换{groups}或者它的主要零部件，不看行驶里程",
    "early_event": "在{last_day}以前、{km:,}公里以内出现了{events}",
    "serious_safety": "严重安全性能故障已经修了{count:,}次，仍然没有排除，或者又出现了新的",
    "assembly": "{part}总成已经换了{count:,}次，仍然不能正常使用",
    "component": "{part}已经换了{count:,}次，仍然不能正常使用",
    "repair_days": "累计修理{count:,}日，超过了{limit:,}日",
    "same_problem": "同一质量问题已经修了{count:,}次，超过了{limit:,}次",
    # not met
    "commercial_use": "这辆车用于营运，旧规定下经营者可以不承担三包责任",
    "nothing_reported": "没有说明车现在有什么问题，也没有修理记录",
    "out_of_repair_warranty": "问题出现的时候不在包修期内，包修期到{last_day}或者{km:,}公里为止，先到为准",
    "wear_part_out_of_period": "这是易损耗零部件，问题出现的时候不在它自己的质量保证期内",
    "no_long_repair": "包修期内没有一次修理超过{law_days}日",
    "no_early_assembly": "在{last_day}以前、{km:,}公里以内，没有总成的主要零部件出现问题",
    "not_yet_early_assembly": "到现在没有总成的主要零部件出现问题",
    "no_early_need": "在{last_day}以前，没有出现需要更换总成或者它的主要零部件的问题",
    "not_yet_early_need": "到现在没有出现需要更换总成或者它的主要零部件的问题",
    "no_early_event": "在{last_day}以前、{km:,}公里以内，没有出现{events}中的任何一种",
    "not_yet_early_event": "到现在没有出现规定的严重情形",
    "no_quality_problem": "所报的情况没有认定为质量问题",
    "released": "所报的情况属于经营者可以不承担三包责任的情形",
    "no_main_component": "没有认定坏的是总成的主要零部件",
    "no_need_to_replace": "没有认定需要更换总成或者它的主要零部件",
    "event_did_not_happen": "没有认定出现了规定的严重情形",
    "no_serious_safety": "没有修过严重安全性能故障",
    "no_assembly": "没有换过总成",
    "no_component": "没有换过主要零部件",
    "no_repair_days": "没有计入累计修理时间的修理",
    "no_same_problem": "没有计入次数的修理",
    # what is counted so far
    "repair_days_so_far": "已经确认累计修理{count:,}日，要超过{limit:,}日",
    "same_problem_so_far": "已经确认同一质量问题修了{count:,}次，要超过{limit:,}次",
    "serious_safety_so_far": "已经确认严重安全性能故障修了{count:,}次",
    "replaced_so_far": "已经确认{part}换了{count:,}次",
}

CLOSINGS = {
    "return_without_car": "同品牌同型号的车和不低于原车配置的车都没有的，才可以退车",
    "three_guarantees_over": "三包有效期到{last_day}或者{km:,}公里为止，以后的修理不再计入",
}

CHANGES = {
    "if_it_shows_in_warranty": "在{last_day}以前、{km:,}公里以内有质量问题出现的，就可以",
    "if_main_component_fails": "在{last_day}以前、{km:,}公里以内，总成的主要零部件出现质量问题的，就可以",
    "if_repair_takes_longer": "在{last_day}以前、{km:,}公里以内送修，单次修理超过{law_days}日的，就可以",
    "if_it_needs_replacing": "在{last_day}以前出现质量问题，需要更换总成或者它的主要零部件的，就可以",
    "if_event_happens": "在{last_day}以前、{km:,}公里以内出现{events}中任何一种的，就可以",
    "serious_safety_once_more": "严重安全性能故障再出现一次{refuted}，就可以",
    "assembly_once_more": "换过的总成再出现质量问题{refuted}，就可以",
    "component_once_more": "换过的主要零部件再出现质量问题{refuted}，就可以",
    "more_serious_safety": "严重安全性能故障再修{missing:,}次，之后又出现{refuted}的，就可以",
    "more_assembly": "同一总成再换{missing:,}次，之后又出现质量问题{refuted}的，就可以",
    "more_component": "{of_groups}同一主要零部件再换{missing:,}次，之后又出现质量问题{refuted}的，就可以",
    "more_repair_days": "在三包有效期内再修理{missing:,}日{refuted}，就可以",
    "more_same_problem": "同一质量问题再修{missing:,}次{refuted}，就可以",
}
REFUTED = "，而且经营者提出的理由不成立"
OF_GROUPS = "{groups}的"

# By what is asked: the question about one thing, about several, and the two answers in words.
QUESTIONS = {
    "is_quality_problem": (
        "所报的情况是不是质量问题",
        "几次所报的情况各是不是质量问题",
        "是质量问题",
        "不是质量问题",
    ),
    "is_serious_safety_failure": (
        "故障是不是严重安全性能故障",
        "几次故障各是不是严重安全性能故障",
        "是严重安全性能故障",
        "不是严重安全性能故障",
    ),
    "did_the_event_happen": (
        "是不是确实出现了{subject}",
        "几次是不是确实出现了{subject}",
        "确实出现了",
        "没有出现",
    ),
    "does_it_need_replacing": (
        "需要不需要更换总成或者它的主要零部件",
        "几处需要不需要更换总成或者它的主要零部件",
        "需要更换",
        "不需要更换",
    ),
    "is_main_component": (
        "坏的是不是主要零部件",
        "几处坏的各是不是主要零部件",
        "坏的是主要零部件",
        "坏的不是主要零部件",
    ),
    "was_it_resolved": ("上一次有没有修好", "前几次各有没有修好", "已经修好", "没有修好"),
    "is_household_use": ("这辆车是不是家用", "这辆车是不是家用", "是家用", "不是家用"),
    "wear_part_period": (
        "问题出现的时候，易损耗零部件还在不在质量保证期内",
        "问题出现的时候，几种易损耗零部件还在不在质量保证期内",
        "还在质量保证期内",
        "已经过了质量保证期",
    ),
    "did_it_cause_the_damage": (
        "{subject}有没有造成损坏",
        "{subject}各有没有造成损坏",
        "{subject}造成了损坏",
        "{subject}没有造成损坏",
    ),
    "is_the_ground_established": (
        "经营者主张的{subject}成立不成立",
        "经营者几次主张的{subject}各成立不成立",
        "{subject}成立",
        "{subject}不成立",
    ),
}
DECIDING = {
    ("one", "met"): "{answer}的，就可以",
    ("one", "not_met"): "{answer}的，就不可以",
    ("any", "met"): "任何一项{answer}的，就可以",
    ("any", "not_met"): "任何一项{answer}的，就不可以",
}
DECIDING_JOINED = "；"

EVENTS = {
    "steering_failure": "转向系统失效",
    "braking_failure": "制动系统失效",
    "body_cracking": "车身开裂",
    "fuel_leak": "燃油泄漏",
    "traction_battery_fire": "动力蓄电池起火",
}
GROUNDS = {
    "improper_use": "使用维护不当",
    "forbidden_modification": "禁止的改装、调整、拆卸",
    "improper_handling": "出现问题后自行处置不当",
    "force_majeure": "不可抗力",
    "disclosed_flaw": "购买前已告知瑕疵",
    "commercial_use": "用于营运",
    "no_invoice_and_voucher": "没有发票和三包凭证",
    "wear_part_expired": "易损耗零部件已过质量保证期",
}
POSITIONS = {
    "front": "前部的",
    "rear": "后部的",
    "left": "左侧的",
    "right": "右侧的",
    "front_left": "左前的",
    "front_right": "右前的",
    "rear_left": "左后的",
    "rear_right": "右后的",
}
SOME_PART = "凭证上列明的主要零部件"

NOTICES = {
    "transition": (
        "这辆车按发票日期适用旧规定；各地法院对新旧规定的适用并不一致，有的按新规定处理，所以两种结果都列出，供您参考。"
    ),
    "position_split": (
        "同一种总成或者主要零部件在不同位置各换过，这里按不同位置分开计算；有的案件会合起来算，可以提出来一并讨论。"
    ),
    "burden_on_business": (
        "问题在交车后{law_months}个月内出现，是不是质量问题、是什么造成的，应当由经营者举证（消费者权益保护法第二十三条第三款）。"
    ),
    "not_a_ground_in_order_43": (
        "经营者提出的理由里，有的在现行规定中已经不是免除三包责任的理由，这里不予考虑（第四十三号令第三十二条）。"
    ),
    "coefficient_capped": "凭证上的使用补偿系数高于规定的上限，按上限计算。",
    "coefficient_missing": "凭证没有写明使用补偿系数：{missing_coefficient}。",
    "calendar_not_loaded": "期限要用到还没有公布放假安排的年份，到期日暂时不能确定，公布以后会重新计算。",
}
MISSING_COEFFICIENT = {"0": "按零计算，不收使用补偿费", None: "使用补偿费暂时算不出来"}

_TELLING = 2  # characters of a name that tell its group: 转向机总成 needs no 转向系统
_DIGITS = "零一二三四五六七八九"


def law_number(number: int) -> str:
    """A number of the law in Chinese: 5 -> 五, 24 -> 二十四, 150 -> 一百五十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    written = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        written += f"{_DIGITS[tens] if hundreds or tens > 1 else ''}十"
    elif hundreds and ones:
        written += "零"
    return written + (_DIGITS[ones] if ones or not number else "")


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def listed(names: Sequence[str]) -> str:
    return "、".join(names)


def numeral(number: int) -> str:
    """The number of a section."""
    return law_number(number)


def part_name(part: Part, group: Part | None) -> str:
    """变速器轴承, 悬架系统的连杆, 制动主缸: with its group where the name alone does not tell."""
    name = part.zh.replace("/", "")
    if group is None or name[:_TELLING] == group.zh[:_TELLING]:
        return name
    return f"{group.zh.replace('/', '')}{'' if group.is_assembly else '的'}{name}"


def placed(position: str | None, name: str) -> str:
    return name if position is None else POSITIONS[position] + name


def days_granted(days: Sequence[int]) -> str:
    if len(days) == 1:
        return f"{days[0]:,}日"
    return "各次依次为" + listed([f"{number:,}日" for number in days])


def cited(regulation: Regulation, citation: Citation) -> str:
    """第四十三号令第二十四条第一款第四项."""
    levels = (
        (citation.article, "条"),
        (citation.paragraph, "款"),
        (citation.item, "项"),
        (citation.subitem, "目"),
    )
    places = [f"第{law_number(number)}{level}" for number, level in levels if number is not None]
    return regulation.short_zh + "".join(places)
