"""Writing events: in the transaction of the change, one chain a subject, in one way to write it."""

import hashlib
import json
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection, transaction

from sanbao.ledger.models import Chain, Event, Waiting
from sanbao.ledger.selectors import events_of
from sanbao.ledger.services import Entry, OutsideTransactionError, record, record_many
from tests.ledger.conftest import CASE, CLERK, DEALER, NOON, OTHER_CASE, event_parts
from tests.ledger.waiting import wait_until_one_waits

pytestmark = pytest.mark.postgres


@pytest.mark.django_db
def test_an_event_says_what_was_recorded(add):
    added = add(commitments={"owner": "a" * 64})
    read = Event.objects.get()
    for event in (added, read):
        assert (event.pk, event.subject, event.sequence) == (added.pk, CASE, 1)
        assert (event.action, event.actor, event.organisation) == ("demand.made", CLERK, DEALER)
        assert event.codes == {"remedy": "vehicle_return", "visits": 5, "disputed": False, "article": None}
        assert event.commitments == {"owner": "a" * 64}
        assert event.at == NOON


@pytest.mark.django_db
def test_the_body_is_sorted_json_without_spaces_and_the_hash_binds_it_to_the_previous_one(add):
    first, second = add(codes={"b": 1, "a": "x"}), add(codes={}, organisation=None)
    assert first.body == (
        f'{{"action":"demand.made","actor":"{CLERK}","at":"2026-11-22T04:00:00.000000Z","codes":{{"a":"x","b":1}},'
        f'"commitments":{{}},"organisation":"{DEALER}","sequence":1,"subject":"{CASE}","version":1}}'
    )
    assert json.loads(second.body)["organisation"] is None
    assert first.hash == hashlib.sha256(f"sanbao.ledger.event.1\n{first.body}\n{'0' * 64}".encode()).hexdigest()
    assert second.hash == hashlib.sha256(f"sanbao.ledger.event.1\n{second.body}\n{first.hash}".encode()).hexdigest()


@pytest.mark.django_db
def test_each_subject_has_a_chain_of_its_own_without_gaps(add_many):
    events = add_many(5)
    assert [(event.subject, event.sequence) for event in events] == [
        (CASE, 1), (OTHER_CASE, 1), (CASE, 2), (OTHER_CASE, 2), (CASE, 3),
    ]  # fmt: skip
    assert [event.codes["step"] for event in events_of(CASE)] == [0, 2, 4]
    assert Chain.objects.get(subject=CASE).length == 3
    assert Chain.objects.get(subject=CASE).head == events[4].hash
    assert set(Waiting.objects.values_list("event_id", flat=True)) == {event.pk for event in events}


@pytest.mark.django_db
def test_many_at_once_are_the_same_chains_as_one_after_the_other(add_many):
    """Of chains that are there, and of one that begins with two events."""
    one_by_one = [(event.subject, event.sequence, event.hash) for event in add_many(2)]
    new = "case/7d9f0c52-6d55-4d0b-9a52-51d3c1a1b0ff"
    entries = [
        Entry(**event_parts(subject=subject, codes={"step": step}))
        for step, subject in enumerate([CASE, new, CASE, OTHER_CASE, new])
    ]
    record_many(entries)
    assert [event.codes["step"] for event in events_of(CASE)][1:] == [0, 2]
    assert [(event.sequence, event.codes["step"]) for event in events_of(new)] == [(1, 1), (2, 4)]
    for subject in (CASE, OTHER_CASE, new):
        previous = "0" * 64
        for event in events_of(subject):
            text = f"sanbao.ledger.event.1\n{event.body}\n{previous}"
            assert event.hash == hashlib.sha256(text.encode()).hexdigest()
            previous = event.hash
        assert Chain.objects.get(subject=subject).head == previous
    assert Waiting.objects.count() == len(one_by_one) + len(entries) == Event.objects.count()


@pytest.mark.django_db
def test_the_same_moment_is_written_alike_whatever_the_time_zone(add):
    shanghai = timezone(timedelta(hours=8))
    first = add(at=datetime(2026, 1, 1, 0, 0, 0, 7, tzinfo=shanghai))
    second = add(at=datetime(2025, 12, 31, 16, 0, 0, 7, tzinfo=UTC))
    assert first.content["at"] == second.content["at"] == "2025-12-31T16:00:00.000007Z"


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    with pytest.raises(OutsideTransactionError):
        record(**event_parts())
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_undone_change_leaves_no_event_and_no_gap(add):
    add()
    with transaction.atomic():
        record(**event_parts())
        record(**event_parts(subject=OTHER_CASE))
        transaction.set_rollback(True)
    assert add().sequence == 2
    assert not Chain.objects.filter(subject=OTHER_CASE).exists()
    assert Waiting.objects.count() == 2


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_writers_of_one_subject_at_the_same_moment_make_one_chain(add):
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for _ in range(10):
                add()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    events = list(events_of(CASE))
    assert [event.sequence for event in events] == list(range(1, 61))
    assert Chain.objects.get(subject=CASE).head == events[-1].hash


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_of_two_that_begin_a_chain_at_once_the_second_follows_the_first(add):
    begun, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with transaction.atomic():
            record(**event_parts(codes={"who": "first"}))
            begun.set()
            go_on.wait(20)
        connection.close()

    def second() -> None:
        add(codes={"who": "second"})
        connection.close()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert begun.wait(20)
    threads[1].start()
    wait_until_one_waits()
    go_on.set()
    for thread in threads:
        thread.join()
    assert [event.codes["who"] for event in events_of(CASE)] == ["first", "second"]
