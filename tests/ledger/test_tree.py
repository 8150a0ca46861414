"""Numbering into the tree, and the proofs read out of it."""

import threading

import pytest
from django.db import connection, transaction

from sanbao.ledger import merkle, tree
from sanbao.ledger.models import Event, Leaf, Subtree, Waiting
from sanbao.ledger.services import record
from tests.ledger.conftest import CASE, OTHER_CASE, event_parts

pytestmark = pytest.mark.postgres


def expected_root(start: int, end: int) -> bytes:
    hashes = (
        Leaf.objects.filter(position__gte=start, position__lt=end)
        .order_by("position")
        .values_list("event__hash", flat=True)
    )
    return merkle.root([merkle.leaf_hash(bytes.fromhex(digest)) for digest in hashes])


@pytest.mark.django_db
def test_events_are_numbered_once_in_the_order_of_their_chains(add_many):
    events = add_many(3)
    assert tree.number_events() == 3
    assert tree.number_events() == 0
    events += add_many(2)
    assert tree.number_events() == 2
    assert list(Leaf.objects.order_by("position").values_list("position", "event_id", "hash")) == [
        (position, event.pk, event.hash) for position, event in enumerate(events)
    ]
    assert not Waiting.objects.exists()
    assert tree.size_of_tree() == 5


@pytest.mark.django_db
@pytest.mark.parametrize("batch", [100, 255, 256, 257, 700])
def test_the_root_is_that_of_all_leaves_however_they_were_added(batch: int, monkeypatch, add_many):
    monkeypatch.setattr(tree, "BATCH", batch)
    for count in (1, 254, 1, 1, 400):
        add_many(count)
        tree.number_events()
        size = tree.size_of_tree()
        assert tree.root_of_tree(size) == expected_root(0, size)
    assert list(Subtree.objects.order_by("index").values_list("height", "index")) == [(8, 0), (8, 1)]


@pytest.mark.django_db
def test_storeys_above_the_second_are_kept_too(monkeypatch, add_many):
    monkeypatch.setattr(tree, "STEP", 2)
    monkeypatch.setattr(tree, "FAN", 4)
    for count in (3, 14, 30, 23):
        add_many(count)
        tree.number_events()
    assert Subtree.objects.filter(height=6).count() == 1
    for end in range(1, 71):
        assert tree.root_of_tree(end) == expected_root(0, end)
    for position in range(70):
        path = merkle.inclusion_path(position, 70, tree.subtree)
        leaf = merkle.leaf_hash(bytes.fromhex(Leaf.objects.get(position=position).hash))
        assert merkle.verify_inclusion(leaf, position, 70, path, expected_root(0, 70))


@pytest.mark.django_db
def test_a_root_of_a_large_tree_is_read_out_of_few_rows(django_assert_max_num_queries, add_many):
    add_many(600)
    tree.number_events()
    with django_assert_max_num_queries(2):
        tree.root_of_tree(600)


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_an_event_committed_late_is_numbered_late_and_not_lost(add):
    """The second transaction draws a higher id and commits first."""
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record(**event_parts(subject=CASE))
            begun.set()
            go_on.wait(20)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert begun.wait(20)
    quick = add(subject=OTHER_CASE)
    assert tree.number_events() == 1
    go_on.set()
    writer.join()
    assert tree.number_events() == 1
    late = Event.objects.get(subject=CASE)
    assert late.pk < quick.pk
    assert [leaf.event_id for leaf in Leaf.objects.order_by("position")] == [quick.pk, late.pk]


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_numberers_and_writers_at_the_same_moment_leave_no_gap_and_number_nothing_twice(add_many):
    failures: list[BaseException] = []

    def run(work) -> None:
        try:
            for _ in range(8):
                work()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=[work]) for work in [lambda: add_many(4)] * 3 + [tree.number_events] * 3
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    tree.number_events()
    assert list(Leaf.objects.order_by("position").values_list("position", flat=True)) == list(range(96))
    for subject in (CASE, OTHER_CASE):
        ids = Event.objects.filter(subject=subject).order_by("leaf__position").values_list("sequence", flat=True)
        assert list(ids) == list(range(1, 49))
