"""Waits told afterwards: with proof, once, and as a correction when the repair is finished."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.repairs import words
from claims.repairs.models import Correction
from claims.repairs.selectors import whole_visits
from claims.repairs.services.waiting import Waited, wait_tell
from claims.repairs.services.working import wait_start
from claims.repairs.told import told
from sanbao.accounts.roles import Role
from sanbao.ledger.models import Event
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
WHEN = world.MARCH
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def shop():
    return world.shop()


@pytest.fixture
def visit(shop):
    return world.brought(world.sold_car(shop), shop, WHEN, 1200)


def tell(visit, by, wait=None, key=None, at=WHEN + 9 * DAY, **fields):
    told = {"reason": "special_part_transport", "begins_at": WHEN + DAY, "ends_at": WHEN + 2 * DAY, "proof": "运单1"}
    return wait_tell(visit=visit, wait=wait, waited=Waited(**told | fields), key=key or uuid4(), by=by, at=at)


def faults(call):
    with pytest.raises(ValidationError) as error:
        call()
    return set(error.value.message_dict)


def test_a_wait_is_told_once_with_its_proof_and_only_where_it_can_have_been(shop, visit):
    by, key = shop.adviser, uuid4()
    assert faults(lambda: tell(visit, by, proof=" ")) == {"proof"}
    assert faults(lambda: tell(visit, by, reason="coffee")) == {"reason"}
    assert faults(lambda: tell(visit, by, begins_at=WHEN - HOUR)) == {"begins_at"}
    assert faults(lambda: tell(visit, by, ends_at=WHEN + HOUR)) == {"ends_at"}
    assert faults(lambda: tell(visit, by, at=WHEN + 30 * HOUR)) == {"ends_at"}, "not in the future"
    first = tell(visit, by, key=key)
    assert tell(visit, by, key=key) == first, "sent twice, it is one"
    tell(visit, by, reason="part_order", proof="", begins_at=WHEN)
    wait_start(visit=visit, reason="other", begins_at=WHEN + HOUR, by=by, at=WHEN + 2 * HOUR)
    assert faults(lambda: tell(visit, by, reason="other", ends_at=None)) == {"reason"}, "it goes on already"
    assert visit.waits.count() == 3
    assert Event.objects.filter(body__contains='"wait.told"').count() == 2
    assert not Correction.objects.exists()
    with pytest.raises(PermissionDenied):
        tell(visit, cars.adviser(shop.place, Role.READER))


def test_after_the_finish_it_is_a_correction_that_keeps_what_stood_there(shop, visit):
    by = shop.adviser
    wait = tell(visit, by)
    world.finished(visit, WHEN + 5 * DAY, by)
    assert faults(lambda: tell(visit, by, wait, proof="运单2")) == {"because"}
    assert faults(lambda: tell(visit, by, because="漏记", ends_at=None)) == {"ends_at"}
    assert faults(lambda: tell(visit, by, because="漏记", ends_at=WHEN + 6 * DAY)) == {"ends_at"}
    key = uuid4()
    tell(visit, by, wait, key=key, because="运单看错", proof="运单2")
    tell(visit, by, wait, key=key, because="再按一次", proof="运单2")
    with pytest.raises(ValidationError, match="请重新打开"):
        tell(visit, by, wait, key=key, because="退回去改", proof="运单3")
    made = Correction.objects.get()
    assert words.corrected(made) == (
        "等待：特殊零部件在运输途中，2026年3月21日 09:00到2026年3月22日 09:00（运单1） → "
        "特殊零部件在运输途中，2026年3月21日 09:00到2026年3月22日 09:00（运单2）"
    )
    assert visit.waits.get().proof == "运单2"
    row = whole_visits().get(pk=visit.pk)
    for until, proof in ((None, "运单2"), (WHEN + 8 * DAY, "运单1")):
        (text,) = told(row, until=until).written_waits
        assert text.endswith(proof), "what was signed before the correction is what stood there then"
    with pytest.raises(PermissionDenied):
        tell(visit, cars.adviser(shop.place, Role.TECHNICIAN), wait, because="x")
