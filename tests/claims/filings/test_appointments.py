"""Who was in the network at a moment: both days of an appointment count, in China's time, and the past stays as it was."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.filings.appointing import appointment_end
from claims.filings.models import Appointment
from claims.filings.permissions import appointments_visible_to, can_view_appointment
from claims.filings.selectors import is_in_network, may_sell
from sanbao.accounts.roles import Capacity, Role
from sanbao.ledger.models import Event
from tests.accounts.world import member, organisation
from tests.claims.filings.world import AT, CHINA, TODAY, appoint, clerk, producer

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 1), date(2026, 6, 30)


def at(day: date, hour=0, minute=0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHINA)


def test_the_network_begins_with_the_first_minute_and_ends_with_the_last():
    maker, shop = producer(), organisation()
    appoint(maker, shop, valid_from=FIRST, valid_until=LAST)
    day = timedelta(days=1)
    assert not is_in_network(shop, maker, at(FIRST - day, 23, 59))
    assert is_in_network(shop, maker, at(FIRST))
    assert is_in_network(shop, maker, at(LAST, 23, 59))
    assert not is_in_network(shop, maker, at(LAST + day))


def test_an_open_appointment_holds_until_further_notice():
    maker, shop = producer(), organisation()
    appoint(maker, shop, valid_from=FIRST)
    assert is_in_network(shop, maker, at(date(2040, 1, 1)))


def test_selling_is_not_repairing_and_one_producer_is_not_another():
    maker, shop = producer(), organisation()
    appoint(maker, shop, valid_from=FIRST, repairs=False)
    assert may_sell(shop, maker, TODAY)
    assert not is_in_network(shop, maker, AT)
    assert not may_sell(shop, producer(), TODAY)


def test_the_same_told_twice_is_one_appointment():
    maker, shop = producer(), organisation()
    assert appoint(maker, shop).pk == appoint(maker, shop).pk
    assert Event.objects.filter(body__contains="appointment.made").count() == 1


@pytest.mark.parametrize(
    ("valid_from", "valid_until"),
    [
        (LAST, None),
        (date(2026, 1, 1), FIRST),
        (date(2026, 4, 1), date(2026, 4, 30)),
        (date(2026, 1, 1), None),
    ],
)
def test_an_overlap_is_refused_at_the_date_and_names_the_other(valid_from, valid_until):
    maker, shop = producer(), organisation(name="示例4S店")
    appoint(maker, shop, valid_from=FIRST, valid_until=LAST)
    with pytest.raises(ValidationError) as refused:
        appoint(maker, shop, valid_from=valid_from, valid_until=valid_until)
    assert "示例4S店" in str(refused.value.error_dict["valid_from"])
    assert "2026年6月30日" in str(refused.value.error_dict["valid_from"])


def test_the_next_appointment_may_begin_on_the_next_day():
    maker, shop = producer(), organisation()
    appoint(maker, shop, valid_from=FIRST, valid_until=LAST)
    appoint(maker, shop, valid_from=LAST + timedelta(days=1), sells=False)
    assert Appointment.objects.count() == 2


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"sells": False, "repairs": False}, "__all__"),
        ({"valid_from": FIRST, "valid_until": FIRST - timedelta(days=1)}, "valid_until"),
        ({"postcode": "31000"}, "postcode"),
    ],
)
def test_what_cannot_be_is_refused(told, field):
    with pytest.raises(ValidationError) as refused:
        appoint(producer(), organisation(), **told)
    assert list(refused.value.error_dict) == [field]


def test_an_outlet_can_only_do_what_it_is_registered_for():
    with pytest.raises(ValidationError) as refused:
        appoint(producer(), organisation(Capacity.SELLER))
    assert list(refused.value.error_dict) == ["repairs"]


def test_an_end_can_be_today_but_never_in_the_past():
    maker, shop = producer(), organisation()
    made = appoint(maker, shop)
    with pytest.raises(ValidationError):
        appointment_end(appointment=made, valid_until=TODAY - timedelta(days=1), by=clerk(maker), at=AT)
    for _ in range(2):
        appointment_end(appointment=made, valid_until=TODAY, by=clerk(maker), at=AT)
    assert is_in_network(shop, maker, at(TODAY, 23))
    assert not is_in_network(shop, maker, at(TODAY + timedelta(days=1)))
    assert Event.objects.filter(body__contains="appointment.ended").count() == 1


def test_an_end_cannot_be_put_off():
    maker = producer()
    made = appoint(maker, organisation(), valid_until=TODAY)
    with pytest.raises(ValidationError):
        appointment_end(appointment=made, valid_until=TODAY + timedelta(days=9), by=clerk(maker), at=AT)


@pytest.mark.parametrize("role", [Role.READER, Role.ADMINISTRATOR])
def test_only_those_who_act_for_the_producer_appoint_and_end(role):
    maker, shop = producer(), organisation()
    with pytest.raises(PermissionDenied):
        appoint(maker, shop, by=member(maker, role))
    made = appoint(maker, shop)
    with pytest.raises(PermissionDenied):
        appointment_end(appointment=made, valid_until=TODAY, by=member(shop, Role.CLERK), at=AT)


def test_producer_and_outlet_see_an_appointment_and_nobody_else_does():
    maker, shop = producer(), organisation()
    made = appoint(maker, shop)
    people = {
        clerk(maker): True,
        member(maker, Role.ADMINISTRATOR): False,
        member(shop, Role.ADVISER): True,
        member(organisation(), Role.CLERK): False,
        clerk(producer()): False,
    }
    for one, sees in people.items():
        assert can_view_appointment(one, made) is sees
        assert (made in appointments_visible_to(one)) is sees
