"""A car is handed over when every duty is done and both have signed what stands there now; then voucher, record and code."""

import json
import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.vehicles.duties import duties_on, keys_on
from claims.vehicles.models import OdometerReading
from claims.vehicles.selectors import current_ownership
from claims.vehicles.services.handing_over import handover_complete
from claims.vehicles.services.selling import Buyer, sale_correct
from claims.vehicles.services.vouchers import voucher_issue, voucher_reissue
from documents.issuing.models import Paper
from documents.issuing.permissions import can_view_paper
from documents.papers.checking import ContextError
from sanbao.accounts.roles import Role
from sanbao.ledger.models import Event
from sanbao.work.testing import run_all
from tests.claims.vehicles import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db):
    return world.shop()


def test_the_duties_are_those_of_the_order_that_governs_the_sale():
    assert [duty.citation for duty in duties_on(date(2026, 11, 20))] == [
        f"第四十三号令第十三条第{item}项" for item in "一二三四五"
    ]
    assert len(duties_on(date(2021, 12, 31))) == 8
    assert duties_on(date(2021, 12, 31))[0].citation == "第一百五十号令第十二条第一款第一项"


def test_the_duty_to_explain_names_what_is_explained():
    told = next(duty for duty in duties_on(date(2026, 11, 20)) if duty.key == "told_at_handover")
    assert told.details == ("三包条款", "包修期", "三包有效期", "使用补偿系数", "修理网点怎样查询")


def test_a_handover_gives_voucher_record_reading_and_owner(shop):
    sale = world.hand_over(shop)
    vehicle = sale.vehicle
    assert {paper.kind for paper in Paper.objects.filter(subject=vehicle.ledger_subject)} == {"voucher", "handover"}
    assert current_ownership(vehicle).since == date(2026, 11, 21)
    reading = vehicle.readings.get()
    assert (reading.km, reading.source, reading.precision) == (12, "handover", OdometerReading.Precision.DAY)
    assert "car.handed_over" in [event.action for event in Event.objects.filter(subject=vehicle.ledger_subject)]


def test_the_voucher_holds_the_frozen_terms_and_both_businesses(shop):
    content = json.loads(world.hand_over(shop).voucher.payload)["content"]
    assert (content["vin"], content["invoiced_on"], content["handover_on"]) == (world.VIN, "2026-11-20", "2026-11-21")
    assert content["repair_warranty"] == {"km": 60_000, "months": 36}
    assert content["producer"]["phone"] == "400-800-0000"
    assert content["seller"]["address"] == "示例省示例市示例路88号"
    assert content["main_components"][0]["name"]["zh"] == "发动机"


@pytest.mark.parametrize("left_out", range(5))
def test_with_a_duty_left_out_nobody_is_asked_to_sign(shop, left_out):
    sale = world.sell(shop)
    keys = list(keys_on(sale.invoiced_on))
    del keys[left_out]
    world.note(shop, sale, done=keys)
    with pytest.raises(ValidationError):
        world.sign(shop, sale)
    with pytest.raises(ValidationError):
        handover_complete(sale=sale, by=shop.adviser, at=world.AT)


@pytest.mark.parametrize("role", ["seller", "consumer"])
def test_one_signature_is_not_enough(shop, role):
    sale = world.note(shop, world.sell(shop))
    world.sign(shop, sale, role)
    with pytest.raises(ValidationError):
        handover_complete(sale=sale, by=shop.adviser, at=world.AT)


def test_what_is_changed_after_the_signing_is_signed_again(shop):
    sale = world.note(shop, world.sell(shop))
    world.sign(shop, sale)
    told = {"invoice": world.invoice(number="87654321"), "buyer": Buyer(name="周敏", phone="+8613800001441")}
    sale_correct(sale=sale, **told, by=shop.adviser, at=world.AT)
    with pytest.raises(ValidationError):
        handover_complete(sale=sale, by=shop.adviser, at=world.AT)
    world.sign(shop, sale)
    assert handover_complete(sale=sale, by=shop.adviser, at=world.AT).handed_over_at == world.AT


