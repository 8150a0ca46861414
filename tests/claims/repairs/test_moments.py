"""Where the day alone is known: the time from the hours of outlets, said to be assumed, contested, corrected."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from claims.record.facts import facts_of
from claims.record.standing import standing_of
from claims.repairs.models import Precision, Remark
from claims.repairs.moments import arrival_on, finish_on, ordered, told_as
from claims.repairs.paper_contexts import record
from claims.repairs.selectors import visits_of
from claims.repairs.services.contesting import moment_contest
from claims.repairs.services.finishing import Done, visit_finish
from claims.repairs.services.later import correction_add
from sanbao.law import assess
from sanbao.law.consistency import check
from sanbao.ledger.models import Event
from tests.accounts.browsing import Browser
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

DAY, MINUTE = Precision.DAY, Precision.MINUTE
TWENTIETH = date(2026, 3, 20)
NOW = datetime(2026, 4, 30, 10, 0, tzinfo=world.SHANGHAI)


def at(day: int, clock: str = "00:00") -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, day, hour, minute, tzinfo=world.SHANGHAI)


# The rule


def test_an_arrival_is_put_at_the_opening_and_a_finish_at_the_closing(settings):
    assert (arrival_on(TWENTIETH, NOW), finish_on(TWENTIETH, NOW)) == (at(20, "08:30"), at(20, "17:30"))
    settings.OUTLET_HOURS = (time(9), time(21))
    assert (arrival_on(TWENTIETH, NOW), finish_on(TWENTIETH, NOW)) == (at(20, "09:00"), at(20, "21:00"))


@pytest.mark.parametrize(("clock", "arrives", "ends"), [("08:00", "08:00", "08:00"), ("12:00", "08:30", "12:00")])
def test_today_no_assumed_time_is_later_than_now(clock, arrives, ends):
    now = at(20, clock)
    assert (arrival_on(TWENTIETH, now), finish_on(TWENTIETH, now)) == (at(20, arrives), at(20, ends))
    assert finish_on(date(2026, 3, 21), now) > now, "a later day is left to whoever refuses it"


@pytest.mark.parametrize(
    ("received", "finished", "assumed", "in_order"),
    [
        ((20, "08:30"), (20, "17:30"), "both", ((20, "08:30"), (20, "17:30"))),
        ((20, "08:30"), (20, "07:10"), "received", ((20, "07:10"), (20, "07:10"))),
        ((20, "19:00"), (20, "17:30"), "finished", ((20, "19:00"), (20, "19:00"))),
        ((20, "08:30"), (19, "17:30"), "both", ((20, "08:30"), (19, "17:30"))),
        ((20, "08:30"), (20, "07:10"), "none", ((20, "08:30"), (20, "07:10"))),
    ],
)
def test_what_is_assumed_gives_way_within_its_day_alone(received, finished, assumed, in_order):
    found = ordered(
        at(*received),
        at(*finished),
        received_is_assumed=assumed in ("received", "both"),
        finished_is_assumed=assumed in ("finished", "both"),
    )
    assert found == (at(*in_order[0]), at(*in_order[1]))


def test_without_a_finish_the_arrival_stays():
    assert ordered(at(20), None, received_is_assumed=True, finished_is_assumed=True) == (at(20), None)


def test_a_day_from_a_form_is_told_as_a_day():
    assert told_as(TWENTIETH) == (at(20), DAY)
    assert told_as(at(20, "09:15")) == (at(20, "09:15"), MINUTE)


# Visits


@pytest.fixture
def shop(db):
    return world.shop()


@pytest.fixture
def owner(db):
    return cars.consumer()


@pytest.fixture
def car(shop, owner):
    return world.sold_car(shop, owner)


def visited(car, shop, received, finished, kinds=(DAY, DAY)):
    visit = world.brought(car, shop, received, 1000, now=NOW, received_precision=kinds[0], words="补记")
    return ended(visit, shop, finished, kinds[1])


def ended(visit, shop, finished, kind=DAY):
    done = {1: Done(done_work="repair")}
    return visit_finish(visit=visit, done=done, finished_at=finished, finished_precision=kind, by=shop.adviser, at=NOW)


def days_of(car):
    """By visit, what the law counts."""
    facts = facts_of(car, NOW)
    assert check(facts) == []
    return [visit.days for visit in assess(facts).counters.repair_days.visits]


CASES = (
    ((1,), (1,), (DAY, DAY), 1, ("received_at", "finished_at")),  # 9 h
    ((3,), (4,), (DAY, DAY), 2, ("received_at", "finished_at")),  # 33 h
    ((6,), (7, "08:20"), (DAY, MINUTE), 1, ("received_at",)),  # 23 h 50 min
    ((9, "17:00"), (10,), (MINUTE, DAY), 2, ("finished_at",)),  # 24 h 30 min
    ((12, "19:00"), (12,), (MINUTE, DAY), 1, ("finished_at",)),  # closed already: nothing but the least
    ((15,), (15, "07:10"), (DAY, MINUTE), 1, ("received_at",)),  # before the opening
    ((18, "09:00"), (19, "09:01"), (MINUTE, MINUTE), 2, ()),  # 24 h 1 min
)


def test_the_days_that_result_and_what_is_said_to_be_assumed(car, shop):
    for received, finished, kinds, _days, _assumed in CASES:
        row = visited(car, shop, at(*received), at(*finished), kinds)
        assert row.received_at <= row.finished_at
    assert days_of(car) == [days for *_told, days, _assumed in CASES]
    assert [visit.assumed for visit in visits_of(car)] == [assumed for *_told, assumed in CASES]


def test_two_visits_of_one_day_keep_the_order_in_which_they_were_told(car, shop):
    for _ in range(2):
        visited(car, shop, at(20), at(20))
    facts = facts_of(car, NOW)
    assert check(facts) == []
    assert [visit.id for visit in facts.visits] == ["R1", "R2"]
    assert facts.visits[1].received_at - facts.visits[0].received_at == timedelta(microseconds=1)
    assert days_of(car) == [1, 1]


def test_a_finish_on_an_earlier_day_or_a_later_one_than_today_is_impossible(car, shop):
    visit = world.brought(car, shop, at(20), 1000, now=NOW, received_precision=DAY)
    for finished in (at(19), NOW + timedelta(days=1)):
        with pytest.raises(ValidationError) as refused:
            ended(visit, shop, finished)
        assert set(refused.value.message_dict) == {"finished_at"}


def test_it_is_said_on_pages_and_papers_contested_by_the_owner_and_settled_by_a_correction(car, shop, owner):
    row = visited(car, shop, at(20), at(21))
    page = reverse("workshop:visit", args=[row.public_id])
    workshop, phone = Browser(shop.adviser).client, Browser(owner).client
    assert "送修时间只知道日期，2026年3月20日 08:30是按店里的营业时间推定的。" in workshop.get(page).content.decode()
    assert next(iter(standing_of(car, NOW).rows.values())).finished.endswith("时间是推定的")
    context = record(visits_of(car)[0])
    assert context.received == "2026年3月20日 08:30（只知道日期，几点按营业时间推定）"
    assert context.finished == "2026年3月21日 17:30（只知道日期，几点按营业时间推定）"

    contest = reverse("workshop:contest", args=[row.public_id])
    assert contest in phone.get(page).content.decode()
    assert contest not in workshop.get(page).content.decode()
    assert workshop.get(contest).status_code == 404
    refused = phone.post(contest, {"moment": "picked_up_at", "words": "", "key": uuid4()})
    assert set(refused.context["form"].errors) == {"moment", "words"}
    told = {"moment": "finished_at", "words": "第二天早上8点就通知我了", "key": uuid4()}
    for _ in range(2):
        assert phone.post(contest, told).url == page
    assert Remark.objects.get().contests == "finished_at"
    event = Event.objects.filter(subject=row.ledger_subject).latest("sequence")
    assert (event.action, event.codes["moment"]) == ("visit.moment_contested", "finished_at")
    seen = workshop.get(page).content.decode()
    assert seen.count("车主有异议") == 1
    assert "第二天早上8点就通知我了" in seen
    assert days_of(car) == [2], "it counts as it was assumed until somebody knows better"

    correct = {"visit": row, "item": None, "reason": "查了通话记录", "by": shop.adviser, "at": NOW}
    correction_add(field="finished_at", after=at(21, "08:00"), key=uuid4(), **correct)
    assert (days_of(car), visits_of(car)[0].assumed) == ([1], ("received_at",))
    assert "车主有异议" not in workshop.get(page).content.decode()
    with pytest.raises(ValidationError):
        moment_contest(visit=row, moment="finished_at", words="还是不对", key=uuid4(), by=owner, at=NOW)
    with pytest.raises(PermissionDenied):
        moment_contest(visit=row, moment="received_at", words="不对", key=uuid4(), by=shop.adviser, at=NOW)


def test_the_time_may_be_left_empty_where_a_car_arrives_and_where_it_is_finished(car, shop):
    client = Browser(shop.adviser).client
    intake = reverse("workshop:intake", args=[shop.place.public_id, car.public_id])
    day = {"year": "2026", "month": "3", "day": "20", "time": ""}
    arrival = {"mileage_km": "1000", "complaint": "异响", "problem": "new", "key": uuid4()}
    client.post(intake, arrival | {f"received_at_{name}": value for name, value in day.items()})
    visit = car.visits.get()
    assert (visit.received_precision, visit.received_at) == (DAY, at(20, "08:30"))
    assert car.readings.get().precision == DAY
    finish = {"done_work_1": "repair", "resolved_1": "yes", "lock": visit.lock}
    client.post(
        reverse("workshop:finish", args=[visit.public_id]),
        finish | {f"finished_at_{name}": value for name, value in day.items()},
    )
    visit.refresh_from_db()
    assert (visit.state, visit.finished_precision, visit.finished_at) == ("finished", DAY, at(20, "17:30"))
