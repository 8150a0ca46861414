"""Two imports of the same file at the same moment: on PostgreSQL, where rows are locked."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from claims.imports.running import write_step, write_whole
from claims.imports.services import run_write
from claims.repairs.models import Visit
from claims.vehicles.models import Vehicle
from sanbao.ledger.models import Chain, Event
from tests.claims.imports import world
from tests.claims.imports.world import AT, HEADER, checked, row, text, worked
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("modes", [("skip_faults", "skip_faults"), ("all_or_nothing", "skip_faults")])
def test_the_same_file_twice_at_once_is_written_once(modes):
    """One car is known, the other is registered by whoever comes first."""
    place = world.place()
    repairs.sold_car(place.shop)
    header = (*HEADER, "品牌", "型号", "动力")
    rows = [
        [*row(工单号=f"RO-{day}", 送修时间=f"2026-05-{day:02d}", 完工时间="", 交车时间=""), "", "", ""]
        for day in range(1, 15)
    ]
    rows += [[*row(工单号=f"RO-{day}", 车架号=cars.OTHER_VIN, 送修时间=f"2026-06-{day:02d}", 完工时间="", 交车时间=""), "远方", "YF1", "纯电动"] for day in range(20, 25)]  # fmt: skip
    runs = [checked(place, text(*rows, header=header)) for _mode in modes]
    for run, mode in zip(runs, modes, strict=True):
        run_write(run=run, mode=mode, by=place.clerk, at=AT)
    barrier = Barrier(2)

    def write(run, mode):
        barrier.wait()
        try:
            return worked(run, write_step if mode == "skip_faults" else write_whole)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(write, runs, modes))
    assert sorted((run.state, run.new, run.known) for run in done) == [("done", 0, 19), ("done", 19, 0)]
    assert Visit.objects.count() == 19
    assert Vehicle.objects.count() == 2
    for vehicle in Vehicle.objects.all():
        assert sorted(vehicle.visits.values_list("number", flat=True)) == list(range(1, vehicle.visits.count() + 1))
        chain = Chain.objects.get(subject=vehicle.ledger_subject)
        assert chain.length == Event.objects.filter(subject=vehicle.ledger_subject).count()
