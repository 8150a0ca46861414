"""What keeps a voucher from being issued, each with its field, and its article where the law asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from documents.papers.checking import Problem, cited, unprintable
from documents.papers.voucher import POSTCODE, STATUTORY_ITEMS, VoucherContext, percent
from sanbao.law.regulations import regulation, regulation_in_force

VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
NUMBER = re.compile(r"[A-Z0-9-]{1,20}")  # one line of its place on the paper, and a file name
CHECK_CODE = re.compile(r"[A-Z0-9-]{1,12}")


def problems_of(context: VoucherContext, coverage: frozenset[int]) -> Iterator[Problem]:
    """Everything that keeps this voucher from being issued."""
    yield from _missing(context)
    yield from _misshapen(context)
    yield from _below_the_law(context)
    yield from unprintable(context, coverage)


def _missing(context: VoucherContext) -> Iterator[Problem]:
    for item in STATUTORY_ITEMS[context.regulation]:
        for path in item.fields:
            if item.asked_of(context) and _is_empty(_value(context, path)):
                values = {"item": item.name, "citation": cited(item.citation)}
                yield Problem(path, _("“%(item)s”不完整，不能出具凭证（%(citation)s）。") % values, item.citation)
    if context.capacity_fade is not None and not context.capacity_fade.method.strip():
        yield Problem("capacity_fade.method", _("请写明容量衰减的检测方法。"))


def _value(context: Any, path: str) -> Any:
    for name in path.split("."):
        context = getattr(context, name)
    return context


def _is_empty(value: Any) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def _misshapen(context: VoucherContext) -> Iterator[Problem]:
    if not NUMBER.fullmatch(context.number):
        yield Problem("number", _("凭证编号由大写字母、数字和连字符组成，最多20个。"))
    if context.proof is not None and not CHECK_CODE.fullmatch(context.proof.check_code):
        yield Problem("proof.check_code", _("校验码由大写字母、数字和连字符组成，最多12个。"))
    if context.vin and not VIN.fullmatch(context.vin):
        yield Problem("vin", _("车辆识别代号是17位大写字母和数字，没有字母I、O、Q。"))
    for who in ("producer", "seller"):
        postcode = getattr(context, who).postcode
        if postcode and not POSTCODE.fullmatch(postcode):
            yield Problem(f"{who}.postcode", _("邮政编码是6位数字。"))
    governing = regulation_in_force(context.replacement_handover_on or context.invoiced_on)
    if governing is None or governing.id != context.regulation:
        yield Problem("regulation", _("这辆车的开票日期不归这个规定管。"))
    handed_over = context.handover_on or context.invoiced_on
    if context.produced_on > max(context.invoiced_on, handed_over):
        yield Problem("produced_on", _("生产日期不能晚于开具发票和交付车辆的日期。"))


def _below_the_law(context: VoucherContext) -> Iterator[Problem]:
    """A producer may promise more than the law, never less."""
    law, parameters = context.law, regulation(context.regulation).parameters
    for name in ("repair_warranty", "three_guarantees"):
        for unit, says in (
            ("months", _("不能短于%(least)s个月（%(citation)s）。")),
            ("km", _("不能少于%(least)s公里（%(citation)s）。")),
        ):
            least = getattr(law, f"{name}_{unit}")
            if getattr(getattr(context, name), unit) < least:
                citation = parameters[f"{name}_{unit}"].citation
                values = {"least": f"{least:,}", "citation": cited(citation)}
                yield Problem(f"{name}.{unit}", says % values, citation)
    coefficient, most = context.use_compensation_coefficient, law.compensation_coefficient_max
    if coefficient is not None and not 0 <= coefficient <= most:
        citation = parameters["compensation_coefficient_max"].citation
        values = {"most": percent(most), "citation": cited(citation)}
        yield Problem("use_compensation_coefficient", _("不能高于%(most)s（%(citation)s）。") % values, citation)
