"""Why a paper of a claim is not printed: what is missing on it, sums that do not add up, signs that no font prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.cases.papers.contexts import (
    CasePaper,
    MoneyLine,
    RecoursePack,
    RefundSheet,
    Refusal,
    ReturnCertificate,
    Settlement,
)
from documents.fonts.provided import provided_fonts
from documents.papers.checking import Problem, refuse_if_any, unprintable
from documents.papers.voucher import StatutoryItem
from sanbao.law.regulations import regulation

LONGEST_TEXT = 1_000
NEWER = "samr-43"
# Without which such a paper says nothing; the statutory items of a refusal are told with their article.
_NEEDED = {
    "claim": gettext_lazy("请求编号"),
    "car": gettext_lazy("车辆"),
    "vin": gettext_lazy("车辆识别代号"),
    "asked": gettext_lazy("要求"),
    "consumer": gettext_lazy("消费者的姓名"),
    "respondent": gettext_lazy("经营者的名称"),
    "representative": gettext_lazy("受托人的姓名"),
    "producer": gettext_lazy("生产者的名称"),
    "remedy": gettext_lazy("同意怎样办"),
    "terms": gettext_lazy("协议的内容"),
    "routes": gettext_lazy("解决途径"),
    "lines": gettext_lazy("款项"),
    "costs": gettext_lazy("款项"),
    "new_vin": gettext_lazy("换来的车的车辆识别代号"),
}
_MAY_BE_EMPTY = {"demand_letter": ("representative",), "recourse_pack": ("consumer",)}


def check(code: str, context: CasePaper) -> None:
    """Raises ContextError."""
    refuse_if_any(_problems(code, context))


def _problems(code: str, context: CasePaper) -> Iterator[Problem]:
    names = {field.name for field in fields(context)} - set(_MAY_BE_EMPTY.get(code, ()))
    for name, label in _NEEDED.items():
        if name in names and _is_empty(getattr(context, name)):
            yield Problem(name, _("缺少{name}。").format(name=label))
    if isinstance(context, Refusal):
        yield from _unproven(context)
    for total, lines in _sums(context):
        if sum(line.signed for line in lines) != total:
            yield Problem("lines", _("各项加起来不等于总数，请重新计算。"))
    yield from unprintable(_without_strokes(context), provided_fonts().coverage, LONGEST_TEXT)


def _is_empty(value: object) -> bool:
    return value == () or (isinstance(value, str) and not value.strip())


def _unproven(context: Refusal) -> Iterator[Problem]:
    """Each reason has its fact, its article, and its evidence or why there is none."""
    citation = regulation(NEWER).parameters["reply"].citation
    for place, reason in enumerate(context.reasons):
        told = {
            "fact": reason.fact,
            "citation": reason.citation,
            "evidence": reason.evidence or reason.without_evidence,
        }
        for name, value in told.items():
            if _is_empty(value):
                says = _("第{number}个理由要写明事实、条文和证据。").format(number=place + 1)
                yield Problem(f"reasons.{place}.{name}", says, citation)


def _sums(context: CasePaper) -> Iterator[tuple[Any, tuple[MoneyLine, ...]]]:
    if isinstance(context, RefundSheet | ReturnCertificate):
        yield context.refund, context.lines
    if isinstance(context, RecoursePack):
        yield context.total, context.costs


def _without_strokes(context: CasePaper) -> CasePaper:
    """A drawn signature is as long as it is, and no text."""
    if not isinstance(context, Settlement):
        return context
    return replace(context, signatures=tuple(replace(one, path="") for one in context.signatures))


def items(context: CasePaper) -> Iterable[StatutoryItem]:
    """What the law wants on such a paper: the reasons of a refusal (Order 43, article 28)."""
    if not isinstance(context, Refusal):
        return ()
    citation = regulation(NEWER).parameters["reply"].citation
    return (StatutoryItem(gettext_lazy("不同意的理由"), citation, ("reasons",)),)
