"""Stored assessments computed again: the same answer, or why not."""

from datetime import timedelta
from io import StringIO
from itertools import count

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.record import replaying
from claims.record.facts import facts_of
from claims.record.services import keeping
from claims.record.services.keeping import Act, assessment_keep, hash_of
from claims.repairs.models import Visit
from tests.claims.record.law_data import changed_law
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars
from tests.ledger.attacking import attack

pytestmark = pytest.mark.django_db
NOW = world.MARCH + timedelta(days=3)


@pytest.fixture
def stored():
    """Three of one car: after the first day, the second, the third."""
    shop = world.shop()
    car = world.sold_car(shop)
    world.repaired(car, shop, world.MARCH, 1000, hours=30)
    act = Act(name="visit.closed", subject=Visit.objects.get().ledger_subject)
    days = [NOW + timedelta(days=day) for day in range(3)]
    return [assessment_keep(vehicle=car, facts=facts_of(car, day), act=act, by=shop.adviser, at=day) for day in days]


def replayed(*options):
    """What the command prints, and whether it is content."""
    out = StringIO()
    try:
        call_command("replay", *options, stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error), False
    return out.getvalue(), True


def test_stored_assessments_give_the_same_answer_in_batches_of_any_size(stored, monkeypatch):
    for size in (2, 200):
        monkeypatch.setattr(replaying, "BATCH", size)
        said, content = replayed()
        assert content
        assert said.startswith("重新计算3份：3份结果相同")


def test_by_car_and_by_day(stored):
    day = timezone.localdate(stored[1].stored_at).isoformat()
    assert "重新计算2份" in replayed(f"--since={day}")[0]
    assert "重新计算3份" in replayed(f"--vehicle={stored[0].vehicle.vin}")[0]
    assert replayed(f"--vehicle={cars.OTHER_VIN}") == (f"没有这辆车：{cars.OTHER_VIN}", False)
    assert "2026-01-31" in replayed("--since=明天")[0]


def test_where_the_law_has_changed_its_entry_is_named_and_what_it_changes(stored, tmp_path):
    name = "samr_43/repair_time.yaml"
    with changed_law(tmp_path, name, "{2022-01-01: 24}", "{2022-01-01: 10}"):
        said, content = replayed()
    assert content, "the answer is explained"
    assert f"法律数据变了（{stored[0].law_data_id}以后）：{name}#hours_per_repair_day" in said
    assert "counters/repair_days/count: 2 → 3" in said
    assert "3份因法律数据变化而不同" in said
    assert "计算程序也变了" not in said


def test_where_the_law_has_changed_and_the_answer_has_not_all_is_well(stored, tmp_path):
    with changed_law(tmp_path, "samr_43/repair_time.yaml", "# How repair time", "# How the time"):
        assert "3份结果相同" in replayed()[0]


def test_another_answer_on_the_same_law_is_named_and_refused(stored, monkeypatch):
    """A fault of the engine: it counts one visit less."""
    numbers = count()
    honest = keeping.answer_to

    def faulty(written):
        answer = honest(written)
        return answer.replace('"count":2', '"count":1', 1) if next(numbers) == 1 else answer

    monkeypatch.setattr(replaying, "answer_to", faulty)
    said, content = replayed()
    assert not content
    assert said.count("法律数据没有变，结果不同") == 1
    assert stored[1].hash[:16] in said
    assert "2 → 1" in said
    assert "2份结果相同" in said


@pytest.mark.postgres
def test_a_row_that_was_bent_is_named_whatever_was_bent(stored):
    first, second, third = stored
    bent = third.facts.replace('"mileage_km":1000', '"mileage_km":900')
    renamed = hash_of(str(third.vehicle.public_id), bent, third.law_data_id, third.code_version)
    attack(
        ("UPDATE record_storedassessment SET facts = %s WHERE id = %s", [first.facts.replace("R1", "R9"), first.pk]),
        ("UPDATE record_storedassessment SET answer = %s WHERE id = %s", [second.answer.replace("2", "3"), second.pk]),
        ("UPDATE record_storedassessment SET facts = %s, hash = %s WHERE id = %s", [bent, renamed, third.pk]),
    )
    said, content = replayed()
    assert not content
    assert [line.split()[-1] for line in said.splitlines()[:3]] == [
        "材料或者版本被改动",
        "结果被改动",
        "账本里没有这一份",
    ]
    assert "3份被改动过" in said
    assert cars.VIN not in said
