"""Headings and lines of the explanation page in Chinese."""

TITLE = "家用汽车三包：您能要求什么，依据是什么"
ASKED = "按{as_of}的情况计算。"
AS_OF_DAY = "{day}"
AS_OF_MOMENT = "{day}{hour:02d}时{minute:02d}分"
REGULATION = "适用{title}（{number}）：{because}。"
NO_REGULATION = "{day}以前售出的车，两个三包规定都不适用。可以按合同和其他法律主张权利。"
BECAUSE = {
    "invoiced_before_2022_01_01": "购车发票在{day}以前开具",
    "invoiced_on_or_after_2022_01_01": "购车发票在{day}以后（含当日）开具",
    "replacement_before_2022_01_01": "这辆车是换来的，在{day}以前交付",
    "replacement_on_or_after_2022_01_01": "这辆车是换来的，在{day}以后（含当日）交付",
}
SCOPE = {
    "household_passenger_car": "这是家用乘用车，属于三包的范围。",
    "household_pickup": "这是家用皮卡车，属于三包的范围。",
    "commercial_use_is_a_ground": "这辆车用于营运，经营者可以不承担三包责任。",
    "use_unknown": "这辆车是不是家用还不清楚，先要弄清这一点。",
    "not_household": "这辆车不是家用，不属于三包的范围。可以按合同和其他法律主张权利。",
    "not_a_covered_vehicle": "这种车不属于三包规定所说的车型。可以按合同和其他法律主张权利。",
    "resold_after_return_is_contractual": "这是三包退换后再次销售的车，三包责任按买卖双方的约定。",
    "sold_before_2013_10_01": "",
}

HEADING = "{number}、{heading}"

RESULT = "结论"
ASKED_FOR = {
    "met": "您要求{remedy}：可以。",
    "undetermined": "您要求{remedy}：还没有定，要先查清事实。",
    "not_met": "您要求{remedy}：现在不可以。",
}
RESULT_LINES = {
    "met": "可以要求：{remedies}。",
    "undetermined": "还没有定，要先查清事实：{remedies}。",
    "not_met": "现在不能要求：{remedies}。",
}
REMEDIES = {
    "repair": "免费修理",
    "assembly_replacement": "免费更换总成",
    "vehicle_replacement": "换车",
    "vehicle_return": "退车",
    "loaner_or_transport": "备用车或者交通补偿",
}
REMEDIES_JOINED = "、"

REASONS = "为什么"
REASON_HEADINGS = {"met": "可以要求的", "undetermined": "还没有定的", "not_met": "现在不能要求的"}

OPEN = "要先查清的事"
OPEN_LINE = "{where}：{question}。"
OPEN_WHERE = {
    "visits": "修理记录{id}的第{number}项",
    "demand": "现在所报问题的第{number}项",
    "exemptions": "经营者提出的第{number}个理由",
    "vehicle": "车辆",
    "voucher": "三包凭证",
}

COUNTED = "已经确认的次数和天数"
COUNT_LINES = {
    "repair_days": "累计修理时间：{count}日，超过{limit}日就可以要求换车或者退车",
    "repair_days_150": "累计修理时间：{count}日，超过{limit}日就可以要求换车",
    "same_problem": "质量问题{key}：修了{count}次，超过{limit}次就可以要求换车或者退车",
    "same_problem_150": "质量问题{key}：修了{count}次，超过{limit}次就可以要求换车",
    "serious_safety_repairs": "严重安全性能故障：修了{count}次，满{limit}次后仍未排除或者又出现，就可以要求换车或者退车",
    "assembly_replacements": "{part}总成：换了{count}次，满{limit}次后仍不能正常使用，就可以要求换车或者退车",
    "component_replacements": "{part}：换了{count}次，满{limit}次后仍不能正常使用，就可以要求换车或者退车",
}
COUNT_END = "。"
COUNTED_VISITS = "（修理记录{visits}）"
VISIT_TIME = "修理记录{id}：用时{hours}小时，其中不计入{excluded_hours}小时，计{days}日。"

PERIODS = "期间"
PERIOD_START = "起算日：{day}。"
PERIOD_LINES = {
    "repair_warranty": "包修期：到{last_day}或者{km:,}公里为止，先到为准。",
    "three_guarantees": "三包有效期：到{last_day}或者{km:,}公里为止，先到为准。",
    "seven_days": "需要更换总成或者它的主要零部件就可以免费换车或者退车的期间：到{last_day}为止，不看里程。",
    "sixty_days": "可以更换总成、出现严重情形可以免费换车或者退车的期间：到{last_day}或者{km:,}公里为止，先到为准。",
}

MONEY = "费用"
COMPENSATION_DUE = "使用补偿费：{price}元×{km:,}公里÷{distance:,}×{coefficient}＝{yuan}元，由您支付。"
COMPENSATION_UNKNOWN = "换车或者退车时您要支付使用补偿费，现有材料还算不出数额。"
COMPENSATION_OPEN = "要不要支付使用补偿费，要看能不能免费换车或者退车。"
REFUND = "退车应退给您：{yuan}元。"

DEADLINES = "期限"
DEADLINE_LINES = {
    "reply": "销售者最迟{day}答复（{citation}）。",
    "complete": "符合条件的，销售者最迟{day}办完，并出具换车或者退车证明（{citation}）。",
    "certificate": "符合条件的，销售者最迟{day}出具换车或者退车证明（{citation}）。",
}
DEADLINE_UNKNOWN = "（要等放假安排公布后才能确定的日期）"

NOTICES = "请留意"
ALTERNATIVE = "如果按现行规定（{number}）处理"

READINGS = "条文没有写明的地方，这里这样理解"
READING = "{question}——{chosen}"
PROVENANCE = (
    "说明：条文按公开副本整理，尚未与官方公布的文本逐字核对；本页是按您提供的事实计算的结果，不是法律意见，也不代替主管机关和法院的认定。"
    "法律数据版本{version}。"
)
