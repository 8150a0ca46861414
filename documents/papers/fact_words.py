"""The codes of the facts in words, in the language in use."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_KINDS = {
    "passenger_car": pgettext_lazy("paper", "乘用车"),
    "pickup": pgettext_lazy("paper", "皮卡车"),
    "other": _("其他车辆"),
}
_ENERGIES = {
    "ice": pgettext_lazy("paper", "燃油"),
    "hev": _("混合动力，不能外接充电"),
    "phev": pgettext_lazy("paper", "插电式混合动力"),
    "erev": pgettext_lazy("paper", "增程式"),
    "bev": pgettext_lazy("paper", "纯电动"),
    "fcev": pgettext_lazy("paper", "燃料电池"),
}
_USES = {
    "household": pgettext_lazy("paper", "家用"),
    "commercial": pgettext_lazy("paper", "营运"),
    "unknown": pgettext_lazy("paper", "还不清楚"),
}
_WORKS = {
    "repair": pgettext_lazy("paper", "修理"),
    "component_replacement": pgettext_lazy("paper", "更换零部件"),
    "assembly_replacement": pgettext_lazy("paper", "更换总成"),
    "software_update": pgettext_lazy("paper", "升级软件"),
    "inspection_only": _("只做检查"),
    "recall": pgettext_lazy("paper", "召回"),
    "maintenance": pgettext_lazy("paper", "保养"),
    "accident": pgettext_lazy("paper", "事故修理"),
    "none": "",
}
_EXCLUDED = {
    "special_part_transport": _("特殊零部件的运输时间"),
    "traction_battery_transport": _("动力蓄电池的运输时间"),
    "rescue_travel": _("外出救援的路途时间"),
    "agreed_suspension": _("双方约定暂停修理的时间"),
}
_GROUNDS = {
    "disclosed_flaw": _("已经告知的瑕疵"),
    "improper_use": _("使用维护不当"),
    "forbidden_modification": _("自行改装、调整、拆卸"),
    "improper_handling": _("处置不当"),
    "force_majeure": pgettext_lazy("paper", "不可抗力"),
    "commercial_use": _("用于营运"),
    "no_invoice_and_voucher": pgettext_lazy("paper", "没有发票和三包凭证"),
    "wear_part_expired": _("易损耗零部件超过质量保证期"),
}
_ANSWERS = {
    "quality_problem": {
        "yes": pgettext_lazy("paper", "是质量问题"),
        "no": pgettext_lazy("paper", "不是质量问题"),
        "disputed": pgettext_lazy("paper", "是不是质量问题有争议"),
        "unknown": _("是不是质量问题还不清楚"),
    },
    "serious_safety": {
        "yes": _("是严重安全性能故障"),
        "no": _("不是严重安全性能故障"),
        "disputed": _("是不是严重安全性能故障有争议"),
        "unknown": _("是不是严重安全性能故障还不清楚"),
    },
    "needs_replacement": {
        "yes": _("需要更换"),
        "no": _("不需要更换"),
        "disputed": _("要不要更换有争议"),
        "unknown": _("要不要更换还不清楚"),
    },
    "resolved": {
        "yes": pgettext_lazy("paper", "已经修好"),
        "no": pgettext_lazy("paper", "没有修好"),
        "unknown": _("有没有修好还不清楚"),
    },
    "established": {
        "yes": _("理由成立"),
        "no": _("理由不成立"),
        "disputed": _("理由有争议"),
        "unknown": _("理由还没有查清"),
    },
    "caused_damage": {
        "yes": _("损坏是由此造成的"),
        "no": _("损坏不是由此造成的"),
        "disputed": _("损坏是不是由此造成的有争议"),
        "unknown": _("损坏是不是由此造成的还不清楚"),
    },
    "event_established": {
        "yes": _("已经认定"),
        "no": _("没有认定"),
        "disputed": pgettext_lazy("paper", "有争议"),
        "unknown": pgettext_lazy("paper", "还没有查清"),
    },
}


_REPAIRERS = {"network": _("约定的修理者"), "outside": _("约定以外的修理者")}
_PAPERS = {"invoice": pgettext_lazy("paper", "购车发票"), "voucher": pgettext_lazy("paper", "三包凭证")}
_LOSSES = {"registration": _("登记费"), "accessories_net": _("加装、装饰费，已经扣除折旧"), "services": _("服务费")}


def repairer(code: str) -> str:
    return str(_REPAIRERS[code])


def paper(code: str) -> str:
    return str(_PAPERS[code])


def loss(code: str) -> str:
    return str(_LOSSES[code])


def kind(code: str) -> str:
    return str(_KINDS[code])


def energy(code: str | None) -> str:
    return "" if code is None else str(_ENERGIES[code])


def use(code: str | None) -> str:
    return "" if code is None else str(_USES[code])


def work(code: str) -> str:
    return str(_WORKS[code])


def excluded(code: str) -> str:
    return str(_EXCLUDED[code])


def ground(code: str) -> str:
    return str(_GROUNDS[code])


def answered(fact: str, answer: str) -> str:
    return str(_ANSWERS[fact][answer])
