"""A sale freezes what was filed for its invoice day; a car is sold new once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from claims.vehicles import frozen_terms
from claims.vehicles.handlers import forget_drafts
from claims.vehicles.models import Ownership, Sale, SaleDraft, Vehicle
from claims.vehicles.selectors import current_ownership, vehicles_matching
from claims.vehicles.services.registering import vehicle_register
from claims.vehicles.services.selling import Buyer, draft_complete, sale_correct
from sanbao.accounts.roles import Role
from sanbao.law.facts import PeriodTerms
from sanbao.ledger.models import Event
from sanbao.work import MessageInfo
from tests.claims.vehicles import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db):
    return world.shop()


def test_the_terms_are_those_in_force_on_the_invoice_day_and_stay_so(shop):
    world.version(shop.line, date(2026, 11, 21), number=2, repair_warranty_months=60)
    before, after = world.sell(shop), world.sell(shop, world.OTHER_VIN, invoiced_on=date(2026, 11, 21))
    assert before.terms.repair_warranty == PeriodTerms(36, 60_000)
    assert after.terms.repair_warranty == PeriodTerms(60, 60_000)
    world.version(shop.line, date(2026, 11, 19), number=3, repair_warranty_months=120)
    assert Sale.objects.get(pk=before.pk).terms.repair_warranty.months == 36


def test_what_was_filed_below_the_law_binds_as_the_law_has_it(db):
    shop = world.shop(repair_warranty_months=12, three_guarantees_km=1_000, coefficient_millionths=8_000)
    terms = world.sell(shop).terms
    assert terms.repair_warranty == PeriodTerms(36, 60_000)
    assert terms.three_guarantees == PeriodTerms(24, 50_000)
    assert str(terms.coefficient) == "0.005"


def test_a_car_of_no_filed_line_is_sold_without_terms(shop):
    sale = world.sell(shop, identity={"model_line": None, "brand": "别家", "model": "X1"})
    assert sale.terms is None


@pytest.mark.parametrize(
    "bent", [{}, {"kind": "filed_terms.1", "content": {}}, "text", None, 7, [], {"content": {"energy": 3}}]
)
def test_bent_terms_are_refused_when_read(bent):
    with pytest.raises(frozen_terms.TermsError):
        frozen_terms.thawed(bent)


def test_terms_with_a_key_more_or_less_are_refused(shop):
    stored = world.sell(shop).terms_json
    assert frozen_terms.frozen(frozen_terms.thawed(stored)) == stored
    with pytest.raises(frozen_terms.TermsError):
        frozen_terms.thawed({**stored, "content": {**stored["content"], "more": 1}})
    with pytest.raises(frozen_terms.TermsError):
        frozen_terms.thawed({**stored, "content": {k: v for k, v in stored["content"].items() if k != "other"}})


def test_the_buyer_is_the_owner_to_be_and_found_by_his_phone(shop):
    sale = world.sell(shop)
    owner = current_ownership(sale.vehicle)
    assert (owner.name, owner.consumer, owner.since) == ("周敏", None, date(2026, 11, 20))
    assert list(vehicles_matching("138 0000 1441", shop.outlet)) == [sale.vehicle]


@pytest.mark.parametrize(("phone", "stays"), [("+8613800001441", True), ("+8613800001442", False)])
def test_who_stated_the_car_stays_bound_only_if_he_is_the_buyer(shop, phone, stays):
    stated = {"brand": "示例", "model": "SL7150", "model_line": None}
    owner = world.consumer(phone=phone)
    car, _ = vehicle_register(identity=world.identity(shop, **stated), outlet=None, by=owner, at=world.AT)
    Ownership.objects.create(
        vehicle=car, consumer=owner, bound_at=world.AT, since=date(2026, 11, 1), acquired_by=Ownership.Acquired.STATED
    )
    sale = world.sell(shop)
    assert (current_ownership(sale.vehicle).consumer == owner) == stays
    assert not Vehicle.objects.get().is_stated_by_owner


def test_the_second_sale_of_a_car_is_told_so_at_its_vin(shop):
    world.sell(shop)
    with pytest.raises(ValidationError) as refused:
        world.sell(shop, invoiced_on=date(2026, 11, 19))
    assert set(refused.value.error_dict) == {"vin"}
    assert Sale.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"invoiced_on": world.AT.date() + timedelta(days=1)}, "invoiced_on"),
        ({"invoiced_on": date(2026, 9, 30)}, "invoiced_on"),
        ({"invoiced_on": date(2013, 9, 30), "identity": {"built_on": date(2013, 9, 1)}}, "invoiced_on"),
        ({"vin": "LVSHCAMB1CE05424"}, "vin"),
        ({"vin": world.WRONG_CHECK}, "is_vin_confirmed"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(shop, fields, field):
    with pytest.raises(ValidationError) as refused:
        world.sell(shop, **fields)
    assert set(refused.value.error_dict) == {field}
    assert not Vehicle.objects.exists()


def test_a_car_known_from_an_intake_takes_what_the_seller_says(shop):
    vehicle_register(identity=world.identity(shop, model_line=None, brand="示例", model="?"), outlet=shop.outlet,
                     by=shop.adviser, at=world.AT)  # fmt: skip
    vehicle = Vehicle.objects.get(pk=world.sell(shop).vehicle.pk)
    assert (vehicle.model_line, vehicle.use, vehicle.built_on) == (shop.line, "household", date(2026, 10, 1))


def test_only_those_who_sell_there_sell(shop):
    for by in (world.adviser(shop.outlet, Role.TECHNICIAN), world.adviser(world.outlet(name="别的店"))):
        shop.adviser = by
        with pytest.raises(PermissionDenied):
            world.sell(shop)


def test_the_ledger_has_codes_alone(shop):
    sale = world.sell(shop)
    codes = Event.objects.filter(subject=sale.vehicle.ledger_subject).last().codes
    assert codes == {"sale": str(sale.public_id), "invoiced_on": "2026-11-20", "filing": sale.terms.version_id}


def test_a_correction_freezes_the_terms_anew(shop):
    world.version(shop.line, date(2026, 11, 21), number=2, repair_warranty_months=60)
    sale = world.sell(shop)
    told = {"invoice": world.invoice(invoiced_on=date(2026, 11, 22)), "buyer": Buyer(name="周敏敏")}
    corrected = sale_correct(sale=sale, **told, by=shop.adviser, at=world.AT)
    assert corrected.terms.repair_warranty.months == 60
    assert current_ownership(sale.vehicle).name == "周敏敏"


def complete(shop, draft, vin=world.VIN, by=None):
    told = {"identity": world.identity(shop, vin), "invoice": world.invoice(), "buyer": Buyer(name="周敏")}
    return draft_complete(draft=draft, **told, by=by or shop.adviser, at=world.AT)


def test_a_draft_sent_twice_makes_one_sale_and_forgets_the_answers(shop):
    draft = SaleDraft.objects.create(
        outlet=shop.outlet, started_by=shop.adviser, changed_at=world.AT, answers={"name": "周敏"}
    )
    assert complete(shop, draft).pk == complete(shop, draft).pk
    draft.refresh_from_db()
    assert draft.answers == {}


def test_a_draft_nobody_went_on_with_is_forgotten_and_a_sale_is_not(shop):
    kept, old, sold = (
        SaleDraft.objects.create(
            outlet=shop.outlet, started_by=shop.adviser, changed_at=world.AT - timedelta(days=days)
        )
        for days in (29, 31, 31)
    )
    complete(shop, sold)
    SaleDraft.objects.filter(pk=sold.pk).update(changed_at=old.changed_at)
    forget_drafts({}, MessageInfo("vehicles.forget_drafts/1", 1, world.AT))
    assert set(SaleDraft.objects.all()) == {kept, sold}


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_two_advisers_who_sell_the_same_car_at_once_make_one_sale():
    shop = world.shop()
    advisers = [shop.adviser, world.adviser(shop.outlet)]

    def attempt(by):
        try:
            draft = SaleDraft.objects.create(outlet=shop.outlet, started_by=by, changed_at=world.AT)
            return complete(shop, draft, by=by).pk
        except ValidationError as refused:
            return set(refused.error_dict)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, advisers))
    assert Sale.objects.count() == 1
    assert {"vin"} in outcomes
