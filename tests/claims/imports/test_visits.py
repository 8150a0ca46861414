"""Visits from files: the same rows as the pages make, once however often, and every fault told at its line."""

import pytest

from claims.repairs.models import Visit
from tests.claims.imports import world
from tests.claims.imports.world import counts, imported, report, row, text
from tests.claims.repairs import world as repairs

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return world.place()


@pytest.mark.postgres
def test_a_visit_is_written_once_however_often_its_file_comes(place):
    repairs.sold_car(place.shop)
    run = imported(place, text(row()))
    assert (run.state, counts(run), report(run)) == ("done", (1, 0, 0), [])
    visit = Visit.objects.get()
    assert (visit.number, visit.source, visit.state, visit.mileage_km) == (1, "import", "closed", 1200)
    assert counts(imported(place, text(row()))) == (0, 1, 0)
    assert Visit.objects.count() == 1
