"""The product's Chinese: what a service adviser would read aloud (docs/wording.md).

Tables of templates by code; `sanbao.law.sentences` fills them. Numbers of the assessment stand in Arabic figures,
articles and numbers of the law itself in Chinese ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sanbao.law.asked import Asked
from sanbao.law.parts import Part
from sanbao.law.regulations import Citation, Regulation

LANGUAGE = "zh"

SENTENCES = {
    "met": "您可以要求{wanted}：{reasons}{closing}（{citation}）。",
    "not_met": "现在不能{basis}要求{wanted}：{reasons}{closing}（{citation}）。",
    "not_met_yet": "现在还不能{basis}要求{wanted}：{reasons}{change}（{citation}）。",
    "undetermined": "能不能要求{wanted}，{basis}要看{questions}{deciding}{reasons}（{citation}）。",
}
CLAUSE = "；{clause}"
QUESTIONS_JOINED = "，"
LAST_QUESTION_JOINED = "，以及"

WANTED = {
    "repair": "修理者免费修理",
    "assembly_replacement": "修理者免费更换总成",
    "loaner_or_transport": "修理者提供备用车或者给予合理的交通补偿",
    "vehicle_replacement vehicle_return": "销售者换车或者退车",
    "vehicle_replacement": "销售者换车",
}
ASSEMBLY_WANTED = "修理者免费更换{assemblies}"
WANTED_FREE = {"vehicle_replacement vehicle_return": "销售者免费换车或者退车"}

# Several rules give a car or the money back: on which of them a sentence says no, or not yet.
BASIS = "按{basis}这一项"
BASES = {
    "early_need": "{need_days}日内需要更换总成",
    "early_event": "{event_days}日内的严重情形",
    "serious_safety": "严重安全性能故障",
    "assembly": "总成更换次数",
    "component": "{of_groups}主要零部件更换次数",
    "repair_days": "累计修理时间",
    "same_problem": "同一质量问题修理次数",
}
OF_GROUPS = "{groups}"

REASONS = {
    # met
    "in_repair_warranty": "质量问题出现在包修期内，包修期到{last_day}或者{km:,}公里为止，先到为准",
    "wear_part_in_period": "这是易损耗零部件，质量问题出现在它自己的质量保证期内",
    "early_assembly": (
        "{groups}的主要零部件在{window_days}日和{km:,}公里之内出现了质量问题，{window_days}日到{last_day}为止"
    ),
    "one_long_repair": "有一次修理超过了{law_days}日，超过的部分是{many_days}",
    "long_repairs": "有几次修理超过了{law_days}日，超过的部分依次是{many_days}",
    "early_need": (
        "{groups}在{window_days}日内出现质量问题，需要更换总成或者主要零部件，{window_days}日到{last_day}为止，不看里程"
    ),
    "early_event": "在{window_days}日和{km:,}公里之内出现了{events}，{window_days}日到{last_day}为止",
    "serious_safety_again": "严重安全性能故障修了{count_times}，之后又出现了严重安全性能故障",
    "serious_safety_uncured": "严重安全性能故障修了{count_times}，最后一次仍然没有修好",
    "assembly_again": "{part}总成换了{count_times}，之后又出现质量问题，仍然不能正常使用",
    "assembly_uncured": "{part}总成换了{count_times}，最后一次没有修好，仍然不能正常使用",
    "component_again": "{part}换了{count_times}，之后又出现质量问题，仍然不能正常使用",
    "component_uncured": "{part}换了{count_times}，最后一次没有修好，仍然不能正常使用",
    "repair_days": "累计修理{count_days}，超过了{limit}日",
    "same_problem": "同一质量问题修了{count_times}，超过了{limit}次",
    # not met
    "commercial_use": "这辆车用于营运，这种情形经营者可以不承担三包责任",
    "nothing_reported": "没有说明车现在有什么问题，也没有修理记录",
    "out_of_repair_warranty": "问题出现的时候不在包修期内，包修期到{last_day}或者{km:,}公里为止，先到为准",
    "not_in_repair_warranty": "问题出现的时候不在包修期内",
    "wear_part_out_of_period": "这是易损耗零部件，问题出现的时候不在它自己的质量保证期内",
    "no_long_repair": "包修期内在约定的网点修理，没有一次的修理时间超过{law_days}日",
    "no_early_assembly": (
        "在{window_days}日和{km:,}公里之内，没有{assemblies}的主要零部件出现质量问题的记录，"
        "{window_days}日到{last_day}为止"
    ),
    "not_yet_early_assembly": "到现在没有{assemblies}的主要零部件出现质量问题的记录",
    "no_early_need": (
        "在{window_days}日内，没有{assemblies}出现质量问题、需要更换总成或者主要零部件的记录，"
        "{window_days}日到{last_day}为止"
    ),
    "not_yet_early_need": "到现在没有{assemblies}出现质量问题、需要更换总成或者主要零部件的记录",
    "no_early_event": ("在{window_days}日和{km:,}公里之内，没有{law_events}的记录，{window_days}日到{last_day}为止"),
    "not_yet_early_event": "到现在没有{law_events}的记录",
    "no_serious_safety": "没有可以计入的严重安全性能故障修理",
    "no_assembly": "没有可以计入的总成更换",
    "no_component": "没有可以计入的主要零部件更换",
    "no_repair_days": "没有可以计入累计修理时间的修理",
    "no_same_problem": "没有可以计入次数的修理",
    "repair_days_short": "目前计入累计修理{count_days}，没有超过{limit}日",
    "same_problem_short": "目前同一质量问题最多计入{count_times}，没有超过{limit}次",
    "serious_safety_not_again": "目前计入严重安全性能故障修理{count_times}，没有确认以后又出现",
    "assembly_not_again": "目前计入{part}总成更换{count_times}，没有确认以后又出现质量问题",
    "component_not_again": "目前计入{part}更换{count_times}，没有确认以后又出现质量问题",
    # what is counted so far
    "repair_days_so_far": "目前计入累计修理{count_days}，要超过{limit}日",
    "repair_days_over": "目前计入累计修理{count_days}，超过了{limit}日",
    "same_problem_so_far": "目前同一质量问题最多计入{count_times}，要超过{limit}次",
    "same_problem_over": "目前同一质量问题计入{count_times}，超过了{limit}次",
    "serious_safety_so_far": "目前计入严重安全性能故障修理{count_times}",
    "assembly_so_far": "目前计入{part}总成更换{count_times}",
    "component_so_far": "目前计入{part}更换{count_times}",
}

# Why what was reported does not pass: predicates of `reported`.
CAUSES = {
    "no_quality_problem": "没有认定为质量问题",
    "released": "属于经营者可以不承担三包责任的情形",
    "no_main_component": "没有认定是总成的主要零部件出了问题",
    "no_need_to_replace": "没有认定需要更换总成或者主要零部件",
    "event_did_not_happen": "没有认定确实发生",
}

CLOSINGS = {
    "nothing_to_pay": "工时费和材料费都不用付",
    "return_without_car": "同品牌同型号的车和不低于原车配置的车都没有的，才可以退车",
    "three_guarantees_over": "三包有效期到{last_day}或者{km:,}公里为止，先到为准，以后的修理不再计入",
    "three_guarantees_ends": "三包有效期到{last_day}或者{km:,}公里为止，先到为准",
}

CHANGES = {
    "if_it_shows_in_warranty": "包修期到{last_day}或者{km:,}公里为止，先到为准，期内{new_problem}的，就可以",
    "if_main_component_fails": ("到{last_day}为止、{km:,}公里之内，{assemblies}的主要零部件另外出现质量问题的，就可以"),
    "if_repair_takes_longer": (
        "包修期到{last_day}或者{km:,}公里为止，先到为准，期内因质量问题送修，一次修理超过{law_days}日的，就可以"
    ),
    "if_it_needs_replacing": "到{last_day}为止，{assemblies}另外出现质量问题，需要更换总成或者主要零部件的，就可以",
    "if_event_happens": "到{last_day}为止、{km:,}公里之内，因质量问题另外出现{law_events}的，就可以",
    "if_it_shows_in_time": "到{last_day}为止出现的，就可以",
    "if_it_shows_in_both": "到{last_day}为止、{km:,}公里之内出现的，就可以",
    "serious_safety_once_more": "三包有效期内再出现严重安全性能故障{refuted}的，就可以",
    "assembly_once_more": "三包有效期内这个总成再出现质量问题{refuted}的，就可以",
    "component_once_more": "三包有效期内这个零部件再出现质量问题{refuted}的，就可以",
    "more_serious_safety": "三包有效期内严重安全性能故障再修{missing_times}，之后又出现{refuted}的，就可以",
    "more_assembly": "三包有效期内同一总成再换{missing_times}，之后又出现质量问题{refuted}的，就可以",
    "more_component": "三包有效期内同一主要零部件再换{missing_times}，之后又出现质量问题{refuted}的，就可以",
    "more_repair_days": "三包有效期内因质量问题再修{missing_days}{refuted}的，就可以",
    "more_same_problem": "三包有效期内同一质量问题再修{missing_times}{refuted}的，就可以",
}
REFUTED = "，而且经营者提出的理由都不成立"
NEW_PROBLEM = {
    "first": "出现质量问题",
    "another": "另外出现质量问题",
    "beside_wear_parts": "易损耗零部件以外的地方出现质量问题",
}

QUESTIONS = {
    "is_quality_problem": Asked(
        "所报的情况是不是质量问题",
        "所报的几项情况中哪些是质量问题",
        "是",
        "不是",
        "所报的情况是质量问题",
        "所报的情况不是质量问题",
        "有任何一项是质量问题",
        "有任何一项不是质量问题",
    ),
    "is_serious_safety_failure": Asked(
        "所报的故障是不是严重安全性能故障",
        "所报的几项故障中哪些是严重安全性能故障",
        "是",
        "不是",
        "所报的故障是严重安全性能故障",
        "所报的故障不是严重安全性能故障",
        "有任何一项是严重安全性能故障",
        "有任何一项不是严重安全性能故障",
    ),
    "did_the_event_happen": Asked(
        "{subject}是不是确实发生了",
        "所报的几次{subject}中哪些确实发生了",
        "确实发生了",
        "没有发生",
        "{subject}确实发生了",
        "{subject}没有发生",
        "有任何一次{subject}确实发生了",
        "有任何一次{subject}没有发生",
    ),
    "does_it_need_replacing": Asked(
        "总成或者主要零部件需要不需要更换",
        "所报的几项情况中哪些需要更换总成或者主要零部件",
        "需要",
        "不需要",
        "需要更换",
        "不需要更换",
        "有任何一项需要更换",
        "有任何一项不需要更换",
    ),
    "is_main_component": Asked(
        "出问题的是不是主要零部件",
        "出问题的几处中哪些是主要零部件",
        "是",
        "不是",
        "出问题的是主要零部件",
        "出问题的不是主要零部件",
        "有任何一处是主要零部件",
        "有任何一处不是主要零部件",
    ),
    "was_it_resolved": Asked(
        "有关的修理有没有修好",
        "有关的几次修理中哪些修好了",
        "修好了",
        "没有修好",
        "有关的修理修好了",
        "有关的修理没有修好",
        "有任何一次修好了",
        "有任何一次没有修好",
    ),
    "is_household_use": Asked(
        "这辆车是不是家用",
        "这辆车是不是家用",
        "是",
        "不是",
        "这辆车是家用",
        "这辆车不是家用",
        "这辆车是家用",
        "这辆车不是家用",
    ),
    "wear_part_period": Asked(
        "易损耗零部件出现问题时在不在它的质量保证期内",
        "几种易损耗零部件中哪些出现问题时在质量保证期内",
        "在",
        "不在",
        "易损耗零部件在质量保证期内",
        "易损耗零部件不在质量保证期内",
        "有任何一种在质量保证期内",
        "有任何一种不在质量保证期内",
    ),
    "did_it_cause_the_damage": Asked(
        "损坏是不是{subject}造成的",
        "几处损坏中哪些是{subject}造成的",
        "是",
        "不是",
        "损坏是{subject}造成的",
        "损坏不是{subject}造成的",
        "有任何一处损坏是{subject}造成的",
        "有任何一处损坏不是{subject}造成的",
    ),
    "is_the_ground_established": Asked(
        "经营者提出的“{subject}”这个理由成立不成立",
        "经营者几次提出的“{subject}”这个理由哪些成立",
        "成立",
        "不成立",
        "“{subject}”这个理由成立",
        "“{subject}”这个理由不成立",
        "“{subject}”这个理由有任何一次成立",
        "“{subject}”这个理由有任何一次不成立",
    ),
}
DECIDING = {"met": "如果{answers}，就可以", "not_met": "如果{answers}，就不可以"}
ANSWERS_JOINED = "，或者"
OTHERWISE = {
    "met": "否则就可以",
    "not_met": "否则就不可以",
    "undetermined": "其他情形要合起来看",
}
TOGETHER = "这几点要合起来看才能确定"

EVENTS = {
    "steering_failure": "转向系统失效",
    "braking_failure": "制动系统失效",
    "body_cracking": "车身开裂",
    "fuel_leak": "燃油泄漏",
    "traction_battery_fire": "动力蓄电池起火",
}
GROUNDS = {
    "improper_use": "使用维护不当",
    "forbidden_modification": "说明书禁止的改装、调整或者拆卸",
    "improper_handling": "出现问题后自行处置不当",
    "force_majeure": "不可抗力",
    "disclosed_flaw": "购买前已经告知瑕疵",
    "commercial_use": "车辆用于营运",
    "no_invoice_and_voucher": "没有发票和三包凭证",
    "wear_part_expired": "易损耗零部件已经过了质量保证期",
}
POSITIONS = {
    "front": "前部",
    "rear": "后部",
    "left": "左侧",
    "right": "右侧",
    "front_left": "左前部",
    "front_right": "右前部",
    "rear_left": "左后部",
    "rear_right": "右后部",
}
SOME_PART = "三包凭证所列主要零部件"

NOTICES = {
    "transition": (
        "这辆车按购车的日期适用第一百五十号令；两个规定怎样衔接，各地法院的判决不一致，有的按第四十三号令处理，"
        "所以两种结果都列出，供您参考。"
    ),
    "position_split": (
        "同一种总成或者主要零部件在不同位置都换过，这里按不同位置分开计次；也有合起来计次的主张，您可以提出来一起讨论。"
    ),
    "burden_on_business": (
        "问题在交车后{law_months}个月内出现，是不是质量问题、损坏是什么造成的，有争议的，应当由经营者举证"
        "（消费者权益保护法第二十三条第三款）。"
    ),
    "not_a_ground_in_order_43": (
        "经营者提出的理由里，有的不是第四十三号令规定的不承担三包责任的情形，这里不予考虑（第四十三号令第三十二条）。"
    ),
    "coefficient_capped": "所填的使用补偿系数高于规定的上限，这里按上限计算；请对一对三包凭证。",
    "coefficient_missing": "所填的材料里没有三包凭证的使用补偿系数，{missing_coefficient}。",
    "calendar_not_loaded": "期限要算到还没有公布放假安排的年份，最后日期暂时不能确定，公布以后重新计算。",
}
MISSING_COEFFICIENT = {
    "0": "这里按零计算，不收使用补偿费；凭证上写明了的，请填上重新计算",
    None: "使用补偿费暂时算不出来；凭证上写明了的，请填上重新计算",
}

_TELLING = 2  # characters of a name that tell its group: 转向机总成 needs no 转向系统
_OF = "的"
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


def either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{listed(names[:-1])}或者{names[-1]}"


def reported(causes: Sequence[str]) -> str:
    """What was reported, and why it does not pass, one thing or several."""
    return f"所报的情况{causes[0]}" if len(causes) == 1 else "所报的情况，有的" + "，有的".join(causes)


def numeral(number: int) -> str:
    """The number of a section."""
    return law_number(number)


def part_name(part: Part, group: Part | None) -> str:
    """变速器轴承, 悬架系统的连杆, 制动主缸: with its group where the name alone does not tell, without its brackets."""
    name = _plain(part)
    if group is None or name[:_TELLING] == group.zh[:_TELLING]:
        return name
    return f"{_plain(group)}{'' if group.is_assembly else _OF}{name}"


def _plain(part: Part) -> str:
    return part.zh.partition("（")[0].replace("/", "")


def placed(position: str | None, name: str) -> str:
    """后部的行驶驱动电机, 悬架系统左前部的连杆."""
    if position is None:
        return name
    group, of, part = name.rpartition(_OF)
    return f"{group}{POSITIONS[position]}{of or _OF}{part}"


def the(name: str) -> str:
    return name


def assemblies(names: Sequence[str]) -> str:
    """发动机总成、变速器总成."""
    return listed([f"{name}总成" for name in names])


def times(number: int) -> str:
    return f"{number:,}次"


def days(number: int) -> str:
    return f"{number:,}日"


repairs = replacements = times


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
