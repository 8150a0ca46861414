"""The pages as a browser without scripts meets them: a sale page by page, the handover, the owner's pages."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from claims.vehicles.models import BindingRequest, ReissueRequest, Sale, SaleDraft, Vehicle
from claims.vehicles.selectors import current_ownership
from claims.vehicles.services.handing_over import handover_ask_for_signatures
from documents.issuing.models import Paper
from sanbao.accounts.roles import Role
from sanbao.accounts.signin.limits import RATES
from sanbao.ledger.models import Event
from tests.accounts.browsing import Browser
from tests.claims.vehicles import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db):
    return world.shop()


@pytest.fixture
def adviser(shop):
    return Browser(shop.adviser).client


def at(name, thing):
    return reverse(f"vehicles:{name}", args=[thing.public_id])


def start(adviser, shop) -> SaleDraft:
    adviser.post(at("start", shop.outlet))
    return SaleDraft.objects.latest("id")


def day(name, value):
    return dict(zip((f"{name}_year", f"{name}_month", f"{name}_day"), value.split("-"), strict=True))


def answers(shop) -> list[tuple[str, dict]]:
    return [
        ("vin", {"vin": "lvshcamb1ce054249"}),
        ("line", {"line": str(shop.line.public_id)}),
        ("built", {**day("built_on", "2026-10-1"), "use": "household", "plate": "浙A·12345"}),
        ("invoice", {"invoice_number": "12345678", **day("invoiced_on", "2026-11-20"), "price_yuan": "18.68万"}),
        ("buyer", {"name": "周敏", "phone": "138 0000 1441"}),
    ]


def test_a_sale_is_asked_page_by_page_and_registered_once(adviser, shop):
    draft = start(adviser, shop)
    for name, data in answers(shop):
        assert adviser.get(at("draft", draft)).url == at(f"draft_{name}", draft)
        assert adviser.post(at(f"draft_{name}", draft), data).url == at("draft", draft)
    summary = adviser.get(at("draft", draft)).content.decode()
    assert "138••••1441" in summary
    assert "¥186,800.00" in summary
    key = {"key": "0e1f0bd8-2f0a-4a8e-9f4e-2b7f6d5f3a11"}
    first, again = adviser.post(at("draft", draft), key), adviser.post(at("draft", draft), key)
    sale = Sale.objects.get()
    assert first.url == again.url == at("sale", sale)
    assert (sale.price_fen, sale.vehicle.plate) == (18_680_000, "浙A12345")


def test_a_car_that_is_sold_already_is_refused_at_its_number(adviser, shop):
    world.sell(shop)
    draft = start(adviser, shop)
    assert "这辆车已经登记过销售。" in adviser.post(at("draft_vin", draft), {"vin": world.VIN}).content.decode()
    assert not SaleDraft.objects.get().answers


def test_a_wrong_check_digit_asks_for_a_second_look(adviser, shop):
    draft = start(adviser, shop)
    page = adviser.post(at("draft_vin", draft), {"vin": world.WRONG_CHECK})
    assert "校验位对不上" in page.content.decode()
    assert 'name="is_vin_confirmed"' in page.content.decode()
    told = {"vin": world.WRONG_CHECK, "is_vin_confirmed": "on"}
    assert adviser.post(at("draft_vin", draft), told).status_code == 302


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("vin", {"vin": "LVSH"}, "17位"),
        ("vin", {"vin": ""}, "请填写车辆识别代号。"),
        ("line", {"line": "1"}, "请选择一项。"),
        ("built", {**day("built_on", "115-10-1"), "use": "household"}, "民国"),
        ("invoice", {"invoice_number": "1", **day("invoiced_on", "2190-1-1"), "price_yuan": "0"}, "日期不能晚于"),
        ("invoice", {"invoice_number": "1", **day("invoiced_on", "2026-11-20"), "price_yuan": "0"}, "应当大于0"),
        ("buyer", {"name": "", "phone": "12345"}, "请填写买车人的姓名。"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(adviser, shop, name, data, says):
    draft = start(adviser, shop)
    page = adviser.post(at(f"draft_{name}", draft), data)
    assert page.status_code == 200
    assert says in page.content.decode()
    assert not SaleDraft.objects.get().answers


def test_the_second_adviser_is_told_at_the_summary_that_the_car_is_sold(adviser, shop):
    draft = start(adviser, shop)
    for name, data in answers(shop):
        adviser.post(at(f"draft_{name}", draft), data)
    world.sell(shop)
    page = adviser.post(at("draft", draft), {"key": "0e1f0bd8-2f0a-4a8e-9f4e-2b7f6d5f3a11"})
    assert "这辆车已经登记过销售。" in page.content.decode()
    assert SaleDraft.objects.get(pk=draft.pk).answers


def test_a_handover_from_the_list_of_duties_to_the_papers(adviser, shop):
    sale = world.sell(shop)
    told = {**day("handover_on", "2026-11-21"), "km": "12", "done": world.keys_on(sale.invoiced_on)}
    assert adviser.post(at("handover", sale), told).url == at("sale", sale)
    adviser.post(at("sign", sale))
    page = adviser.get(at("sale", sale)).content.decode()
    assert page.count("去签字") == 3  # the hint, and a button for each
    adviser.post(at("complete", sale))
    assert "还没有双方签字" in adviser.get(at("sale", sale)).content.decode()
    world.sign(shop, sale)
    assert 'name="voucher" value="bilingual"' in adviser.get(at("sale", sale)).content.decode()
    adviser.post(at("complete", sale), {"voucher": "bilingual"})
    assert '"bilingual":true' in Paper.objects.get(kind="voucher").payload
    page = adviser.get(at("sale", sale)).content.decode()
    assert "交车已经办完" in page
    assert "SB-2026" in page
    assert "JC-2026" in page


def test_both_see_what_they_sign_with_its_articles(adviser, shop):
    sale = world.note(shop, world.sell(shop), words="左前门有一处划痕，已经补漆。")
    for signature in handover_ask_for_signatures(sale=sale, by=shop.adviser, at=world.AT):
        shown = adviser.get(reverse("signatures:sign", args=[signature.public_id])).content.decode()
        for words in ("左前门有一处划痕", "第四十三号令第十三条第四项", "使用补偿系数", "周敏", world.VIN):
            assert words in shown


def test_an_owner_who_lost_the_voucher_asks_and_the_seller_issues_another(adviser, shop):
    shop.line = world.model_line(shop.producer, specification="1.5T")  # which Order 150 wants on the voucher
    world.version(shop.line)
    sale = world.hand_over(shop, invoiced_on=date(2021, 11, 5), identity={"built_on": date(2021, 10, 1)})
    browser = Browser(world.consumer()).client
    browser.post(reverse("vehicles:bind"), {"vin_end": "054249", "code": world.code_on_the_record(sale)})
    browser.post(at("lost_voucher", sale.vehicle))
    asked = ReissueRequest.objects.get()
    ReissueRequest.objects.update(asked_at=datetime(2026, 11, 16, 10, 0, tzinfo=world.SHANGHAI))
    page = adviser.get(at("reissue", sale)).content.decode()
    assert "最迟2026年11月30日补办（第一百五十号令第二十七条第一款）" in page
    adviser.post(at("reissue", sale), {"key": str(asked.public_id)})
    asked.refresh_from_db()
    assert asked.paper.replaces == sale.voucher
    assert asked.paper.number in browser.get(sale.vehicle.get_absolute_url()).content.decode()


def test_a_car_is_bound_by_its_owner_and_shown_with_its_periods(shop):
    sale, buyer = world.hand_over(shop), world.consumer()
    browser = Browser(buyer).client
    told = {"vin_end": "054249", "code": world.code_on_the_record(sale)}
    assert browser.post(reverse("vehicles:bind"), told).url == sale.vehicle.get_absolute_url()
    page = browser.get(sale.vehicle.get_absolute_url()).content.decode()
    assert "到2029年11月21日或者60,000公里，先到为准" in page
    assert "您，2026年11月21日起" in page
    assert "示例 SL7150" in browser.get(reverse("vehicles:cars")).content.decode()


def test_codes_are_not_tried_without_end_and_two_who_try_do_not_shut_out_the_owner(shop):
    sale = world.hand_over(shop)
    told = {"vin_end": "054249", "code": "0000-0000"}
    for number in (2, 3):
        stranger = Browser(world.consumer("路人", f"+861380000144{number}")).client
        pages = [stranger.post(reverse("vehicles:bind"), told).content.decode() for _ in range(11)]
        assert "没有对上" in pages[9]
        assert "试得太频繁了" in pages[10]
    told["code"] = world.code_on_the_record(sale)
    assert Browser(world.consumer()).client.post(reverse("vehicles:bind"), told).status_code == 302
    amount = {rate.split("/")[2]: int(rate.split("/")[0]) for rate in RATES["bind_car"].split(",")}
    assert amount["key"] >= 50 * amount["user"], "it takes many accounts to close a car"


def test_a_transfer_code_is_shown_once(shop):
    sale, buyer = world.hand_over(shop), world.consumer()
    browser = Browser(buyer).client
    browser.post(reverse("vehicles:bind"), {"vin_end": "054249", "code": world.code_on_the_record(sale)})
    shown = browser.post(at("transfer", sale.vehicle), follow=True).content.decode()
    assert "过户码</dt>" in shown
    assert "过户码</dt>" not in browser.get(at("transfer", sale.vehicle)).content.decode()


def test_the_owner_is_masked_until_somebody_asks_and_that_is_recorded(adviser, shop):
    sale = world.hand_over(shop)
    page = adviser.get(sale.vehicle.get_absolute_url()).content.decode()
    assert "周敏" not in page
    assert "138••••1441" in page
    assert "周敏" in adviser.post(at("owner", sale.vehicle)).content.decode()
    assert Event.objects.filter(subject=sale.vehicle.ledger_subject).last().action == "owner.revealed"


def test_a_new_owner_sees_the_number_of_a_reading_and_not_the_words(shop):
    sale, first, second = world.hand_over(shop), world.consumer(), world.consumer("欧阳", "+8613800001442")
    browser, later = Browser(first).client, Browser(second).client
    browser.post(reverse("vehicles:bind"), {"vin_end": "054249", "code": world.code_on_the_record(sale)})
    told = {"km": "5", **day("read_at", "2026-11-22"), "read_at_time": "9:30"}
    asked = browser.post(at("reading", sale.vehicle), told).content.decode()
    assert 'name="lower_because"' in asked
    browser.post(at("reading", sale.vehicle), {**told, "lower_because": "meter_changed", "words": "我自己换了表"})
    assert "我自己换了表" in browser.get(sale.vehicle.get_absolute_url()).content.decode()
    code = browser.post(at("transfer", sale.vehicle), follow=True).context["code"]
    later.post(reverse("vehicles:bind"), {"vin_end": "054249", "code": code})
    page = later.get(sale.vehicle.get_absolute_url()).content.decode()
    assert "更换过里程表" in page
    assert "我自己换了表" not in page
    assert "周敏" not in page
    assert browser.get(sale.vehicle.get_absolute_url()).status_code == 404


def test_a_reading_says_who_took_it(adviser, shop):
    sale = world.hand_over(shop)
    told = {"km": "900", **day("read_at", "2026-11-22"), "read_at_time": "9:30"}
    adviser.post(at("reading", sale.vehicle), told)
    adviser.post(
        at("reading", sale.vehicle), told | {"km": "3", "read_at_time": "9:40", "lower_because": "meter_changed"}
    )
    assert list(sale.vehicle.readings.order_by("id").values_list("source", flat=True))[1:] == ["outlet", "meter_change"]


def test_the_seller_decides_a_request_from_his_list(adviser, shop):
    sale, buyer = world.hand_over(shop), world.consumer()
    Browser(buyer).client.post(reverse("vehicles:ask"), {"vin": world.VIN, "invoice_number": "12345678"})
    request = BindingRequest.objects.get()
    assert at("decide", request) in adviser.get(reverse("vehicles:sales")).content.decode()
    shown = adviser.get(at("decide", request)).content.decode()
    assert at("sale", request.vehicle.sale) in shown, "there the buyer can be called, as he is asked to do"
    adviser.post(at("decide", request), {"decision": "yes"})
    assert current_ownership(sale.vehicle).consumer == buyer


@pytest.mark.parametrize("name", ["sale", "correct", "handover", "reissue", "bring_back", "code"])
def test_somebody_elses_sale_is_not_there(shop, name):
    sale = world.hand_over(shop)
    stranger = Browser(world.adviser(world.outlet(name="别的店"), Role.CLERK)).client
    assert stranger.get(at(name, sale)).status_code == 404


def test_the_search_on_the_model_page_narrows_the_lines(adviser, shop):
    world.version(world.model_line(shop.producer, model="别的型号"), number=1)
    draft = start(adviser, shop)
    page = adviser.get(at("draft_line", draft), {"q": "SL7150"}).content.decode()
    assert "SL7150" in page
    assert "别的型号" not in page


def test_a_car_of_no_filed_line_is_asked_for_its_words(adviser, shop):
    draft = start(adviser, shop)
    adviser.post(at("draft_vin", draft), {"vin": world.VIN})
    adviser.post(at("draft_line", draft), {"line": "none"})
    assert adviser.get(at("draft", draft)).url == at("draft_words", draft)
    told = {"brand": "别家", "model": "X1", "kind": "passenger_car", "energy": "hev"}
    adviser.post(at("draft_words", draft), told)
    for name, data in answers(shop)[2:]:
        adviser.post(at(f"draft_{name}", draft), data)
    assert "没有备案" in adviser.get(at("draft", draft)).content.decode()
    adviser.post(at("draft", draft), {"key": "0e1f0bd8-2f0a-4a8e-9f4e-2b7f6d5f3a11"})
    assert (Vehicle.objects.get().brand, Vehicle.objects.get().energy) == ("别家", "hev")
