"""A car is replaced: the seller enters the new one at a desk, the owner confirms on a phone; its periods begin anew.

Worked out by hand: five repairs of one problem, ¥186,800, 12,500 km at the return, a coefficient of 0.5%: for the use
¥186,800 × 12,500 ÷ 1,000 × 0.5% = ¥11,675.00; less ¥500 of registration, the owner pays ¥11,175.00.
The new car is handed over today: three years of free repair and two years of the three guarantees from today.
"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from claims.cases.codes import Kind
from claims.cases.models import Claim
from claims.cases.services import answering, deciding
from claims.filings.models import Appointment
from claims.vehicles.models import Sale, Vehicle
from claims.vehicles.services.selling import frozen_for
from sanbao.web import says
from tests.claims.cases import world
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.visiting import opened

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def taken() -> tuple[world.Case, Claim]:
    """Asked for after five repairs, granted and accepted."""
    now = timezone.now()
    bought = timezone.localdate(now) - 200 * DAY
    case = world.case(invoiced_on=bought, handover_on=bought, handed_over_at=now - 200 * DAY)
    cars.version(case.vehicle.model_line)
    Appointment.objects.update(address="示例省示例市示例路88号", postcode="310013", phone="0571-50000000")
    terms = frozen_for(case.vehicle.model_line, bought)
    Sale.objects.filter(vehicle=case.vehicle).update(terms_json=terms)
    for number in range(5):
        came = now - (150 - 20 * number) * DAY
        repairs.repaired(case.vehicle, case.shop, came, 2_000 * (number + 1))
    claim = world.submitted(case, Kind.VEHICLE_REPLACEMENT, now - 5 * DAY, registration_fen=50_000)
    grant = world.grant(Kind.VEHICLE_REPLACEMENT, fulfil_on=timezone.localdate(now))
    claim = answering.claim_grant(claim=claim, grant=grant, doing=world.doing(case.seller, now - 4 * DAY))
    return case, deciding.claim_accept(claim=claim, doing=world.doing(case.owner, now - 3 * DAY))


def page_of(browser: Browser, url: str, user, viewport) -> Page:
    client = Client()
    client.force_login(user)
    return opened(browser, url, client, viewport=viewport).new_page()


def write_day(page: Page, name: str, day: date) -> None:
    for part in ("year", "month", "day"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(day, part)))


def test_the_seller_enters_the_new_car_and_the_owner_confirms_on_the_phone(browser, live_server, keep):
    case, claim = taken()
    today = timezone.localdate()
    desk = page_of(browser, live_server.url, case.seller, DESK)
    desk.goto(claim.get_absolute_url())
    desk.get_by_role("link", name="登记已经办好").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("换车：登记已经办好")
    for name, text in (
        ("vin", cars.OTHER_VIN),
        ("km", "9"),
        ("invoice_number", "88880001"),
        ("proof", "换车协议第7号"),
        ("returned_mileage_km", "12500"),
        ("received_yuan", "11175"),
    ):
        desk.locator(f"[name={name}]").fill(text)
    write_day(desk, "built_on", today - 30 * DAY)
    keep(desk, "claim-fulfil")
    desk.get_by_role("button", name="登记，请消费者确认").click()
    expect(desk.get_by_text("已经登记。消费者会收到通知")).to_be_visible()
    new = Sale.objects.select_related("vehicle", "voucher").get(vehicle__vin=cars.OTHER_VIN)

    phone = page_of(browser, live_server.url, case.owner, PHONE)
    phone.goto(claim.get_absolute_url())
    phone.get_by_role("link", name="确认是不是办好了").first.click()
    said = phone.get_by_role("region", name="经营者说办了这些")
    for text in ("¥11,675.00", "¥500.00", "¥11,175.00", new.voucher.number, f"从{says.day(today)}重新起算"):
        expect(said.get_by_text(text).first).to_be_visible()
    keep(phone, "claim-confirm")
    phone.get_by_role("button", name="确认办好了").click()
    expect(phone.get_by_text("已经确认，这份请求结束了。")).to_be_visible()
    phone.goto(new.vehicle.get_absolute_url())
    for years in (3, 2):
        last = today.replace(year=today.year + years)
        expect(phone.get_by_text(says.day(last)).first).to_be_visible()
    keep(phone, "claim-new-car")
    old = Vehicle.objects.get(pk=case.vehicle.pk)
    assert (old.brought_back_on, old.brought_back_by) == (today, "vehicle_replacement")
