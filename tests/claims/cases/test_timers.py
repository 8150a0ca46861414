"""What the site does by itself: once, late or early, again after it broke off; and that nothing of the law waits for it."""

from datetime import date, datetime, timedelta

import pytest

from claims.cases.codes import Outcome, State
from claims.cases.models import Claim, Deadline, DutyTask
from claims.cases.signals import claim_noted
from claims.cases.timers import reminding
from claims.cases.timers.counting import count_again
from claims.cases.timers.lapsing import lapse
from claims.cases.timers.reminding import remind
from sanbao.ledger.models import Event
from tests.claims.cases import walking, world
from tests.claims.vehicles import world as cars


def moment(day: int, hour: int = 9, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=cars.SHANGHAI)


@pytest.fixture
def told():
    """The notes of the site, as messages hear them."""
    heard = []

    def hear(note, **_kwargs):
        heard.append(note)

    claim_noted.connect(hear)
    yield heard
    claim_noted.disconnect(hear)


def run(at: datetime) -> list[int]:
    return [remind(at), lapse(at), count_again(at)]


def test_the_seller_is_reminded_before_the_day_and_the_head_told_after_it(case, told):
    claim = world.submitted(
        case
    )  # the reply is due on the 16th; three days and one day before it are the 13th and 15th
    assert run(moment(13, 8)) == [0, 0, 0]
    assert run(moment(13)) == [1, 0, 0]
    assert run(moment(14)) == [0, 0, 0]
    assert run(moment(15)) == run(moment(17)) == [1, 0, 0]
    assert told == [reminding.REMINDED, reminding.REMINDED, reminding.OVERDUE]
    task = DutyTask.objects.get(claim=claim)
    assert task.escalated_at == moment(17)
    # Order 43: fifteen days after the 16th silence is taken for a refusal; the day after the 1st of December it is told.
    assert run(moment(1, month=12)) == [0, 0, 0]
    assert run(moment(2, month=12)) == [1, 0, 0]
    assert told[3:] == [reminding.DEEMED_REFUSED]
    assert run(moment(20, month=12)) == [0, 0, 0]
    bodies = Event.objects.filter(subject=claim.ledger_subject).order_by("sequence").values_list("body", flat=True)
    assert [reminding.OVERDUE in body for body in bodies] == [False, False, False, True, False]
    assert Claim.objects.get(pk=claim.pk).state == State.SUBMITTED


def test_a_site_that_slept_tells_what_is_so_now(case, told):
    claim = world.submitted(case)
    assert remind(moment(18)) == 1
    assert told == [reminding.OVERDUE]
    walking.STEPS["grant"](claim, world.doing(case.seller, moment(18)), case)  # late, and good all the same
    walking.STEPS["accept"](claim, world.doing(case.owner, moment(18)), case)
    assert remind(moment(18)) == 0
    assert remind(moment(27)) == 1  # three days before the 30th, when it has to be done
    assert told[1:] == [reminding.REMINDED]


def test_what_nobody_signed_falls_through_and_what_nobody_answered_is_closed(case, told):
    settled, done = (walking.brought_to(state, case) for state in (State.SETTLED, State.FULFILLING))
    limits = {one.duty: one.due_on for one in Deadline.objects.filter(duty__in=["sign", "confirm"])}
    assert limits == {"sign": date(2026, 11, 9), "confirm": date(2026, 11, 17)}
    assert (lapse(moment(9, 23)), lapse(moment(10)), lapse(moment(10))) == (0, 1, 0)
    assert (lapse(moment(17, 23)), lapse(moment(18)), lapse(moment(18))) == (0, 1, 0)
    settled, done = (Claim.objects.get(pk=one.pk) for one in (settled, done))
    assert (settled.state, settled.next_due_on) == (State.DISPUTED, date(2026, 11, 15))
    assert (done.state, done.outcome) == (State.CLOSED, Outcome.FULFILLED_UNCONFIRMED)
    assert [one.party for one in (settled.steps.last(), done.steps.last())] == ["system", "system"]
    assert list(DutyTask.objects.filter(finished=None).values_list("claim", "work")) == [(settled.pk, "screen")]


def test_one_claim_that_fails_holds_up_no_other(case, told, monkeypatch):
    first, second = world.submitted(case), world.submitted(case)
    tell = reminding._tell  # noqa: SLF001  what fails must be something inside

    def fail_once(note, task, at):
        if task.claim == first:
            raise RuntimeError
        tell(note, task, at)

    monkeypatch.setattr(reminding, "_tell", fail_once)
    assert remind(moment(13)) == 1
    monkeypatch.undo()
    assert remind(moment(13)) == 1
    assert DutyTask.objects.get(claim=first).scheduled == DutyTask.objects.get(claim=second).scheduled


def test_a_due_day_is_counted_once_the_working_days_of_the_year_are_known(case, told, monkeypatch):
    at = world.AT.replace(month=12, day=28)
    claim = world.submitted(case, at=at)
    task = DutyTask.objects.get(claim=claim)
    assert (task.due_on, task.scheduled, count_again(at)) == (None, None, 0)
    monkeypatch.setattr(
        "claims.cases.timers.counting.counted_again", lambda one, _pauses: one.start_on + timedelta(days=16)
    )
    assert (count_again(at), count_again(at)) == (2, 0)
    task.refresh_from_db()
    assert (task.due_on, task.scheduled) == (date(2027, 1, 13), datetime(2027, 1, 10, 8, 30, tzinfo=cars.SHANGHAI))
    assert Claim.objects.get(pk=claim.pk).lock == claim.lock  # what somebody is writing just now can still be sent
    assert told == ["claim.due_day_known"] * 2
