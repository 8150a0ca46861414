"""The page of a car: one line of what happened, the same numbers for everybody, words and names by role."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from claims.vehicles.models import OdometerReading, Ownership
from claims.vehicles.services.odometer import Reading, odometer_record
from claims.vehicles.services.registering import vehicle_make_known
from sanbao.accounts.roles import Role
from tests.accounts.browsing import Browser
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars
from tests.web.test_budgets import PAGE_BYTES, QUERIES, counted, sizes

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def shop():
    return world.shop()


def read(person, vehicle):
    client = Browser(person).client
    response, queries, _cached = counted(lambda: client.get(vehicle.get_absolute_url()))
    return response, queries


def text_of(person, vehicle, **query):
    return Browser(person).client.get(vehicle.get_absolute_url(), query).content.decode()


def meters_of(text):
    return [part.split("<")[0] for part in text.split('class="meter-says">')[1:]]


def history_of(text):
    return text[text.index('id="history"') : text.index('id="papers"')]


def test_owner_adviser_and_producer_see_the_same_numbers_and_words_by_role(shop):
    owner, later = cars.consumer(), cars.consumer("欧阳", "+8613800001442")
    clerk = cars.adviser(shop.producer, Role.CLERK, name="备案员")
    car = world.sold_car(shop, owner)
    start = timezone.now() - 40 * DAY
    for place in range(3):
        told = {"problem_name": "变速器顿挫", "complaint": "我老婆说起步一顿一顿的"}
        visit = world.repaired(car, shop, start + place * 3 * DAY, 1000 + place, hours=20, **told)
    reading = Reading(km=1900, read_at=timezone.now() - 2 * DAY, source=OdometerReading.Source.OWNER)
    odometer_record(vehicle=car, reading=reading, by=owner, at=timezone.now())
    pages = {person: text_of(person, car) for person in (owner, shop.adviser, clerk)}
    assert len({tuple(meters_of(page)) for page in pages.values()}) == 1
    assert "修了3次；超过4次" in meters_of(pages[owner])[0]
    line = history_of(pages[clerk])
    events = ["里程1,900公里，车主填写。", "变速器顿挫：修理", "交车。", "卖出新车"]
    assert sorted(events, key=line.index) == events
    assert all(f"/visits/{visit.public_id}/" in pages[person] for person in (owner, shop.adviser))
    assert f"/visits/{visit.public_id}/" not in pages[clerk]
    assert ["我老婆说" in page for page in pages.values()] == [True, True, False]
    assert not any("周敏" in page or "13800001441" in page for page in pages.values())

    Ownership.objects.filter(vehicle=car).update(until=timezone.localdate())
    fresh = world.owned(car, later, timezone.localdate())
    Ownership.objects.filter(pk=fresh.pk).update(acquired_by="transfer")
    page = text_of(later, car)
    assert meters_of(page) == meters_of(pages[owner])
    assert "过户到您名下。" in page
    assert "我老婆说" not in page
    assert "过户，换了车主。" in text_of(shop.adviser, car)
    assert Browser(owner).client.get(car.get_absolute_url()).status_code == 404


def test_another_workshop_sees_and_counts_its_own_visits_alone(shop):
    car = world.sold_car(shop)
    world.repaired(car, shop, timezone.now() - 9 * DAY, 1000, problem_name="倒车影像黑屏")
    other = world.shop(cars.producer(name="另一个生产者"), name="别家的店")
    vehicle_make_known(car, other.place, timezone.now())
    world.brought(car, other, timezone.now() - DAY, 1200, words="顺路", problem_name="空调异味")
    page = text_of(other.adviser, car)
    assert "倒车影像黑屏" not in page
    assert "还有1次送修" in page
    assert "空调异味" in page
    assert "空调异味" in text_of(shop.adviser, car), "appointed for the make"
    shop.place.appointed_by.update(valid_until=timezone.localdate() - DAY)
    page = text_of(shop.adviser, car)
    assert "倒车影像黑屏" in page
    assert "空调异味" not in page, "though it has sold the car"


def test_what_to_know_stands_first(shop):
    owner = cars.consumer()
    car = world.sold_car(shop, owner)
    assert "在三包有效期内，到" in text_of(owner, car)
    start = timezone.now() - 60 * DAY
    for place in range(4):
        world.repaired(car, shop, start + place * 3 * DAY, 1000 + place, problem_name="变速器顿挫")
    page = text_of(owner, car)
    assert "离换车、退车的条件只差一步。" in page
    assert "同一质量问题修理（变速器顿挫）：修了4次" in page
    world.brought(car, shop, timezone.now() - 3 * DAY, 1200, problem=car.problems.get())
    page = text_of(owner, car)
    assert page.index("已经符合换车或者退车的条件。") < page.index("第4日") < page.index('id="counters"')
    assert "回答：是不是同一个问题（第5次送修）" in page
    assert "回答：是不是" not in text_of(shop.adviser, car)
    car.use = "unknown"
    car.save()
    assert "是不是家用还不清楚" in text_of(owner, car)
    other = cars.OTHER_VIN
    old = world.sold_car(shop, owner, other, invoiced_on=date(2020, 1, 1), handover_on=date(2020, 1, 1))
    assert "三包有效期和包修期都过了。" in text_of(owner, old)
    old.sale.delete()
    assert "还没有登记销售" in text_of(owner, old)


@pytest.mark.postgres
def test_a_car_with_thirty_visits_keeps_its_budgets_for_owner_and_outlet(shop):
    owner = cars.consumer()
    car = world.sold_car(shop, owner)
    start = timezone.now() - 60 * DAY
    for place in range(30):
        world.repaired(car, shop, start + place * DAY, 1000 + place, hours=20, complaint=f"第{place}次了，还是顿")
    for person in (owner, shop.adviser):
        response, asked = read(person, car)
        assert asked <= QUERIES
        assert sizes(response.content.decode())[0] <= PAGE_BYTES
    assert "卖出新车" not in history_of(text_of(owner, car))
    assert "卖出新车" in history_of(text_of(owner, car, page=3))
