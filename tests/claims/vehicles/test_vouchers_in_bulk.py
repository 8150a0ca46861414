"""A car has one valid voucher, whether it was given at its handover or with many others from a file."""

from dataclasses import replace
from datetime import date

import pytest

from claims.vehicles.car_register import RegisteredCars
from claims.vehicles.models import Sale
from claims.vehicles.services.handing_over import handover_complete
from claims.vehicles.services.registering import vehicle_register
from claims.vehicles.voucher import voucher_of
from documents.issuing.bulk_numbering import batch_number
from documents.issuing.bulk_reading import order_of
from documents.issuing.cars import subject_of
from documents.issuing.freezing import ready
from documents.issuing.models import Paper
from documents.issuing.register import kind_of
from sanbao.ledger.models import Event
from tests.claims.vehicles import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db):
    return world.shop()


def numbered(shop, *contexts):
    fit = [(order, ready(kind_of("voucher"), order.context, shop.outlet))
           for order in (order_of(context, shop.outlet) for context in contexts)]  # fmt: skip
    return batch_number(fit, issuer=shop.outlet, by=shop.adviser, at=world.AT)


def told(shop, vin=world.OTHER_VIN):
    """What a file would say of a car, made from one that is sold here in the same way."""
    sale = Sale.objects.first() or world.hand_over(shop)
    return replace(voucher_of(sale), vin=vin)


def says(step):
    return [problem.says for _order, error in step.refused for problem in error.problems]


def valid(sale):
    return Paper.objects.filter(
        kind="voucher", subject=sale.vehicle.ledger_subject, withdrawn_at=None, replaced_by=None
    ).get()


def test_a_registered_car_with_a_voucher_keeps_it_and_another_content_is_refused(shop):
    sale = world.hand_over(shop)
    same = numbered(shop, voucher_of(sale))
    assert (same.papers, same.issued, same.refused) == ((sale.voucher,), 0, ())
    step = numbered(shop, replace(voucher_of(sale), model="SL9999"))
    assert (step.papers, step.issued) == ((), 0)
    assert sale.voucher.number in says(step)[0]


@pytest.mark.postgres
def test_a_registered_car_without_a_voucher_gets_it_under_its_subject_and_linked_to_the_sale(shop):
    sale = world.hand_over(shop)
    context = voucher_of(sale)
    Sale.objects.update(voucher=None)  # as where the producer had filed nothing at the handover
    Paper.objects.filter(kind="voucher").update(subject="vehicle/elsewhere")
    step = numbered(shop, context)
    assert step.issued == 1
    sale.refresh_from_db()
    assert sale.voucher == step.papers[0] == valid(sale)
    actions = [event.action for event in Event.objects.filter(subject=sale.vehicle.ledger_subject)]
    assert actions.count("voucher.linked") == 1
    again = numbered(shop, context)
    assert (again.papers, again.issued, again.refused) == (step.papers, 0, ())


def test_a_registered_car_is_refused_before_its_handover_for_other_days_and_by_another_seller(shop):
    handed_over = world.hand_over(shop)
    waiting = world.note(shop, world.sell(shop, world.OTHER_VIN))
    step = numbered(shop, told(shop))
    assert "还没有办完交车" in says(step)[0]
    Sale.objects.filter(pk=handed_over.pk).update(voucher=None)
    Paper.objects.filter(kind="voucher").update(subject="vehicle/elsewhere")
    step = numbered(shop, replace(voucher_of(handed_over), handover_on=date(2026, 11, 22)))
    assert "和登记的不同" in says(step)[0]
    Sale.objects.update(seller=None, seller_name="别家")
    step = numbered(shop, replace(told(shop), seller=voucher_of(waiting).seller))
    assert "不是您的单位" in says(step)[0]
    assert Paper.objects.filter(kind="voucher").count() == 1


def test_a_voucher_given_before_the_registration_is_the_voucher_of_the_handover(shop):
    given = numbered(shop, told(shop)).papers[0]
    assert given.subject == subject_of(world.OTHER_VIN)
    sale = world.note(shop, world.sell(shop, world.OTHER_VIN))
    assert numbered(shop, told(shop)).papers == (given,)  # a run again before the handover: nothing new
    world.sign(shop, sale)
    sale = handover_complete(sale=sale, by=shop.adviser, at=world.AT)
    assert sale.voucher == given == valid(sale)


def test_one_that_says_something_else_is_replaced_at_the_handover_by_one_that_names_it(shop):
    given = numbered(shop, replace(told(shop), model="SL9999")).papers[0]
    sale = world.hand_over(shop, world.OTHER_VIN)
    assert sale.voucher == valid(sale)
    assert sale.voucher.replaces == given
    assert given.number in sale.voucher.payload


def test_a_car_that_only_a_workshop_knows_gets_its_voucher_under_the_registers_subject(shop):
    context = told(shop)
    identity = world.identity(shop, world.OTHER_VIN)
    vehicle, _is_new = vehicle_register(identity=identity, outlet=shop.outlet, by=shop.adviser, at=world.AT)
    step = numbered(shop, context)
    assert step.papers[0].subject == vehicle.ledger_subject
    sale = world.hand_over(shop, world.OTHER_VIN)
    assert sale.voucher == step.papers[0]


def test_a_car_registered_while_a_run_waits_for_its_numbers_is_left_to_the_next(shop, monkeypatch):
    sale = world.hand_over(shop)
    found, looks = RegisteredCars.known, iter([True])

    def known(*told):
        """Nothing at the first look, which locks."""
        return {} if next(looks, False) else found(*told)

    monkeypatch.setattr(RegisteredCars, "known", known)
    other = replace(voucher_of(sale), model="SL9999")
    Paper.objects.filter(kind="voucher").update(subject="vehicle/elsewhere")
    step = numbered(shop, other)
    assert (step.issued, says(step)) == (0, ["这辆车刚刚登记，请再运行一次。"])
