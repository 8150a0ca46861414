"""A sale put right after the handover: what stood there stays, periods, voucher and owner follow."""

import json
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from claims.vehicles.models import SaleCorrection
from claims.vehicles.periods import legal_vehicle
from claims.vehicles.selectors import handover_of
from claims.vehicles.services.correcting import Why, replacement_note, sale_put_right
from claims.vehicles.services.resale import car_bring_back
from claims.vehicles.services.vouchers import voucher_issue
from documents.issuing.models import State
from documents.issuing.services import paper_withdraw
from documents.signatures.selectors import is_signed_by
from sanbao.accounts.roles import Role
from sanbao.ledger.models import Event
from sanbao.work.models import Job
from tests.accounts.browsing import Browser
from tests.claims.vehicles import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db):
    return world.shop()


def put_right(shop, sale, key=None, by=None, handover_on=date(2026, 11, 21), reason="日期抄错了", **invoice):
    why = Why(reason=reason, key=key or uuid4())
    told = world.invoice(**invoice)
    return sale_put_right(sale=sale, invoice=told, handover_on=handover_on, why=why, by=by or shop.adviser, at=world.AT)


@pytest.mark.postgres
def test_a_wrong_day_moves_periods_reading_and_voucher_and_what_stood_there_stays(shop):
    sale, key = world.hand_over(shop), uuid4()
    old, signable = sale.voucher, handover_of(sale)
    told = {"invoiced_on": date(2026, 11, 18), "handover_on": date(2026, 11, 19), "price_yuan": Decimal(176_800)}
    entry = put_right(shop, sale, key, **told)
    assert put_right(shop, sale, key, **told) == entry == SaleCorrection.objects.get()
    sale.refresh_from_db()
    assert entry.changes == {
        "invoiced_on": ["2026-11-20", "2026-11-18"],
        "price_fen": ["18680000", "17680000"],
        "handover_on": ["2026-11-21", "2026-11-19"],
    }
    facts = legal_vehicle(sale)
    assert (facts.invoiced_on, facts.handover_on, facts.price_yuan) == (
        date(2026, 11, 18), date(2026, 11, 19), Decimal(176_800),
    )  # fmt: skip
    assert sale.vehicle.readings.get().read_at.date() == sale.vehicle.ownerships.get().since == date(2026, 11, 19)
    old.refresh_from_db()
    assert (old.state, sale.voucher.replaces) == (State.REPLACED, old)
    content = json.loads(sale.voucher.payload)["content"]
    assert (content["invoiced_on"], content["handover_on"]) == ("2026-11-18", "2026-11-19")
    assert handover_of(sale).content_hash == signable.content_hash, "what both signed is what they signed"
    assert is_signed_by(handover_of(sale), "consumer")
    events = Event.objects.filter(subject=sale.vehicle.ledger_subject)
    said = next(str(event.body) for event in events if event.action == "sale.put_right")
    assert "12345678" not in said
    assert "2026-11-19" in said
    sms = Job.objects.get(key=f"sale.put_right/{entry.public_id}").payload
    assert "开票日期、车价款、交车日期" in sms["text"]

    page = Browser(shop.adviser).client.get(reverse("vehicles:sale", args=[sale.public_id])).content.decode()
    assert "开票日期：2026年11月20日 → 2026年11月18日" in page
    assert "¥186,800.00 → ¥176,800.00" in page
    clerk = world.adviser(shop.producer, Role.CLERK, name="备案员")
    page = Browser(clerk).client.get(sale.vehicle.get_absolute_url()).content.decode()
    assert "交车日期：2026年11月21日 → 2026年11月19日" in page
    assert "到2029年11月19日或者60,000公里，先到为准" in page
    assert "车价款" in page
    assert "186,800" not in page

    put_right(shop, sale, number="87654321", **told)
    assert sale.voucher == SaleCorrection.objects.latest("id").sale.voucher, "the number stands on no voucher"
    with pytest.raises(PermissionDenied):
        put_right(shop, sale, by=world.adviser(world.outlet(name="别的店")))

    by_hand = world.adviser(shop.outlet, Role.CLERK, name="何静")
    paper_withdraw(sale.voucher, reason="wrong_content", by=by_hand, at=world.AT)
    put_right(shop, sale, handover_on=date(2026, 11, 20), invoiced_on=date(2026, 11, 18))
    sale.refresh_from_db()
    assert (sale.voucher.replaces, sale.voucher.withdrawn_at) == (None, None)


