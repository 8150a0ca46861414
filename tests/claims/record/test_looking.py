"""Visits of other workshops: seen by those appointed for the make, noted, limited, and told to the owner."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.record.facts import Network
from claims.record.history import history_shown, problems_shown, visits_seen_from
from claims.record.models import Look
from claims.record.selectors import looks_at
from claims.record.services import looking
from claims.repairs.selectors import visits_of
from claims.workshop.rows import tried_before
from sanbao.ledger.models import AppendOnlyError, Event
from tests.accounts.browsing import Browser
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars
from tests.web.test_budgets import QUERIES, counted

pytestmark = pytest.mark.django_db
NOW = world.MARCH + timedelta(days=3)
NOTING = 5  # written once an hour: the look and its event in the ledger
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def first():
    return world.shop()


@pytest.fixture
def other(first):
    return world.shop(first.producer, name="城东服务中心")


@pytest.fixture
def car(first):
    car = world.sold_car(first)
    world.repaired(car, first, world.MARCH, 1000, problem_name="方向盘抖动")
    return car


def shown(car, shop, at=NOW, by=None):
    return history_shown(car, shop.place, Network.of(car), by=by or shop.adviser, at=at)


def test_a_workshop_that_sees_its_own_visits_alone_is_not_noted(car, first):
    assert shown(car, first).elsewhere == 0
    assert not Look.objects.exists()


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "sees"),
    [
        (NOW.date(), None, True),
        (NOW.date() + DAY, None, False),
        (date(2020, 1, 1), NOW.date(), True),
        (date(2020, 1, 1), NOW.date() - DAY, False),
    ],
)
def test_others_visits_are_for_the_days_of_the_appointment_alone(car, first, valid_from, valid_until, sees):
    other = world.shop(first.producer, appointed_from=None)
    world.appoint(other.place, valid_from, valid_until)
    history = shown(car, other)
    assert (len(history.shown), history.hidden, Look.objects.count()) == ((1, 0, 1) if sees else (0, 1, 0))


def test_a_workshop_of_another_make_sees_its_own_visits_alone_in_every_list(car, first):
    stranger = world.shop()
    own = world.brought(car, stranger, NOW - HOUR, 1100, words="路过")
    history = shown(car, stranger)
    assert [visit.row for visit in history.shown] == [own]
    assert (history.hidden, history.is_appointed, history.is_too_often) == (1, False, False)
    assert [one.number for one in problems_shown(car, stranger.place, by=stranger.adviser, at=NOW)] == [2]
    assert not Look.objects.exists()


def test_a_look_is_noted_with_who_where_when_and_stays(car, other):
    assert shown(car, other).elsewhere == 1
    look = Look.objects.get()
    assert (look.vehicle, look.outlet, look.looked_by, look.looked_at) == (car, other.place, other.adviser, NOW)
    event = Event.objects.filter(subject=car.ledger_subject).latest("sequence")
    assert (event.action, event.codes, event.at) == ("history.looked_at", {"visits": 1}, NOW)
    assert (event.actor, event.organisation) == (str(other.adviser.public_id), str(other.place.public_id))
    for change in (look.save, look.delete, Look.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            change()


def test_a_second_look_within_the_hour_is_the_same_and_one_after_it_is_not(car, other):
    for passed in (0 * HOUR, 59 * MINUTE, HOUR):
        shown(car, other, NOW + passed)
    assert [one.looked_at for one in Look.objects.order_by("id")] == [NOW, NOW + HOUR]


def test_beyond_the_limit_nothing_of_others_is_shown_and_what_was_seen_within_the_hour_still_is(
    car, first, other, monkeypatch
):
    monkeypatch.setattr(looking, "MOST_AN_HOUR", 1)
    second = world.sold_car(first, vin=cars.OTHER_VIN)
    world.repaired(second, first, world.MARCH, 500)
    assert shown(car, other).elsewhere == 1
    refused = shown(second, other, NOW + MINUTE)
    assert (refused.shown, refused.hidden, refused.is_too_often, refused.is_appointed) == ((), 1, True, True)
    assert list(problems_shown(second, other.place, by=other.adviser, at=NOW + MINUTE)) == []
    assert shown(car, other, NOW + MINUTE).elsewhere == 1
    assert shown(second, other, NOW + HOUR).elsewhere == 1, "an hour later it is allowed again"
    monkeypatch.setattr(looking, "MOST_A_DAY", 2)
    colleague = cars.adviser(other.place)
    assert shown(car, other, NOW + HOUR, colleague).is_too_often, "the workshop's day is full, for whoever asks"
    assert shown(car, other, NOW + DAY, colleague).elsewhere == 1


def test_the_owner_is_told_workshop_and_time_and_no_person(car, first, other):
    for at, shop in ((NOW, other), (NOW + 2 * HOUR, other)):
        shown(car, shop, at)
    shown(car, other, NOW + 2 * HOUR + MINUTE, cars.adviser(other.place))
    told = looks_at(car)
    assert [(one.outlet, one.looked_at) for one in told] == [
        ("城东服务中心", NOW + 2 * HOUR + MINUTE),
        ("城东服务中心", NOW),
    ], "two people within an hour are one look of the workshop"
    assert other.adviser.name not in str(told)


def test_a_person_of_several_outlets_looks_for_the_one_that_is_appointed(car, first, other, monkeypatch):
    stranger = world.shop()
    visits, network = visits_of(car), Network.of(car)

    def seen(*shops, at=NOW):
        places = {shop.place.pk for shop in shops}
        return visits_seen_from(places, car, network, visits, by=other.adviser, at=at)

    assert (seen(stranger), seen()) == ([], [])
    assert seen(first, stranger) == visits, "its own"
    assert not Look.objects.exists()
    assert seen(stranger, other) == visits
    assert Look.objects.get().outlet == other.place
    monkeypatch.setattr(looking, "MOST_A_DAY", 1)
    assert seen(stranger, other, at=NOW + HOUR) == []


def test_what_was_tried_elsewhere_is_for_a_workshop_that_has_looked(car, first, other):
    problem = car.problems.get()
    world.brought(car, other, NOW, 1200, problem=problem)
    visits = [one for one in visits_of(car) if one.row.outlet_id == other.place.pk]
    assert tried_before(visits, NOW)[visits[0].row.pk] == ()
    shown(car, other)
    assert len(tried_before(visits, NOW)[visits[0].row.pk]) == 1
    other.place.appointed_by.update(valid_until=NOW.date())
    assert tried_before(visits, NOW + DAY)[visits[0].row.pk] == (), "nor once it is appointed no more"


def test_the_pages_of_the_workshop_note_and_hide(car, first, other):
    """Arrival, visit, item: with the appointment noted once; without it nothing of others is told on any of them."""
    at = timezone.now()
    visit = world.brought(car, other, at - HOUR, 1200, problem=None)
    item = world.only_item(visit)
    pages = (
        reverse("workshop:intake", args=[other.place.public_id, car.public_id]),
        reverse("workshop:visit", args=[visit.public_id]),
        reverse("workshop:item", args=[item.public_id]),
    )
    client = Browser(other.adviser).client
    for place, url in enumerate(pages):
        response, queries, _cached = counted(lambda url=url: client.get(url))
        assert queries <= QUERIES + (0 if place else NOTING), f"{url} asked {queries} times"
        assert "别的网点还有" not in response.content.decode()
    assert "方向盘抖动" in response.content.decode(), "it may be the same problem as elsewhere"
    assert Look.objects.filter(outlet=other.place).count() == 1
    other.place.appointed_by.update(valid_until=timezone.localdate(at) - DAY)
    told = [client.get(url).content.decode() for url in pages]
    assert all("别的网点还有1次送修" in page for page in told[:2])
    assert all("方向盘抖动" not in page for page in told)
    client.post(reverse("workshop:link", args=[item.public_id]), {"problem": "1", "key": str(uuid4())})
    item.refresh_from_db()
    assert item.problem.number == 2, "a problem that is not seen cannot be named either"
    assert Look.objects.count() == 1
