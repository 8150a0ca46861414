"""Headings and lines of the explanation page in Chinese."""

TITLE = "家用汽车三包：您可以要求什么，依据是什么"
ASKED = "按{as_of}的情况计算。"
AS_OF_DAY = "{day}"
AS_OF_MOMENT = "{day}{hour:02d}时{minute:02d}分"
REGULATION = "对应的规定是{title}（{number}，下称{short}）：{because}。"
NO_REGULATION = "这辆车早于{day}售出，两个三包规定都不适用，可以按合同和其他法律主张权利。"
BECAUSE = {
    "invoiced_before_2022_01_01": "购车发票早于{day}开具",
    "invoiced_on_or_after_2022_01_01": "购车发票在{day}当天或者以后开具",
    "replacement_before_2022_01_01": "这辆车是换来的，早于{day}交付",
    "replacement_on_or_after_2022_01_01": "这辆车是换来的，在{day}当天或者以后交付",
}
SCOPE = {
    "household_passenger_car": "这是家用乘用车，属于三包的范围。",
    "household_pickup": "这是家用皮卡车，属于三包的范围。",
    "commercial_use_is_a_ground": "这辆车用于营运，经营者可以不承担三包责任。",
    "use_unknown": "这辆车是不是家用还不清楚，要先查清。",
    "not_household": "这辆车不是家用，不属于三包的范围，可以按合同和其他法律主张权利。",
    "not_a_covered_vehicle": "这种车不属于三包规定所说的车型，可以按合同和其他法律主张权利。",
    "resold_after_return_is_contractual": "这是三包换退以后再次销售的车，三包责任按买卖双方的约定。",
    "sold_before_2013_10_01": "",
}

HEADING = "{number}、{heading}"

RESULT = "结论"
ASKED_FOR = {
    "met": "您要求{remedy}：可以（{citations}）。",
    "undetermined": "您要求{remedy}：还不能确定，要先查清事实。",
    "not_met": "您要求{remedy}：现在不可以。",
}
RESULT_LINES = {
    "met": "可以要求：{remedies}。",
    "undetermined": "还不能确定，要先查清事实：{remedies}。",
    "not_met": "现在不能要求：{remedies}。",
}
ASKED_OUT_OF_SCOPE = "您要求{remedy}：三包规定不适用，不能依三包规定要求。"
OUT_OF_SCOPE = "不能依三包规定要求：{remedies}。"
CITATIONS_JOINED = "、"
REMEDIES = {
    "repair": "免费修理",
    "assembly_replacement": "免费更换总成",
    "vehicle_replacement": "换车",
    "vehicle_return": "退车",
    "loaner_or_transport": "备用车或者交通补偿",
}
ASSEMBLIES = "免费更换{assemblies}"
REMEDIES_JOINED = "、"

CLOSEST = "离得最近的一项：{sentence}"
OTHER_GROUNDS = "另有{number}项依据现在不成立，不影响上面可以要求的结论。"
REASONS = "为什么"
REASON_HEADINGS = {"met": "可以要求的", "undetermined": "还不能确定的", "not_met": "现在不能要求的"}

OPEN = "要先查清的事"
OPEN_LINE = "{where}：{question}？"
OPEN_WHERE = {
    "visits": "修理记录{id}的第{number}项",
    "demand": "现在所报问题的第{number}项",
    "exemptions": "经营者提出的第{number}个理由",
    "vehicle": "车辆",
    "voucher": "三包凭证",
}

