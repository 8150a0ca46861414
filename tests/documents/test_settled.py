"""A paper prints as it was issued, whatever the law's data say when it is printed.

Each context here was settled under other data than today's: other words, days and versions than would come out now.
"""

from dataclasses import replace
from datetime import date

import pytest

from documents.issuing.register import kind_of
from documents.issuing.restoring import context_from
from documents.papers.checking import ContextError
from documents.papers.deadline import DayCell
from documents.papers.payload import payload
from documents.papers.voucher_form import VoucherForm, form_key
from tests.documents.samples import MADE_AT, deadline, entitlement, voucher

OLD = "0123456789abcdef"


def frozen(kind: str, context):
    """As a worker finds it: made from the payload alone."""
    return context_from(payload(kind, context).decode(), kind_of(kind).context)


def settled(kind: str, context, **changes):
    context = kind_of(kind).settled(context)
    return replace(context, settled=replace(context.settled, **changes))


def old_voucher(**changes):
    days = {"starts_on": date(2031, 1, 2), "repair_warranty_until": date(2034, 5, 6)}
    return settled("voucher", voucher(**changes), compensation_distance_km=2_500, order_zh="另一个规定", **days)


def printed(kind: str, context) -> bytes:
    return kind_of(kind).printed(replace(frozen(kind, context), proof=context.proof), MADE_AT)


def test_a_voucher_prints_the_periods_and_numbers_it_was_issued_with(text_of):
    text = text_of(printed("voucher", old_voucher()))
    for words in ("2031年1月2日", "2034年5月6日", "÷2,500公里", "另一个规定"):
        assert words in text
    assert "第43号" not in text


def test_a_voucher_filled_into_a_form_prints_the_same(text_of):
    first, second = old_voucher(), old_voucher(number="SB-2024-0000422")
    assert form_key(first) == form_key(second)
    assert form_key(first) != form_key(voucher())
    assert text_of(VoucherForm(first).fill(second, MADE_AT)) == text_of(printed("voucher", second))


def test_an_entitlement_sheet_of_another_version_of_the_law_prints_what_it_said(text_of):
    context = settled("entitlement", entitlement(), provenance=f"当时的说明{OLD}", asked="当时的问题")
    text = text_of(printed("entitlement", replace(context, law_data_version=OLD)))
    assert f"当时的说明{OLD}" in text
    assert "当时的问题" in text


def test_a_deadline_sheet_prints_the_days_that_were_counted_then(text_of):
    weeks = ((DayCell("due", "2024-09-30", "第7日", "到期"),) * 7,)
    context = settled("deadline", deadline(), due="2024年9月30日", weeks=weeks, version=OLD, rule="当时的规定")
    text = text_of(printed("deadline", context))
    for words in ("2024年9月30日", "第7日", "当时的规定", OLD):
        assert words in text
    assert "2024年10月12日" not in text


def test_what_was_not_settled_is_checked_against_the_law_of_now():
    with pytest.raises(ContextError):
        printed("entitlement", entitlement(law_data_version=OLD))


@pytest.mark.parametrize(
    ("kind", "context"), [("voucher", voucher()), ("entitlement", entitlement()), ("deadline", deadline())]
)
def test_a_settled_context_comes_back_whole_and_is_settled_once(kind, context):
    once = kind_of(kind).settled(context)
    assert frozen(kind, once) == replace(once, proof=None)
    assert kind_of(kind).settled(once) is once
