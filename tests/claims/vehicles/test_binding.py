"""A car becomes that of an account by a code, or by its invoice and the seller's word; who was there before is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from claims.vehicles.binding_codes import TRANSFER_LIFETIME
from claims.vehicles.models import BindingCode, BindingRequest
from claims.vehicles.permissions import can_see_vehicle
from claims.vehicles.selectors import current_ownership, vehicles_matching, vehicles_of
from claims.vehicles.services.binding import (
    binding_ask,
    binding_decide,
    car_bind,
    handover_code_renew,
    transfer_offer,
    transfer_withdraw,
)
from documents.issuing.permissions import can_view_paper
from sanbao.work.models import Job
from tests.claims.vehicles import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db):
    return world.shop()


@pytest.fixture
def sale(shop):
    return world.hand_over(shop)


@pytest.fixture
def owner(sale):
    buyer = world.consumer()
    bind(sale, buyer)
    return buyer


@pytest.fixture
def stranger(db):
    return world.consumer("欧阳", "+8613800001442")


def bind(sale, by, code=None, vin_end="054249", at=world.AT):
    return car_bind(vin_end=vin_end, code=code or world.code_on_the_record(sale), by=by, at=at)


def messages() -> list[str]:
    return [job.payload["phone"] for job in Job.objects.filter(topic="sms.send").order_by("id")]


def test_the_printed_code_binds_the_car_to_whoever_has_the_paper(sale):
    buyer = world.consumer()
    assert bind(sale, buyer) == sale.vehicle
    assert list(vehicles_of(buyer)) == [sale.vehicle]
    assert can_view_paper(buyer, sale.voucher)
    assert can_view_paper(buyer, sale.record)


def test_an_owner_is_found_by_the_phone_of_his_account_too(sale, shop):
    bind(sale, world.consumer("周敏", "+8613900001441"))
    for phone in ("13900001441", "13800001441"):
        assert list(vehicles_matching(phone, shop.outlet)) == [sale.vehicle]


def test_the_buyer_is_told_when_another_number_binds_his_car(sale, stranger):
    bind(sale, stranger)
    assert messages() == ["+8613800001441"]


def test_the_buyer_himself_is_told_nothing(sale, owner):
    assert messages() == []


def test_a_code_is_read_as_people_type_it(sale):
    typed = world.code_on_the_record(sale).replace("-", " ").lower().replace("0", "o")
    bind(sale, world.consumer(), typed, "ｃｅ054249")


def test_a_code_is_good_once(sale, owner, stranger):
    with pytest.raises(ValidationError) as refused:
        bind(sale, stranger)
    assert set(refused.value.error_dict) == {"code"}


@pytest.mark.parametrize(
    ("code", "end"), [("0000-0000", "054249"), (None, "054248"), (None, ""), ("-", "054249"), (None, "9")]
)
def test_a_wrong_code_and_a_wrong_car_are_told_alike(sale, code, end):
    with pytest.raises(ValidationError) as refused:
        bind(sale, world.consumer(), code, end)
    assert refused.value.message_dict["code"][0].startswith("没有对上。")


def test_a_code_is_kept_as_a_hash_alone(sale):
    assert world.code_on_the_record(sale) not in str(BindingCode.objects.values())


def test_only_who_can_be_told_binds(sale):
    with pytest.raises(PermissionDenied):
        bind(sale, world.people.person("没有手机"))


def test_a_new_code_ends_the_printed_one(sale, shop):
    fresh = handover_code_renew(vehicle=sale.vehicle, by=shop.adviser, at=world.AT)
    with pytest.raises(ValidationError):
        bind(sale, world.consumer("甲", "+8613800001443"))
    bind(sale, world.consumer(), fresh)


def test_a_bound_car_gets_no_new_code_from_the_seller(sale, shop, owner):
    with pytest.raises(PermissionDenied):
        handover_code_renew(vehicle=sale.vehicle, by=shop.adviser, at=world.AT)


def ask(by, number="12345678", vin=world.VIN):
    return binding_ask(typed_vin=vin, invoice_number=number, by=by, at=world.AT)


def test_with_the_invoice_the_seller_is_asked_and_confirms(sale, shop):
    buyer = world.consumer()
    request = ask(buyer)
    assert ask(buyer) == request
    assert not vehicles_of(buyer)
    binding_decide(request=request, confirmed=True, by=shop.adviser, at=world.AT)
    assert list(vehicles_of(buyer)) == [sale.vehicle]
    assert messages() == []


def test_what_the_seller_does_not_confirm_binds_nothing_and_is_not_decided_again(sale, shop, stranger):
    request = ask(stranger)
    for _ in range(2):
        binding_decide(request=request, confirmed=False, by=shop.adviser, at=world.AT)
    assert not vehicles_of(stranger)
    with pytest.raises(ValidationError):
        binding_decide(request=request, confirmed=True, by=shop.adviser, at=world.AT)


@pytest.mark.parametrize(("number", "vin"), [("1234567", world.VIN), ("", world.VIN), ("12345678", world.OTHER_VIN)])
def test_a_wrong_invoice_and_an_unknown_car_are_told_alike(sale, stranger, number, vin):
    with pytest.raises(ValidationError) as refused:
        ask(stranger, number, vin)
    assert refused.value.message_dict["invoice_number"][0].startswith("没有对上。")


def test_an_owner_who_is_there_is_told_when_somebody_asks_and_when_it_is_confirmed(sale, shop, owner, stranger):
    request = ask(stranger)
    assert messages() == [owner.phone]
    binding_decide(request=request, confirmed=True, by=shop.adviser, at=world.AT)
    assert messages() == [owner.phone] * 2
    assert current_ownership(sale.vehicle).consumer == stranger
    assert not can_see_vehicle(owner, sale.vehicle)


def test_only_the_sellers_people_decide_and_nobody_for_himself(sale, shop, stranger):
    request = ask(stranger)
    for by in (stranger, world.adviser(world.outlet(name="别的店"))):
        with pytest.raises(PermissionDenied):
            binding_decide(request=request, confirmed=True, by=by, at=world.AT)


def test_a_transfer_passes_the_car_and_nothing_of_the_former_owner(sale, owner, stranger):
    code = transfer_offer(vehicle=sale.vehicle, by=owner, at=world.AT)
    bind(sale, stranger, code)
    assert list(vehicles_of(stranger)) == [sale.vehicle]
    assert not vehicles_of(owner)
    assert can_view_paper(stranger, sale.voucher)
    assert not can_view_paper(stranger, sale.record)
    assert can_view_paper(owner, sale.record)
    assert not can_view_paper(owner, sale.voucher)
    assert messages() == [owner.phone]


def test_a_transfer_code_ends_by_time_by_withdrawal_and_by_a_newer_one(sale, owner, stranger):
    first = transfer_offer(vehicle=sale.vehicle, by=owner, at=world.AT)
    second = transfer_offer(vehicle=sale.vehicle, by=owner, at=world.AT)
    for code, at in ((first, world.AT), (second, world.AT + TRANSFER_LIFETIME)):
        with pytest.raises(ValidationError):
            bind(sale, stranger, code, at=at)
    transfer_withdraw(vehicle=sale.vehicle, by=owner, at=world.AT)
    with pytest.raises(ValidationError):
        bind(sale, stranger, second, at=world.AT + timedelta(days=1))


def test_the_owner_does_not_pass_the_car_to_himself(sale, owner):
    code = transfer_offer(vehicle=sale.vehicle, by=owner, at=world.AT)
    with pytest.raises(ValidationError):
        bind(sale, owner, code)


def test_only_the_owner_offers_the_car(sale, shop, owner, stranger):
    for by in (stranger, shop.adviser):
        with pytest.raises(PermissionDenied):
            transfer_offer(vehicle=sale.vehicle, by=by, at=world.AT)


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_of_two_who_type_one_code_at_once_one_gets_the_car():
    sale = world.hand_over(world.shop())
    people = [world.consumer(f"甲{n}", f"+861380000144{n}") for n in range(2)]

    def attempt(by):
        try:
            bind(sale, by)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, people)) == [False, True]
    assert BindingRequest.objects.count() == 0
