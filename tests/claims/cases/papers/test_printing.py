"""Each paper of a claim as it is printed, and what is refused before it takes a number."""

import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from pypdf import PdfReader

from claims.cases.papers import codes
from claims.cases.papers.cleaning import cleaned
from claims.cases.papers.money import lines_of
from claims.cases.papers.printing import printed
from documents.issuing.freezing import ready
from documents.issuing.register import kind_of
from documents.papers.checking import ContextError
from sanbao.law.parsing import facts_from_json
from sanbao.law.refund_sheet import refund_sheet
from tests.claims.cases.papers.samples import LONG, PAPERS
from tests.documents.samples import EXAMPLES, MADE_AT

WANTED = {
    codes.DEMAND_LETTER: (
        "三包要求书", "星河汽车浦东销售服务有限公司", "现在要求：退车（第四十三号令第二十四条第一款第四项）", "王䶮", "李㛃", LONG,
        "从收到要求的次日起数10个工作日", "收到以后算出", "要等那一年的放假安排公布以后才能算出", "（车主填写）", "回执", "7K3M-9Q2P",
    ),
    codes.AUTHORISATION: ("委托李㛃", "没有写在上面的事", "受托人签字"),
    codes.ACKNOWLEDGEMENT: ("在2026年11月2日收到了这份要求", "这一日不计，从次日起数10个工作日", "2026年11月16日", "不是法定期限"),
    codes.GRANT: ("同意您的要求：换车", "配置不低于原车：星河", "2026年11月20日", "购车发票", "¥11,530.23"),
    codes.REFUSAL: ("不同意您的要求：退车", "理由3", "没有附证据：零部件已经寄回", "第三十二条第一款第三项", "不向您收费"),
    codes.REFUND_SHEET: ("车价款186,800.00元×里程12,345公里÷1,000公里×系数0.5%", "¥178,994.77", "每满一年"),
    codes.REPLACEMENT: ("LSVPACLSBKK000007", "LSVPACLSBTT000123", "第四十三号令第二十九条", "到2029年11月20日或者60,000公里为止", "SB-2026-0001-000099"),
    codes.RETURN: ("办理了退车，特此证明", "2026年11月20日付清（转账到消费者本人的账户）", "¥178,994.77"),
    codes.SETTLEMENT: ("经示例汽车争议调解中心协助", "变速器的包修期延长12个月", "没有约定", "双方都签字以后生效", "登录后确认", "ab12" * 16),
    codes.OUTSIDE_ROUTES: ("2. 向市场监督管理部门投诉", "受理后60日内", "没有规定期限", "没有先后"),
    codes.RECOURSE: ("星河汽车有限公司", "要求追偿¥181,394.77", "第四十三号令第三条第一款", "TC-2026-0001-000003"),
}  # fmt: skip


def text_of(content):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


def test_each_paper_says_what_it_is_for():
    missing = {}
    for code, context in PAPERS.items():
        kind = kind_of(code)
        assert kind.numbered(ready(kind, context, None), "XX-2026-0000-000000").claim == "QQ-2026-000123"
        text = text_of(printed(code, context, MADE_AT))
        missing[code] = [words for words in WANTED[code] if words not in text]
    assert missing == {code: [] for code in PAPERS}


def test_a_letter_in_both_languages_and_to_a_seller_with_an_account():
    context = replace(PAPERS[codes.DEMAND_LETTER], bilingual=True, is_known_here=True)
    text = text_of(printed(codes.DEMAND_LETTER, context, MADE_AT))
    assert "Demand under the three guarantees" in text
    assert "回执" not in text


@pytest.mark.parametrize(
    ("code", "changes", "field"),
    [
        (codes.REFUSAL, {"reasons": ()}, "reasons"),
        (codes.REFUSAL, {"reasons": (replace(PAPERS[codes.REFUSAL].reasons[0], evidence=()),)}, "reasons.0.evidence"),
        (codes.DEMAND_LETTER, {"respondent": " "}, "respondent"),
        (codes.RETURN, {"refund": Decimal(1)}, "lines"),
        (codes.RECOURSE, {"total": Decimal(1)}, "lines"),
        (codes.GRANT, {"words": "好😀"}, "words"),
    ],
)
def test_what_is_missing_or_does_not_add_up_takes_no_number(code, changes, field):
    with pytest.raises(ContextError) as refused:
        ready(kind_of(code), replace(PAPERS[code], **changes), None)
    assert [problem.field for problem in refused.value.problems] == [field]
    if field.startswith("reasons"):
        assert (refused.value.problems[0].citation.article, refused.value.problems[0].citation.paragraph) == (28, 1)


def test_words_with_signs_that_no_font_has_are_printed_all_the_same():
    context = cleaned(replace(PAPERS[codes.GRANT], words="好😀\n明天"))
    assert context.words == "好□ 明天"
    assert ready(kind_of(codes.GRANT), context, None).words == "好□ 明天"


def test_the_lines_of_a_refund_add_up_to_the_laws_sum():
    """186,800 × 12,345 ÷ 1,000 × 0.005 = 11,530.23; 186,800 − 11,530.23 = 175,269.77"""
    facts = facts_from_json(json.loads((EXAMPLES / "gearbox.json").read_text(encoding="utf-8")))
    sheet = refund_sheet(facts, compensation_due=True)
    lines = list(lines_of(sheet))
    assert [(line.sign, line.amount) for line in lines] == [("", Decimal("186800.00")), ("−", Decimal("11530.23"))]
    assert lines[1].how == "车价款186,800.00元×里程12,345公里÷1,000公里×系数0.5%"
    assert sum(line.signed for line in lines) == sheet.refund_yuan == Decimal("175269.77")
    far = replace(facts, demand=replace(facts.demand, mileage_km=999_000))
    floored = refund_sheet(far, compensation_due=True)
    assert (floored.is_floored, sum(line.signed for line in lines_of(floored))) == (True, 0)
