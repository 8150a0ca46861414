"""The ways out of a dispute: what each needs, by when, what it costs; dated, and for either order."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sanbao.law.deadlines import Pause
from sanbao.law.errors import DataError
from sanbao.law.regulations import Citation, regulation
from sanbao.law.routes import load_routes, routes
from sanbao.law.sources import SHIPPED

CODES = ["panel", "association", "other_mediation", "market_regulator", "arbitration", "court"]
OLD, NEW = date(2026, 4, 14), date(2026, 4, 15)
TEXT = (SHIPPED / "routes.yaml").read_text("utf-8")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH_BESIDE_CHINESE = re.compile(
    r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]\s*[,;:()?!]|[,;:()?!]\s*[\u3400-\u9fff]"
)


def way(code, order="samr-43", on=NEW):
    return {one.code: one for one in routes(order, on)}[code]


def limits(code, on=NEW):
    return {one.parameter.duty: one for one in way(code, on=on).limits}


@pytest.mark.parametrize("order", ["samr-43", "aqsiq-150"])
def test_either_order_has_every_way_with_its_own_article_in_both_languages(order):
    found = routes(order, NEW)
    assert [one.code for one in found] == CODES
    assert {one.citation.law for one in found} == {order}
    order_says = regulation(order).parameters["dispute_routes"].values[0][1]
    assert {one.way for one in found} - {None} == set(order_says) - {"settlement"}
    for one in found:
        assert one.needs
        rows = [one, one.cost, *one.needs]
        assert all(CHINESE.search(row.label_zh) and not CHINESE.search(row.label_en) for row in rows)
        chinese = [*[row.label_zh for row in rows], one.paraphrase_zh]
        assert not [text for text in chinese if HALF_WIDTH_BESIDE_CHINESE.search(text)]
        assert len({need.code for need in one.needs}) == len(one.needs)


def test_a_complaint_has_the_limits_of_the_measures_in_force_on_the_day_of_receipt():
    """Received on 14 April 2026: 45 working days of mediation. On 15 April: 60 days, and the real identity is asked."""
    old, new = limits("market_regulator", OLD), limits("market_regulator", NEW)
    duties = ["complaint_years", "complaint_acceptance", "mediation_end", "mediation_end_notice"]
    assert list(old) == list(new) == duties
    assert [(old[duty].number, old[duty].parameter.unit) for duty in duties[1:3]] == [
        (7, "working_day"),
        (45, "working_day"),
    ]
    assert [(new[duty].number, new[duty].parameter.unit) for duty in duties[1:3]] == [(7, "working_day"), (60, "day")]
    assert new["complaint_years"].last_day(date(2024, 2, 29)) == date(2027, 2, 28)
    assert new["complaint_acceptance"].last_day(date(2026, 5, 6)) == date(2026, 5, 14), "9 May is a make-up workday"
    assert new["mediation_end"].last_day(date(2026, 5, 1)) == date(2026, 6, 30)
    appraisal = Pause(date(2026, 5, 2), date(2026, 5, 3))
    assert new["mediation_end"].last_day(date(2026, 5, 1), (appraisal,)) == date(2026, 7, 2)
    assert new["complaint_acceptance"].last_day(date(2026, 12, 25)) is None, "2027 is not loaded"
    needs = [{need.code for need in way("market_regulator", on=day).needs} for day in (OLD, NEW)]
    assert needs[1] - needs[0] == {"verified_identity"}
    assert way("market_regulator", on=OLD).barred_by == ("association", "other_mediation", "arbitration", "court")
    assert way("market_regulator", on=NEW).barred_by == ("association",)
    assert way("market_regulator", on=date(2019, 12, 31)).limits == ()
    assert way("market_regulator", on=date(2019, 12, 31)).barred_by == ()


def test_court_and_arbitration_have_three_years_and_a_fee_in_advance():
    for code in ("arbitration", "court"):
        assert limits(code)["limitation"].last_day(date(2026, 5, 6)) == date(2029, 5, 6)
        assert way(code).cost.code == "prepaid"
    assert way("court").barred_by == ("arbitration",)
    assert limits("other_mediation")["judicial_confirmation"].last_day(date(2026, 5, 6)) == date(2026, 6, 5)


def test_a_panel_is_free_under_order_43_and_a_matter_of_agreement_under_order_150():
    new, old = way("panel").cost, way("panel", "aqsiq-150").cost
    assert (new.code, new.yuan) == ("free", Decimal(0))
    assert way("panel", on=date(2020, 1, 1)).cost.yuan == Decimal(0), "asked before the order, its first number"
    assert (old.code, old.yuan) == ("agreed", None)
    assert way("panel").citation == Citation("samr-43", 35)


def test_an_unknown_order_has_no_ways():
    with pytest.raises(LookupError):
        routes("samr-44", NEW)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("- code: other_mediation\n", "- code: association\n", "the way stands twice"),
        ("  way: mediation\n", "", "missing key: way"),
        ("  read_in: report\n", "  read_in: hearsay\n", "read_in must be one of"),
        ("    samr-43: {law: samr-43, article: 35}\n", "", "citations must name"),
        ("samr-43: {law: samr-43, article: 35}", "samr-43: {law: aqsiq-150, article: 35}", "its own article"),
        ("samr-43: {law: samr-43, article: 35}", "samr-43: article 35", "missing citation"),
        ("{code: agreed,", "{code: dear,", "unknown cost: dear"),
        ("fee: third_party_fee_for_consumer", "fee: nothing", "unknown cost: free, nothing"),
        ("{code: agreed,", "{kind: agreed,", "missing key: code"),
        ("- {code: consent,", "- {colour: red, code: consent,", "unknown key: colour"),
        ("limits: [confirmation_days]", "limits: [some_days]", "no such limit or way: some_days"),
        ("2026-04-15: [association]", "2026-04-15: [parliament]", "no such limit or way: parliament"),
    ],
)
def test_a_defect_of_the_file_is_named_with_its_line(tmp_path: Path, old, new, problem):
    assert old in TEXT
    path = tmp_path / "routes.yaml"
    path.write_text(TEXT.replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match=problem) as raised:
        load_routes(path)
    assert raised.value.line > 1