def test_what_cannot_be_so_is_refused_at_its_field(shop):
    sale = world.hand_over(shop)
    refusals = [
        ({"reason": " ", "number": "1"}, "reason"),
        ({"handover_on": date(2026, 11, 23)}, "handover_on"),
        ({"handover_on": date(2026, 9, 30)}, "handover_on"),
        ({"invoiced_on": date(2026, 11, 23)}, "invoiced_on"),
    ]
    for told, field in refusals:
        with pytest.raises(ValidationError) as refused:
            put_right(shop, sale, **told)
        assert list(refused.value.message_dict) == [field]
    with pytest.raises(ValidationError, match="没有要更正的"):
        put_right(shop, sale)
    assert not SaleCorrection.objects.exists()


def test_where_nothing_was_filed_for_the_right_day_the_wrong_voucher_is_withdrawn_by_who_may(shop):
    sale = world.hand_over(shop)
    shop.line.versions.update(in_force_from=date(2026, 11, 19), happened_on=date(2026, 11, 19))
    told = {"invoiced_on": date(2026, 11, 18)}
    with pytest.raises(ValidationError, match="请本店的负责人或者经办人来更正"):
        put_right(shop, sale, **told)
    clerk, old = world.adviser(shop.outlet, Role.CLERK, name="何静"), sale.voucher
    put_right(shop, sale, by=clerk, **told)
    sale.refresh_from_db()
    old.refresh_from_db()
    assert (sale.voucher, sale.terms_json, old.state) == (None, None, State.WITHDRAWN)
    shop.line.versions.update(in_force_from=date(2026, 11, 1), happened_on=date(2026, 11, 1))
    fresh = voucher_issue(sale=sale, by=shop.adviser, at=world.AT)
    assert fresh != old


def test_a_car_given_in_replacement_begins_its_periods_anew(shop):
    sale = world.hand_over(shop)
    client, url = Browser(shop.adviser).client, reverse("vehicles:replacement", args=[sale.public_id])
    told = {"on_year": "2026", "on_month": "11", "on_day": "22", "reason": "原车变速器修了5次", "key": str(uuid4())}
    assert "请写明凭据" in client.post(url, told).content.decode()
    told["proof"] = "换下LDECY15H6TA001133，协议HC-2026-7"
    assert client.post(url, told).status_code == 302
    client.post(url, told)
    assert SaleCorrection.objects.count() == 1
    old = sale.voucher
    sale.refresh_from_db()
    assert legal_vehicle(sale).replacement_handover_on == date(2026, 11, 22)
    assert sale.voucher.replaces == old
    assert json.loads(sale.voucher.payload)["content"]["replacement_handover_on"] == "2026-11-22"
    page = client.get(reverse("vehicles:sale", args=[sale.public_id])).content.decode()
    assert "协议HC-2026-7" in page
    why = Why(reason="换车", proof="协议", key=uuid4())
    with pytest.raises(ValidationError):
        replacement_note(sale=sale, on=date(2026, 9, 1), why=why, by=shop.adviser, at=world.AT)


def test_the_page_puts_a_sale_right_and_says_what_became_of_the_voucher(shop):
    sale = world.hand_over(shop)
    car_bring_back(sale=sale, how="vehicle_return", on=date(2026, 11, 22), km=80, by=shop.adviser, at=world.AT)
    client, url = Browser(shop.adviser).client, reverse("vehicles:put_right", args=[sale.public_id])
    shown = client.get(url).content.decode()
    assert 'value="12345678"' in shown
    day = dict(zip(("year", "month", "day"), ("2026", "11", "20"), strict=True))
    told = {"invoice_number": "12345678", "price_yuan": "186800", "reason": "", "key": str(uuid4())}
    told |= {f"{name}_{part}": value for name in ("invoiced_on", "handover_on") for part, value in day.items()}
    assert "请写明原因。" in client.post(url, told).content.decode()
    page = client.post(url, told | {"reason": "交车日期抄错"}, follow=True).content.decode()
    assert "三包凭证已经换成新的" in page
