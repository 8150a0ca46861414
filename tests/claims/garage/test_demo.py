"""The invented cars and visits are believable: no database, so that it costs nothing."""

from datetime import date, timedelta

from claims.filings.demo_lines import LINES
from claims.repairs.demo_visits import STORIES
from claims.vehicles.demo_cars import CARS
from claims.vehicles.vin import has_right_check_digit
from sanbao.accounts.demo_people import PLACES, STAFF
from sanbao.accounts.roles import Capacity, Role
from sanbao.web.management.commands.demo import MOMENT

NEW_ORDER = date(2022, 1, 1)


def test_there_are_forty_cars_of_every_energy_under_both_orders():
    lines = {(line.model, line.specification): line for line in LINES}
    assert len({car.vin for car in CARS}) == len(CARS) == 40
    assert all(has_right_check_digit(car.vin) for car in CARS)
    assert {lines[car.line].energy for car in CARS} == {"ice", "hev", "phev", "erev", "bev", "fcev"}
    assert {car.invoiced_on < NEW_ORDER for car in CARS} == {True, False}
    filed = [min(version.in_force_from for version in lines[car.line].versions) <= car.invoiced_on for car in CARS]
    assert all(filed)


def test_visits_follow_each_other_by_day_and_odometer_at_places_that_repair():
    sold = {car.vin: car for car in CARS}
    assert len({story.vin for story in STORIES}) == len(STORIES)
    repairers = {place.key for place in PLACES if Capacity.REPAIRER in place.capacities}
    receiving = {one.username for one in STAFF if one.place in repairers and one.role in (Role.ADVISER, Role.CLERK)}
    for story in STORIES:
        assert story.adviser in receiving
        earlier, km = sold[story.vin].handover_on, 0
        for came in story.visits:
            assert came.at.date() > earlier
            assert came.km > km
            ends = came.at + timedelta(hours=came.hours or 0)
            assert ends < MOMENT
            earlier, km = ends.date(), came.km
    assert {place.key for place in PLACES if place.key in repairers} == {
        one.place for one in STAFF if one.username in receiving and one.place in repairers
    }