def test_completed_twice_it_is_completed_once(shop):
    sale = world.hand_over(shop)
    again = handover_complete(sale=sale, by=shop.adviser, at=world.AT)
    assert again.voucher_id == sale.voucher_id
    assert Paper.objects.count() == 2


def test_a_car_handed_over_is_not_noted_or_corrected_again(shop):
    sale = world.hand_over(shop)
    with pytest.raises(PermissionDenied):
        world.note(shop, sale)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"handover_on": date(2026, 11, 23)}, "handover_on"),
        ({"handover_on": date(2026, 9, 30)}, "handover_on"),
        ({"done": ["drive_it_round_the_yard"]}, "done"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(shop, fields, field):
    with pytest.raises(ValidationError) as refused:
        world.note(shop, world.sell(shop), **fields)
    assert set(refused.value.error_dict) == {field}


def test_a_voucher_that_cannot_be_printed_keeps_the_car_from_being_handed_over(shop):
    """A battery car whose producer stated no capacity limits: the article is named, nothing is half done."""
    bev = world.shop("bev", coefficient_millionths=4_000)
    sale = world.note(bev, world.sell(bev, world.OTHER_VIN))
    world.sign(bev, sale)
    with pytest.raises(ContextError, match="第四十三号令第九条第七项"):
        handover_complete(sale=sale, by=bev.adviser, at=world.AT)
    sale.refresh_from_db()
    assert sale.handed_over_at is None
    assert not Paper.objects.exists()


def test_without_a_filing_the_car_is_handed_over_and_the_voucher_follows_it(db):
    shop = world.shop()
    shop.line.versions.update(in_force_from=date(2026, 12, 1))
    sale = world.hand_over(shop)
    assert sale.voucher is None
    with pytest.raises(ValidationError):
        voucher_issue(sale=sale, by=shop.adviser, at=world.AT)
    world.version(shop.line, date(2026, 1, 1), number=2)
    first, again = (voucher_issue(sale=sale, by=shop.adviser, at=world.AT) for _ in range(2))
    assert first == again
    sale.refresh_from_db()
    assert sale.terms.version_number == 2


def test_a_lost_voucher_is_issued_again_in_place_of_the_old_one(shop):
    sale = world.hand_over(shop)
    told = {"key": sale.public_id, "by": shop.adviser, "at": world.AT}
    paper, again = voucher_reissue(sale=sale, **told), voucher_reissue(sale=sale, **told)
    assert paper == again
    assert paper.replaces == sale.voucher
    content = json.loads(paper.payload)["content"]
    assert content["reissued_on"] == "2026-11-22"
    assert sale.voucher.number in content["other"]
    sale.refresh_from_db()
    assert sale.voucher == paper


def test_a_voucher_in_both_languages_is_given_where_it_is_chosen_and_reissued_in_both(shop):
    sale = world.note(shop, world.sell(shop))
    world.sign(shop, sale)
    sale = handover_complete(sale=sale, by=shop.adviser, at=world.AT, bilingual=True)
    lost = sale.voucher
    again = voucher_reissue(sale=sale, key=uuid.UUID(int=5), by=shop.adviser, at=world.AT)
    assert [json.loads(paper.payload)["content"]["bilingual"] for paper in (lost, again)] == [True, True]


def test_both_papers_are_printed(shop):
    sale = world.hand_over(shop)
    run_all(world.AT)
    for paper in (sale.voucher, sale.record):
        assert Paper.objects.get(pk=paper.pk).is_printed


def test_a_stranger_sees_neither_paper(shop):
    sale = world.hand_over(shop)
    stranger = world.consumer("别人", "+8613800001442")
    assert not can_view_paper(stranger, sale.voucher)
    assert not can_view_paper(stranger, sale.record)


def test_the_record_with_the_code_is_for_those_who_sell_and_the_buyer(shop):
    """Whoever holds the code could bind the car to himself."""
    sale = world.hand_over(shop)
    assert can_view_paper(shop.adviser, sale.record)
    assert can_view_paper(world.adviser(shop.outlet, Role.AUDITOR), sale.record)
    for role in (Role.TECHNICIAN, Role.READER):
        person = world.adviser(shop.outlet, role)
        assert not can_view_paper(person, sale.record)
        assert can_view_paper(person, sale.voucher)