COUNTED = "目前计入的次数和天数"
COUNTED_ONLY = (
    "只计三包有效期内、在约定的网点、因质量问题做的修理；是不是质量问题还没有定的，先不计；"
    "经营者提出的理由还没有查清的，先计入，理由成立的再减去。"
)
COUNT_LINES = {
    "repair_days": "累计修理时间：{count}日；超过{law_limit}日的，可以要求换车或者退车",
    "repair_days_150": "累计修理时间：{count}日；超过{law_limit}日的，可以要求换车",
    "same_problem": "质量问题{key}：修了{count}次；超过{law_limit}次的，可以要求换车或者退车",
    "same_problem_150": "质量问题{key}：修了{count}次；超过{law_limit}次的，可以要求换车",
    "serious_safety_repairs": (
        "严重安全性能故障：修了{count}次；修满{limit}次，没有修好或者又出现的，可以要求换车或者退车"
    ),
    "assembly_replacements": "{part}总成：换了{count}次；换满{limit}次，仍然不能正常使用的，可以要求换车或者退车",
    "component_replacements": "{part}：换了{count}次；换满{limit}次，仍然不能正常使用的，可以要求换车或者退车",
}
COUNT_END = "。"
COUNTED_VISITS = "（修理记录{visits}）"
VISIT_TIME = "修理记录{id}（{day}送修）：用时{hours}小时，计{days}日。"
VISIT_TIME_EXCLUDED = "修理记录{id}（{day}送修）：用时{hours}小时，其中{excluded_hours}小时不计入，计{days}日。"

PERIODS = "期间"
PERIOD_START = "起算日：{day}。"
PERIOD_LINES = {
    "repair_warranty": "包修期：到{last_day}或者{km:,}公里为止，先到为准。",
    "three_guarantees": "三包有效期：到{last_day}或者{km:,}公里为止，先到为准。",
    "seven_days": (
        "{need_days}日：到{last_day}为止，不看里程；期内因质量问题需要更换总成或者主要零部件的，可以免费换车或者退车。"
    ),
    "sixty_days": (
        "{event_days}日：到{last_day}或者{km:,}公里为止，先到为准；期内总成的主要零部件出现质量问题的，"
        "可以免费更换总成，出现规定的严重情形的，可以免费换车或者退车。"
    ),
}

MONEY = "费用"
COMPENSATION_DUE = (
    "使用补偿费：车价款{price}元×里程{km:,}公里÷{distance:,}公里×系数{coefficient}＝{yuan}元，"
    "换车或者退车时由您付给销售者（{citation}）。"
)
COMPENSATION_NONE = "使用补偿费：按系数零计算，您不用付（{citation}）。"
COMPENSATION_FREE = "使用补偿费：免费换车或者退车，您不用付。"
COMPENSATION_UNKNOWN = (
    "使用补偿费：换车或者退车时由您付给销售者；车价款、里程、系数还不齐，数额算不出来（{citation}）。"
)
COMPENSATION_OPEN = "使用补偿费：要不要付还不能确定，要看能不能免费换车或者退车。"
REFUND = "退车时，销售者应当退给您{yuan}元：车价款{price}元{losses}{compensation}。"
REFUND_LOSSES = "，加上登记费等损失{yuan}元"
REFUND_COMPENSATION = "，减去使用补偿费{yuan}元"

DEADLINES = "期限"
DEADLINE_LINES = {
    "reply": "销售者最迟应当在{day}答复（{citation}）。",
    "complete": "符合条件的，销售者最迟应当在{day}办完换车或者退车，并出具证明（{citation}）。",
    "certificate": "符合条件的，销售者最迟应当在{day}出具换车或者退车证明（{citation}）。",
}
DEADLINES_UNKNOWN = {
    "reply": "销售者答复的最后一日，要等放假安排公布以后才能算出（{citation}）。",
    "complete": "符合条件的，销售者办完换车或者退车并出具证明的最后一日，要等放假安排公布以后才能算出（{citation}）。",
    "certificate": "符合条件的，销售者出具换车或者退车证明的最后一日，要等放假安排公布以后才能算出（{citation}）。",
}

NOTICES = "请留意"
ALTERNATIVE = "如果按现行的{short}处理"

READINGS = "条文没有写明的地方，这里这样理解"
READING = "{question}{chosen}"
PROVENANCE = (
    "说明：条文按公开副本整理，尚未与官方公布的文本逐字核对；本页是按所填的事实计算的结果，不是法律意见，也不代替主管机关和法院的认定。"
    "法律数据版本{version}。"
)
