"""Faults of the contract in plain words, at the step where they can be put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from sanbao.check.case import case_of, raw_case
from sanbao.check.state import Answers, Case
from sanbao.law.errors import FactsError, Fault

WORDS = {
    "received_twice": gettext_lazy("另一次送修也是这个时间。两次送修的时间不能一样，请核对。"),
    "after_as_of": gettext_lazy("这个时间晚于计算的那一天，请核对。"),
    "finished_before_received": gettext_lazy("修好的时间早于送修的时间，请核对。"),
    "ends_before_it_begins": gettext_lazy("结束的时间早于开始的时间，请核对。"),
    "part_not_listed": gettext_lazy("按您购车的日期，标准里没有这个零件，请重新选一次。"),
    "not_the_group_of_the_component": gettext_lazy("这个零件不属于所选的部分，请重新选一次。"),
    "out_of_range": gettext_lazy("这个日期不在可以计算的年份里，请核对。"),
    "not_a_whole_number": gettext_lazy("这个数太大或者不是整数，请核对。"),
    "not_a_decimal": gettext_lazy("这个数不对，请核对。"),
    "missing": gettext_lazy("这一项还没有填。"),
}
OTHERWISE = gettext_lazy("这一项和别的回答对不上，请核对。")
FIELDS = {
    "received_at": "received",
    "finished_at": "finished",
    "mileage_km": "mileage",
    "repairer": "repairer",
}
Places = dict[str, tuple[str, str | None]]  # by the key of the contract: a step and its field
VEHICLE_STEPS: Places = {
    "kind": ("car", "kind"),
    "use": ("car", "use"),
    "energy": ("energy", None),
    "invoiced_on": ("invoiced_on", "day"),
    "handover_on": ("rare", "handed"),
    "replacement_handover_on": ("rare", "given"),
    "price_yuan": ("price", None),
    "resold_after_return": ("rare", "resold"),
}
DEMAND_STEPS: Places = {
    "made_on": ("wants", "day"),
    "mileage_km": ("km", None),
    "wants": ("wants", "answer"),
    "papers": ("papers", None),
    "same_model_available": ("same_model", None),
    "equal_or_better_available": ("equal_or_better", None),
    "returned_mileage_km": ("returned", None),
    "losses_yuan": ("losses", None),
}
VOUCHER_STEPS: Places = {
    "repair_warranty": ("periods", None),
    "three_guarantees": ("periods", None),
    "use_compensation_coefficient": ("coefficient", None),
}
STEPS_OF = {
    "vehicle": VEHICLE_STEPS,
    "demand": DEMAND_STEPS,
    "voucher": VOUCHER_STEPS,
}


@dataclass(frozen=True)
class AnswerFault:
    """A fault: the step that puts it right ("" when none is known), its field, what to do."""

    step: str
    field: str | None
    says: str


def faults_of(answers: Answers, as_of: date) -> list[AnswerFault]:
    """Every fault of the answers so far, as a person can put it right."""
    try:
        case_of(answers, as_of)
    except FactsError as error:
        case = raw_case(answers, as_of)
        return [_fault(fault, case) for fault in error.faults]
    return []


def _fault(fault: Fault, case: Case) -> AnswerFault:
    says = str(WORDS.get(fault.code, OTHERWISE))
    step, field = next(_places(fault.path.split("/"), case), ("", None))
    return AnswerFault(step, field, says)


def _places(path: list[str], case: Case) -> Iterator[tuple[str, str | None]]:
    """Step and field of a path; nothing for a path no step writes."""
    match path:
        case ["as_of"]:
            yield "as_of", "day"
        case ["voucher", "wear_parts", code, *_]:
            yield f"wear:{code}", None
        case ["demand", "items", index, *_]:
            yield f"part:demand/items/{index}", None
        case ["visits", index, *rest]:
            yield _place_of_visit(case["visits"][int(index)]["id"], rest)
        case ["exemptions", index, *_]:
            yield f"ground:{index}", None
        case [record, key, *_] if key in STEPS_OF.get(record, {}):
            yield STEPS_OF[record][key]


def _place_of_visit(visit_id: str, rest: list[str]) -> tuple[str, str | None]:
    match rest:
        case ["items", index, *_]:
            return f"part:visits/{visit_id}/items/{index}", None
        case ["excluded", index, key, *_]:
            return f"waits:{visit_id}", f"{key}{int(index) + 1}"
        case [key, *_]:
            return f"visit:{visit_id}", FIELDS.get(key)
    return f"visit:{visit_id}", None
