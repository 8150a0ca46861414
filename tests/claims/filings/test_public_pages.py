"""What everybody may read, and what machines may: without signing in, with all that is filed and nothing personal."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.filings import services
from claims.filings.models import FilingVersion, ModelLine
from sanbao.law.facts import PeriodTerms
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import organisation
from tests.claims.filings.world import AT, BEV, ICE, appoint, clerk, filing, producer, submit
from tests.web.test_budgets import over_budget

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(timezone.now())


@pytest.fixture
def visitor():
    return Browser()


def read(response):
    return json.loads(response.content)


def test_a_model_is_found_by_brand_model_outlet_and_province(visitor):
    first, second = producer(), producer()
    submit(first)
    submit(second, identity=BEV)
    appoint(first, organisation(name="示例杭州4S店", region="330106"))
    appoint(second, organisation(name="示例成都4S店", region="510107"))

    def found(**asked):
        shown = text_of(visitor.get("filings:index", data=asked))
        return ["CY7150H" in shown, "QY7000BEV" in shown]

    assert found() == [True, True]
    assert found(q="澄岳 7150") == [True, False]
    assert found(outlet="成都") == [False, True]
    assert found(province="33") == [True, False]
    assert found(energy="bev") == [False, True]
    assert found(q="没有这样的车") == [False, False]


@pytest.mark.parametrize(
    "asked", [{"province": "99"}, {"energy": "steam"}, {"producer": "x"}, {"q": "\0"}, {"page": "x"}, {"q": "%"}]
)
def test_a_search_that_cannot_be_is_a_page_and_not_an_error(visitor, asked):
    for name in ("index", "outlets", "lines_json", "outlets_json"):
        assert visitor.get(f"filings:{name}", data=asked).status_code == 200


def test_the_page_of_a_model_shows_terms_parts_outlets_and_history(visitor):
    where = producer()
    line = submit(where, filing(date(2024, 1, 1))).model_line
    submit(where, filing(date(2025, 1, 1), repair_warranty=PeriodTerms(60, 100_000)))
    appoint(where, organisation(name="示例西湖4S店", region="330106"), address="示例路8号")
    shown = text_of(visitor.get("filings:line", line.public_id))
    for says in (
        "60个月或者100,000公里",
        "曲轴",
        "轮胎",
        "示例西湖4S店",
        "浙江",
        "第2版",
        "第1版",
        "没有发现达不到要求",
    ):
        assert says in shown
    old = line.versions.get(number=1)
    assert "36个月或者60,000公里" in text_of(visitor.get("filings:version", old.public_id))


def test_terms_below_the_law_are_shown_as_such_to_everybody(visitor):
    line = submit(producer(), filing(repair_warranty=PeriodTerms(12, 60_000))).model_line
    shown = text_of(visitor.get("filings:line", line.public_id))
    assert "包修期不能短于36个月，备案的是12个月" in shown
    assert "第四十三号令第十八条第一款" in shown
    assert "这不影响车主的权利" in shown


def test_a_late_change_is_shown_as_late(visitor):
    where = producer()
    line = submit(where, filing(date(2024, 1, 1))).model_line
    late = filing(date(2026, 9, 1), date(2026, 7, 1), coefficient=Decimal("0.001"))
    submit(where, late)
    assert "迟于规定期限" in text_of(visitor.get("filings:line", line.public_id))


def test_two_versions_stand_side_by_side_with_what_changed_alone(visitor):
    where = producer()
    first = filing(date(2024, 1, 1))
    line = submit(where, first).model_line
    fewer = tuple(part for part in first.terms.main_components if part.code != "engine_piston")
    submit(where, filing(date(2025, 1, 1), main_components=fewer, coefficient=Decimal("0.003")))
    second = line.versions.get(number=2)
    shown = text_of(visitor.get("filings:changes", second.public_id))
    assert "减少：</span>活塞" in shown
    assert "0.5%" in shown
    assert "0.3%" in shown
    assert "曲轴" not in shown
    assert "包修期" not in shown
    assert visitor.get("filings:changes", line.versions.get(number=1).public_id).status_code == 404


def test_a_withdrawn_version_is_named_and_its_terms_are_not_shown(visitor):
    where = producer()
    line = submit(where, filing(date(2024, 1, 1))).model_line
    coming = submit(where, filing(TODAY + timedelta(days=30), coefficient=Decimal("0.001")))
    services.version_withdraw(version=coming, by=clerk(where), at=timezone.now())
    assert "已撤回" in text_of(visitor.get("filings:line", line.public_id))
    assert visitor.get("filings:version", coming.public_id).status_code == 404
    told = read(visitor.get("filings:line_json", line.public_id))["versions"]
    assert [("terms" in version, version["state"]) for version in told] == [(False, "withdrawn"), (True, "in_force")]


def test_the_json_of_a_model_says_what_its_page_says(visitor):
    where = producer()
    line = submit(where, filing(coefficient=Decimal("0.0051")), ICE).model_line
    response = visitor.get("filings:line_json", line.public_id)
    told = read(response)
    assert (told["brand"], told["model"], told["energy"]) == ("澄岳", "CY7150H", "ice")
    version = told["versions"][0]
    assert version["terms"]["repair_warranty"] == {"months": 36, "km": 60000}
    assert version["terms"]["use_compensation_coefficient"] == "0.0051"
    assert version["findings"] == [{"code": "coefficient_above_cap", "article": {"law": "samr-43", "article": 27}}]
    assert version["files"][0]["url"].endswith("/owner_manual.pdf")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_unchanged_json_costs_no_bytes(visitor):
    line = submit(producer()).model_line
    for name, args in (("lines_json", ()), ("outlets_json", ()), ("line_json", (line.public_id,))):
        response = visitor.get(f"filings:{name}", *args)
        again = visitor.get(f"filings:{name}", *args, headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_nothing_personal_is_public(visitor):
    where = producer()
    by = clerk(where)
    line = submit(where, by=by).model_line
    appoint(where, organisation(), by=by)
    version = line.versions.get()
    pages = [("index", ()), ("outlets", ()), ("line", (line.public_id,)), ("version", (version.public_id,))]
    pages += [("lines_json", ()), ("outlets_json", ()), ("line_json", (line.public_id,))]
    for name, args in pages:
        shown = text_of(visitor.get(f"filings:{name}", *args))
        for secret in (by.name, by.username, by.email, str(by.public_id)):
            assert secret not in shown


def test_lists_of_json_have_pages(visitor):
    where = producer()
    many(where, 60)
    first = read(visitor.get("filings:lines_json"))
    assert (first["count"], first["pages"], len(first["results"])) == (60, 2, 50)
    second = read(visitor.client.get(first["next"]))
    assert (second["page"], second["next"], len(second["results"])) == (2, None, 10)


def test_the_list_keeps_its_budgets_with_five_hundred_models(visitor):
    where = producer()
    many(where, 500)
    for name in ("index", "lines_json"):
        with CaptureQueriesContext(connection) as queries:
            response = visitor.get(f"filings:{name}")
        assert over_budget(name, response, len(queries)) == []
    browser = Browser(clerk(where))
    with CaptureQueriesContext(connection) as queries:
        response = browser.get("filings:producer", where.public_id)
    assert over_budget("producer", response, len(queries)) == []


def many(where, count):
    """Rows made at once from one filing, for the services would take a minute."""
    pattern = submit(where)
    own = {name: getattr(pattern.model_line, name) for name in ("producer", "brand", "vehicle_type", "kind", "energy")}
    lines = ModelLine.objects.bulk_create(
        ModelLine(**own, model=f"CY{number:05}", specification="1.5T 豪华型", created_at=AT)
        for number in range(count - 1)
    )
    kept_apart = ("_state", "_prefetched_objects_cache", "id", "public_id", "model_line_id")
    same = {name: value for name, value in vars(FilingVersion.objects.get()).items() if name not in kept_apart}
    FilingVersion.objects.bulk_create(FilingVersion(**same, model_line=line) for line in lines)


def test_outlets_are_listed_on_the_days_of_their_appointment_alone(visitor):
    where = producer()
    appoint(where, organisation(name="从前的网点"), valid_until=TODAY - timedelta(days=1), valid_from=date(2020, 1, 1))
    appoint(where, organisation(name="现在的网点"), valid_from=TODAY)
    shown = text_of(visitor.get("filings:outlets"))
    assert "现在的网点" in shown
    assert "从前的网点" not in shown


def test_terms_under_two_orders_are_each_judged_by_their_own(visitor):
    where = producer()
    old = filing(date(2020, 1, 1))
    older = replace(old, terms=replace(old.terms, coefficient=Decimal("0.008")))
    line = submit(where, older).model_line
    submit(where, filing(date(2022, 1, 1)))
    first = line.versions.get(number=1)
    shown = text_of(visitor.get("filings:version", first.public_id))
    assert "使用补偿系数不能高于" not in shown
