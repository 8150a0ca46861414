"""Two at the same moment, as only PostgreSQL lets them: what comes out is what one order of the two gives."""

import pytest
from django.core.exceptions import ValidationError

from claims.cases.codes import Party, State
from claims.cases.models import Claim, DutyTask
from claims.cases.services.assigning import IS_TAKEN, task_take
from claims.cases.timers.lapsing import lapse
from claims.cases.timers.reminding import remind
from tests.claims.cases import racing, walking, world
from tests.claims.cases.walking import LATE, One

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]

CONSUMER, BUSINESS, CLERK, SYSTEM = Party.CONSUMER, Party.BUSINESS, Party.CLERK, Party.SYSTEM
LIKELY = [
    (State.SUBMITTED, "grant", BUSINESS, "refuse", BUSINESS),
    (State.SUBMITTED, "grant", BUSINESS, "grant", BUSINESS),
    (State.SUBMITTED, "grant", BUSINESS, "withdraw", CONSUMER),
    (State.SUBMITTED, "refuse", BUSINESS, "dispute", CONSUMER),
    (State.GRANTED, "accept", CONSUMER, "dispute", CONSUMER),
    (State.REFUSED, "dispute", CONSUMER, "agree", BUSINESS),
    (State.DISPUTED, "grant", BUSINESS, "refer_outside", CLERK),
    (State.DISPUTED, "consult", CLERK, "consult", CLERK),
    (State.IN_CONSULTATION, "take_back", CLERK, "agree", CONSUMER),
    (State.SETTLED, "take_up", CONSUMER, "fall_through", SYSTEM),
    (State.FULFILLING, "confirm", CONSUMER, "close_unconfirmed", SYSTEM),
    (State.REFERRED_OUTSIDE, "close_outside", CLERK, "withdraw", CONSUMER),
]


@pytest.fixture
def case(db):
    """With everybody who comes up, so that what is undone leaves them."""
    made = world.case()
    made.colleague(made.seller), made.colleague(made.clerk)
    return made


def test_the_pairs_of_parties_that_meet_most_likely(case):
    pairs = [(One(state, *first), One(state, *second)) for state, *names in LIKELY for first, second in [(names[:2], names[2:])]]  # fmt: skip
    assert [fault for pair in pairs for fault in racing.race(pair, case)] == []


@pytest.mark.thorough
@pytest.mark.parametrize("state", list(walking.WAYS))
def test_every_pair_of_steps_that_a_state_enables(case, state):
    pairs = list(racing.pairs_of(state))
    assert [fault for pair in pairs for fault in racing.race(pair, case)] == []


def test_a_form_that_is_sent_twice_at_once_is_one_step_and_one_next_task(case):
    claim = walking.brought_to(State.GRANTED, case)
    doing = world.doing(case.owner)
    send = lambda: walking.STEPS["accept"](claim, doing, case).state  # noqa: E731
    assert racing.at_once([send, send], claim) == ["fulfilling", "fulfilling"]
    assert claim.steps.filter(name="accept").count() == 1
    assert list(DutyTask.objects.order_by("id").values_list("work", "status")) == [
        ("answer", "DONE"),
        ("fulfil", "NEW"),
    ]


def test_of_two_colleagues_who_take_a_task_at_once_one_has_it(case):
    claim = walking.brought_to(State.SUBMITTED, case)
    task, colleague = DutyTask.objects.get(), case.colleague(case.seller)

    def take(person):
        try:
            return task_take(task=task, by=person, at=world.AT).owner
        except ValidationError as error:
            return error.messages

    took = racing.at_once([lambda: take(case.seller), lambda: take(colleague)], claim)
    assert sorted(map(str, took)) == sorted([str(DutyTask.objects.get().owner), str([str(IS_TAKEN)])])


def test_a_worker_and_a_person_at_once_do_not_do_it_twice(case):
    """Two workers that remind while the seller answers; one that closes while the consumer confirms."""
    claim, at = walking.brought_to(State.SUBMITTED, case), world.AT.replace(day=13)
    answer = lambda: walking.STEPS["grant"](claim, world.doing(case.seller, at), case).state  # noqa: E731
    reminded, _granted, again = racing.at_once([lambda: remind(at), answer, lambda: remind(at)], claim)
    assert (reminded, again) == (1, 0)
    done, late = walking.brought_to(State.FULFILLING, case), world.AT + LATE
    confirm = lambda: walking.STEPS["confirm"](done, world.doing(case.owner, late), case).state  # noqa: E731
    assert racing.at_once([confirm, lambda: lapse(late)], done) == ["closed", 0]
    assert Claim.objects.get(pk=done.pk).outcome == "fulfilled"
