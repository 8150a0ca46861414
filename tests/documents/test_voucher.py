"""The voucher: what it must hold by which article, and that it is printed as it was given."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from documents.papers.checking import ContextError
from documents.papers.printing import check_voucher, voucher_pdf
from documents.papers.proof import Proof
from documents.papers.voucher import ORDER_43, ORDER_150, STATUTORY_ITEMS, CapacityFade, standard_groups
from documents.papers.voucher_page import car_values
from documents.templatetags.papers import whole
from sanbao.law.facts import PeriodTerms
from sanbao.law.regulations import Citation
from tests.documents.samples import MADE_AT, groups, voucher, voucher_150

SAMPLES = {ORDER_43: voucher, ORDER_150: voucher_150}
EMPTY = {"handover_on": None, "use_compensation_coefficient": None, "capacity_fade": None}
TUPLES = ("main_components", "special_parts", "wear_parts")


def emptied(context, path):
    """The context without what the path names."""
    head, _, rest = path.partition(".")
    if rest:
        return replace(context, **{head: emptied(getattr(context, head), rest)})
    return replace(context, **{head: EMPTY.get(head, () if head in TUPLES else "")})


def problems(context):
    with pytest.raises(ContextError) as refused:
        check_voucher(context)
    return {problem.field: problem for problem in refused.value.problems}


# Days and periods are of types that have no empty value.
NEVER_EMPTY = ("produced_on", "invoiced_on", "repair_warranty", "three_guarantees")
STATUTORY = [
    (order, item, path)
    for order, items in STATUTORY_ITEMS.items()
    for item in items
    for path in item.fields
    if path not in NEVER_EMPTY
]


@pytest.mark.parametrize(("order", "item", "path"), STATUTORY, ids=[f"{order}-{path}" for order, _, path in STATUTORY])
def test_leaving_a_statutory_item_out_is_refused_by_name_and_article(order, item, path):
    problem = problems(emptied(SAMPLES[order](), path))[path]
    assert problem.citation == item.citation
    assert str(item.name) in problem.says
    assert "第四十三号令第九条" in problem.says if order == ORDER_43 else "第一百五十号令第" in problem.says


def test_the_seven_items_of_order_43_are_those_of_its_article_9():
    citations = [item.citation for item in STATUTORY_ITEMS[ORDER_43]]
    assert citations == [Citation(ORDER_43, 9, None, number) for number in range(1, 8)]


@pytest.mark.parametrize("energy", ["bev", "phev", "erev"])
def test_a_car_charged_from_outside_needs_limits_of_capacity(energy):
    context = voucher(energy=energy, main_components=groups("2021", energy), capacity_fade=None)
    assert "capacity_fade" in problems(context)


@pytest.mark.parametrize("energy", ["ice", "hev"])
def test_other_cars_need_none(energy):
    check_voucher(voucher(energy=energy, main_components=groups("2021", energy), capacity_fade=None))


def test_limits_of_capacity_say_how_they_are_measured():
    fade = CapacityFade(repair_warranty_percent=Decimal(80), three_guarantees_percent=Decimal(85), method=" ")
    assert "capacity_fade.method" in problems(voucher(capacity_fade=fade))


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"repair_warranty": PeriodTerms(35, 100_000)}, "repair_warranty.months", "36"),
        ({"repair_warranty": PeriodTerms(36, 59_999)}, "repair_warranty.km", "60,000"),
        ({"three_guarantees": PeriodTerms(23, 50_000)}, "three_guarantees.months", "24"),
        ({"three_guarantees": PeriodTerms(24, 49_999)}, "three_guarantees.km", "50,000"),
        ({"use_compensation_coefficient": Decimal("0.0051")}, "use_compensation_coefficient", "0.5%"),
    ],
)
def test_terms_below_the_law_are_refused(changes, field, says):
    problem = problems(voucher(**changes))[field]
    assert says in problem.says
    assert problem.citation is not None


def test_the_coefficient_of_order_150_may_be_higher():
    check_voucher(voucher_150(use_compensation_coefficient=Decimal("0.008")))


@pytest.mark.parametrize(("coefficient", "printed"), [("0", "n＝0%"), ("0.003", "n＝0.3%"), ("0.0050", "n＝0.5%")])
def test_the_coefficient_is_printed_as_promised_nothing_included(coefficient, printed, text_of):
    context = voucher(use_compensation_coefficient=Decimal(coefficient))
    assert f"{printed}使用补偿费" in joined(text_of(voucher_pdf(context, MADE_AT)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"vin": "LSVPACLSBDK0S042"}, "vin"),
        ({"vin": "LSVPACLSBDK0S042O"}, "vin"),
        ({"number": "../../etc"}, "number"),
        ({"number": "SB-2024-000000000000421"}, "number"),
        ({"proof": Proof("abc", "x", "https://sanbao.example/")}, "proof.check_code"),
        ({"produced_on": date(2024, 3, 2)}, "produced_on"),
        ({"invoiced_on": date(2021, 12, 31)}, "regulation"),
        ({"other": "字" * 301}, "other"),
        ({"other": "上\n下"}, "other"),
        ({"brand": "星\u202e河"}, "brand"),
        ({"brand": "\U0001f600"}, "brand"),
        ({"brand": "\ue000"}, "brand"),
    ],
)
def test_a_field_in_the_wrong_form_is_named(changes, field):
    assert field in problems(voucher(**changes))


def test_the_postcode_has_six_digits():
    seller = replace(voucher().seller, postcode="20012")
    assert "seller.postcode" in problems(voucher(seller=seller))


def test_a_character_that_looks_like_another_is_told_with_the_usual_one():
    """U+2F00 prints like 一 and would be extracted as 一."""
    assert "可以改用“一”" in problems(voucher(brand="第⼀汽车"))["brand"].says


def test_all_problems_are_told_at_once():
    assert {"vin", "brand", "terms"} <= set(problems(voucher(vin="1", brand="", terms="")))


def test_the_periods_begin_with_the_handover_when_the_days_differ():
    values = car_values(voucher())
    assert (values["starts_on"], values["repair_warranty_until"], values["three_guarantees_until"]) == (
        "2024年3月1日",
        "2027年3月1日",
        "2026年3月1日",
    )


def test_the_periods_of_a_replacement_car_begin_anew():
    values = car_values(voucher(replacement_handover_on=date(2024, 6, 1)))
    assert values["three_guarantees_until"] == "2026年6月1日"


def test_a_car_of_each_energy_lists_what_it_has():
    names = {energy: {group.name.zh for group in standard_groups("2021", energy)} for energy in ("ice", "bev", "phev")}
    assert "动力蓄电池" not in names["ice"]
    assert "发动机" not in names["bev"]
    assert {"发动机", "动力蓄电池", "行驶驱动电机"} <= names["phev"]


def joined(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    "context",
    [voucher(), voucher(bilingual=True), voucher_150(), voucher_150(reissued_on=date(2020, 7, 8))],
    ids=["order 43", "bilingual", "order 150", "re-issued"],
)
def test_every_field_is_on_two_pages_word_for_word(context, opened, text_of):
    printed = voucher_pdf(context, MADE_AT)
    assert len(opened(printed).pages) == 2
    assert len(printed) <= 150 * 1024
    text = joined(text_of(printed))
    expected = [
        *car_values(context).values(),
        context.brand,
        context.model,
        context.specification,
        context.producer.name,
        context.producer.address,
        context.seller.name,
        context.seller.phone,
        context.repairers,
        context.terms,
        context.other,
        context.proof.address,
        *[part.zh for group in context.main_components for part in group.components],
        *[part.name.zh for part in context.wear_parts],
        *[part.zh for part in context.special_parts],
    ]
    assert [words for words in expected if joined(words) not in text] == []
    assert ("补办" in text.replace("申请补办", "")) == (context.reissued_on is not None)
    assert text.count(context.number) == 2


def test_rare_names_and_long_addresses_come_out_as_they_went_in(text_of):
    name = "王䶮㛃𬱖𠮷壿墫（深圳）汽车销售有限公司"
    address = "某省某市某区某街道" * 33 + "一二号"
    seller = replace(voucher().seller, name=name, address=address)
    text = joined(text_of(voucher_pdf(voucher(seller=seller), MADE_AT)))
    assert len(address) == 300
    assert name in text
    assert address in text


def test_markup_in_a_name_is_text(text_of):
    name = "<b>王</b>&amp;<script>alert(1)</script>{{ 1 }}"
    seller = replace(voucher().seller, name=name)
    assert joined(name) in joined(text_of(voucher_pdf(voucher(seller=seller), MADE_AT)))


@pytest.mark.parametrize("energy", ["bev", "phev", "erev"])
def test_the_limits_of_capacity_are_printed_and_nothing_is_said_where_there_are_none(energy, text_of):
    context = voucher(energy=energy, main_components=groups("2021", energy))
    assert "不低于标称值的80%" in joined(text_of(voucher_pdf(context, MADE_AT)))
    without = replace(context, energy="ice", capacity_fade=None)
    assert "容量" not in text_of(voucher_pdf(without, MADE_AT))


def test_a_voucher_without_a_proof_shows_no_place_for_one(text_of):
    text = text_of(voucher_pdf(voucher(proof=None), MADE_AT))
    assert "校验码" not in text


LONGEST = ("澄岳汽车䶮㛃" * 50)[:300]
TEXTS_OF_THE_FRONT = {"repairers": LONGEST, "terms": LONGEST, "other": LONGEST}


def parties(**changes):
    return {name: replace(getattr(voucher(), name), **changes) for name in ("producer", "seller")}


@pytest.mark.parametrize("bilingual", [False, True])
@pytest.mark.parametrize("more", [{}, {"reissued_on": date(2024, 6, 1)}], ids=["first", "re-issued"])
def test_the_longest_addresses_leave_the_front_on_one_page(bilingual, more, opened):
    context = voucher(**parties(address=LONGEST), bilingual=bilingual, **more)
    assert len(opened(voucher_pdf(context, MADE_AT)).pages) == 2


def test_a_front_that_needs_two_pages_goes_on_under_a_heading_and_cuts_no_row(opened, text_of):
    context = voucher(**parties(address=LONGEST, name=LONGEST), **TEXTS_OF_THE_FRONT)
    content = voucher_pdf(context, MADE_AT)
    text = text_of(content)
    assert len(opened(content).pages) == 3
    assert text.count("（正面，续）") == 1
    assert text.replace("\n", "").count(LONGEST) == 7


def test_articles_days_and_amounts_are_not_cut_by_the_end_of_a_line():
    for part in (
        "第四十三号令第二十四条第一款第四项",
        "令第43号",
        "2024年3月1日",
        "12,345公里",
        "5.5%",
        "Article 24(1)(4)",
        "1 March 2024",
        "100,000 km",
    ):
        assert whole(f"前{part}后 ") == f'前<span class="whole">{part}</span>后 '


def test_what_is_kept_together_is_escaped_as_all_text_is():
    assert whole("<b>第五条&") == '&lt;b&gt;<span class="whole">第五条</span>&amp;'
