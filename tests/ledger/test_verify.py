"""What a verification names when somebody with all rights in the database bends the ledger, and what it cannot see.

Three heads are delivered, over 4, 8 and 12 events of two cases in turn; two events came after the last head.
"""

import json
from pathlib import Path

import pytest

from sanbao.ledger.checkpoints import checkpoint, signing_key
from sanbao.ledger.keys import make_key, read_public_keys
from sanbao.ledger.models import Event, Head, Leaf
from sanbao.ledger.verification.faults import Fault, Findings, Kind
from sanbao.ledger.verification.verify import verify
from tests.ledger.attacking import attack, rewrite_chain, rewrite_heads, rewrite_tree
from tests.ledger.conftest import CASE, NOON, OTHER_CASE

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ledger(add_many, heads_file: Path) -> Path:
    for _ in range(3):
        add_many(4)
        checkpoint(at=NOON)
    add_many(2)
    return heads_file


def found(file: Path, *, with_file: bool = True) -> Findings:
    keys = read_public_keys(file.parent.parent / "ledger.key.pub")
    return verify(file=file if with_file else None, keys=keys, progress=lambda _: None)


def faults(file: Path, *, with_file: bool = True) -> set[tuple]:
    findings = found(file, with_file=with_file)
    return {(fault.kind, fault.subject, fault.first, fault.last) for fault in findings.faults}


def test_an_untouched_ledger_has_no_fault_and_says_how_far_it_is_vouched_for(ledger: Path):
    findings = found(ledger)
    assert findings.faults == []
    assert (findings.events, findings.chains, findings.leaves, findings.waiting) == (14, 2, 12, 2)
    assert findings.matched == {"database": (3, 12), "file": (3, 12)}


def test_an_empty_ledger_has_no_fault():
    assert verify(file=None, keys={}, progress=lambda _: None) == Findings()


# An event changed


@pytest.mark.parametrize("sequence", [1, 3, 6, 7])
def test_a_changed_event_is_named(sequence: int, ledger: Path):
    attack(
        (
            "UPDATE ledger_event SET body = REPLACE(body, 'step', 'stop') WHERE subject = %s AND sequence = %s",
            [CASE, sequence],
        )
    )
    assert faults(ledger) == {(Kind.CHANGED, CASE, sequence, sequence)}


def test_a_changed_event_with_a_fitting_hash_is_named_and_its_intact_successor_is_not(ledger: Path):
    intact = Event.objects.filter(subject=CASE, sequence__gt=3)
    restore = [("UPDATE ledger_event SET body = %s, hash = %s WHERE id = %s", [e.body, e.hash, e.pk]) for e in intact]
    head = ("UPDATE ledger_chain SET head = %s WHERE subject = %s", [intact.get(sequence=7).hash, CASE])
    rewrite_chain(CASE, 3, {"step": 99})
    attack(*restore, head)
    assert faults(ledger) == {(Kind.REWRITTEN, CASE, 3, 3)}


def test_a_chain_rewritten_from_one_event_on_is_named_from_there(ledger: Path):
    rewrite_chain(CASE, 4, {"step": 99})
    assert faults(ledger) == {(Kind.REWRITTEN, CASE, 4, 4)}


def test_a_changed_hash_alone_is_named_at_its_event(ledger: Path):
    attack(("UPDATE ledger_event SET hash = %s WHERE subject = %s AND sequence = 3", ["0" * 64, CASE]))
    assert faults(ledger) == {(Kind.CHANGED, CASE, 3, 3), (Kind.REWRITTEN, CASE, 3, 3)}


# An event deleted


def test_an_event_deleted_in_the_middle_is_named(ledger: Path):
    attack(("DELETE FROM ledger_event WHERE subject = %s AND sequence = 3", [CASE]))
    assert faults(ledger) == {(Kind.MISSING, CASE, 3, 3), (Kind.LEAF_WITHOUT_EVENT, "", 4, 4)}


def test_a_first_event_deleted_is_named(ledger: Path):
    attack(("DELETE FROM ledger_event WHERE subject = %s AND sequence <= 2", [CASE]))
    assert faults(ledger) == {
        (Kind.MISSING, CASE, 1, 2),
        (Kind.LEAF_WITHOUT_EVENT, "", 0, 0),
        (Kind.LEAF_WITHOUT_EVENT, "", 2, 2),
    }


def test_a_tail_cut_before_the_head_is_named_also_when_the_chain_agrees(ledger: Path):
    attack(
        ("DELETE FROM ledger_event WHERE subject = %s AND sequence > 5", [CASE]),
        ("DELETE FROM ledger_waiting WHERE event_id NOT IN (SELECT id FROM ledger_event)", []),
        (
            "UPDATE ledger_chain SET length = 5, head = (SELECT hash FROM ledger_event WHERE subject = %s AND sequence = 5) WHERE subject = %s",
            [CASE, CASE],
        ),
    )
    assert faults(ledger) == {(Kind.LEAF_WITHOUT_EVENT, "", 10, 10)}


def test_a_whole_case_deleted_is_named_by_its_places_in_the_tree(ledger: Path):
    attack(
        ("DELETE FROM ledger_event WHERE subject = %s", [CASE]),
        ("DELETE FROM ledger_chain WHERE subject = %s", [CASE]),
        "DELETE FROM ledger_waiting WHERE event_id NOT IN (SELECT id FROM ledger_event)",
    )
    assert faults(ledger) == {(Kind.LEAF_WITHOUT_EVENT, "", place, place) for place in range(0, 12, 2)}


def cut_everything_after(size: int) -> None:
    attack(
        (f"DELETE FROM ledger_event WHERE id NOT IN (SELECT event_id FROM ledger_leaf WHERE position < {size})", []),
        "DELETE FROM ledger_waiting",
        f"DELETE FROM ledger_leaf WHERE position >= {size}",
        f"DELETE FROM ledger_delivery WHERE head_id IN (SELECT number FROM ledger_head WHERE size > {size})",
        f"DELETE FROM ledger_head WHERE size > {size}",
        "UPDATE ledger_chain SET length = (SELECT COUNT(*) FROM ledger_event e WHERE e.subject = ledger_chain.subject)",
        "UPDATE ledger_chain SET head = (SELECT hash FROM ledger_event e WHERE e.subject = ledger_chain.subject AND e.sequence = length)",
    )


def test_a_tail_of_which_no_trace_is_left_in_the_database_is_missed_by_the_delivered_head(ledger: Path):
    cut_everything_after(8)
    assert faults(ledger, with_file=False) == set()
    assert faults(ledger) == {(Kind.HEAD_NOT_IN_DATABASE, "", 3, 3), (Kind.POSITION_MISSING, "", 8, 11)}


# Events swapped


def test_two_swapped_events_of_a_chain_are_both_named(ledger: Path):
    attack(
        ("UPDATE ledger_event SET sequence = -2 WHERE subject = %s AND sequence = 2", [CASE]),
        ("UPDATE ledger_event SET sequence = 2 WHERE subject = %s AND sequence = 4", [CASE]),
        ("UPDATE ledger_event SET sequence = 4 WHERE subject = %s AND sequence = -2", [CASE]),
    )
    assert {fault for fault in faults(ledger) if fault[0] == Kind.MOVED} >= {
        (Kind.MOVED, CASE, 2, 2),
        (Kind.MOVED, CASE, 4, 4),
    }


def test_events_swapped_between_chains_are_both_named(ledger: Path):
    attack(
        ("UPDATE ledger_event SET subject = 'x' WHERE subject = %s AND sequence = 2", [CASE]),
        ("UPDATE ledger_event SET subject = %s WHERE subject = %s AND sequence = 2", [CASE, OTHER_CASE]),
        ("UPDATE ledger_event SET subject = %s WHERE subject = 'x'", [OTHER_CASE]),
    )
    named = {(fault.subject, fault.first, fault.other) for fault in found(ledger).faults if fault.kind == Kind.MOVED}
    assert named == {(CASE, 2, f"{OTHER_CASE}#2"), (OTHER_CASE, 2, f"{CASE}#2")}


def swap_places(first: int, second: int) -> None:
    attack(
        f"UPDATE ledger_leaf SET position = -1 WHERE position = {first}",
        f"UPDATE ledger_leaf SET position = {first} WHERE position = {second}",
        f"UPDATE ledger_leaf SET position = {second} WHERE position = -1",
    )


def test_events_of_one_chain_swapped_in_the_tree_are_named(ledger: Path):
    swap_places(4, 6)
    assert faults(ledger) == {(Kind.OUT_OF_ORDER, CASE, 4, 4), (Kind.ROOT_DIFFERS, "", 4, 7)}


def test_of_events_of_two_chains_swapped_in_the_tree_the_heads_around_are_named(ledger: Path):
    swap_places(5, 6)
    assert faults(ledger) == {(Kind.ROOT_DIFFERS, "", 4, 7)}


# Chains and tree rewritten consistently


def test_a_chain_and_the_tree_rewritten_are_found_by_the_heads(ledger: Path):
    rewrite_chain(CASE, 4, {"step": 99})
    rewrite_tree()
    findings = found(ledger)
    assert findings.faults == [
        Fault(Kind.ROOT_DIFFERS, "", 4, 7, "database 2"),
        Fault(Kind.ROOT_DIFFERS, "", 4, 7, "file 2"),
    ]
    assert findings.matched["file"] == (1, 4)


def test_heads_signed_anew_with_another_key_are_named(ledger: Path, tmp_path: Path):
    rewrite_chain(CASE, 4, {"step": 99})
    rewrite_tree()
    rewrite_heads(make_key(tmp_path / "other.key"))
    assert {fault for fault in faults(ledger, with_file=False) if fault[0] == Kind.HEAD_SIGNATURE} == {
        (Kind.HEAD_SIGNATURE, "", number, number) for number in (1, 2, 3)
    }


def test_when_everything_was_rewritten_and_signed_anew_only_what_is_kept_outside_shows_it(ledger: Path):
    """The worst: database and key in one hand. The delivered heads bound the change to the events between two of them."""
    rewrite_chain(CASE, 4, {"step": 99})
    rewrite_tree()
    rewrite_heads(signing_key())
    assert faults(ledger, with_file=False) == set()
    assert faults(ledger) == {
        (Kind.HEAD_NOT_IN_DATABASE, "", 2, 2),
        (Kind.HEAD_NOT_IN_DATABASE, "", 3, 3),
        (Kind.ROOT_DIFFERS, "", 4, 7),
    }


def test_one_head_kept_outside_is_enough_but_bounds_less(ledger: Path):
    rewrite_chain(CASE, 4, {"step": 99})
    rewrite_tree()
    rewrite_heads(signing_key())
    kept = ledger.with_name("kept.jsonl")
    kept.write_text(ledger.read_text().splitlines()[2])
    assert (Kind.ROOT_DIFFERS, "", 0, 11) in faults(kept)


def test_a_rewritten_tree_of_many_events_is_found(add_many, ledger: Path):
    add_many(600)
    checkpoint(at=NOON)
    assert faults(ledger) == set()
    rewrite_chain(OTHER_CASE, 200, {"step": 99})
    rewrite_tree()
    rewrite_heads(signing_key())
    assert faults(ledger) == {(Kind.HEAD_NOT_IN_DATABASE, "", 4, 4), (Kind.ROOT_DIFFERS, "", 12, 613)}


# The chain's row, the waiting list, the leaves


@pytest.mark.parametrize(
    "cut",
    [
        "DELETE FROM ledger_chain WHERE subject = %s",
        "UPDATE ledger_chain SET length = 3 WHERE subject = %s",
        "UPDATE ledger_chain SET head = 'x' WHERE subject = %s",
    ],
)
def test_a_cut_row_of_a_chain_is_named(cut: str, ledger: Path):
    attack((cut, [CASE]))
    assert faults(ledger) == {(Kind.CHAIN_CUT, CASE, 7, 7)}


def test_a_chain_row_without_events_is_named(ledger: Path):
    attack("INSERT INTO ledger_chain (subject, length, head) VALUES ('case/9', 2, 'x')")
    (fault,) = found(ledger).faults
    assert fault == Fault(Kind.CHAIN_CUT, "case/9", 0, 0, "2")


def test_events_after_the_head_cut_with_the_chain_row_left_are_named(ledger: Path):
    attack(("DELETE FROM ledger_event WHERE subject = %s AND sequence = 7", [CASE]))
    assert faults(ledger) == {(Kind.CHAIN_CUT, CASE, 6, 6), (Kind.WAITING_WITHOUT_EVENT, "", 1, 1)}


def test_an_event_kept_from_the_tree_is_named(ledger: Path):
    attack("DELETE FROM ledger_waiting")
    assert faults(ledger) == {(Kind.UNKNOWN_TO_TREE, CASE, 7, 7), (Kind.UNKNOWN_TO_TREE, OTHER_CASE, 7, 7)}


def test_an_event_kept_from_the_tree_behind_one_that_is_in_it_is_named(ledger: Path):
    attack(
        (
            "UPDATE ledger_waiting SET event_id = (SELECT event_id FROM ledger_leaf WHERE position = 0)"
            " WHERE event_id = (SELECT id FROM ledger_event WHERE subject = %s AND sequence = 7)",
            [CASE],
        )
    )
    assert faults(ledger) == {(Kind.UNKNOWN_TO_TREE, CASE, 7, 7)}


def test_a_missing_position_is_named(ledger: Path):
    attack("DELETE FROM ledger_leaf WHERE position IN (3, 4, 8)")
    assert faults(ledger) >= {
        (Kind.POSITION_MISSING, "", 3, 4),
        (Kind.POSITION_MISSING, "", 8, 8),
        (Kind.UNKNOWN_TO_TREE, OTHER_CASE, 2, 2),
    }


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE ledger_subtree SET hash = 'x' WHERE \"index\" = 1", (256, 511)),
        ('DELETE FROM ledger_subtree WHERE "index" = 1', (256, 511)),
        ("INSERT INTO ledger_subtree (height, \"index\", hash) VALUES (8, 2, 'x')", (512, 767)),
        ("INSERT INTO ledger_subtree (height, \"index\", hash) VALUES (16, 0, 'x')", (0, 65535)),
        ("INSERT INTO ledger_subtree (height, \"index\", hash) VALUES (3, 0, 'x')", (0, 7)),
    ],
)
def test_a_changed_stored_subtree_is_named(change: str, named: tuple[int, int], add_many, ledger: Path):
    add_many(600)
    checkpoint(at=NOON)
    attack(change)
    assert (Kind.SUBTREE_DIFFERS, "", *named) in faults(ledger)


# Heads


def test_a_changed_head_in_the_database_is_named(ledger: Path):
    attack("UPDATE ledger_head SET body = REPLACE(body, '\"size\":8', '\"size\":7') WHERE number = 2")
    assert {fault[0] for fault in faults(ledger)} == {
        Kind.HEAD_FORM, Kind.HEAD_ORDER, Kind.HEAD_SIGNATURE, Kind.HEAD_NOT_IN_DATABASE,
    }  # fmt: skip


@pytest.mark.parametrize("number", [1, 2])
def test_a_head_deleted_in_the_database_is_named(number: int, ledger: Path):
    attack(f"DELETE FROM ledger_head WHERE number = {number}", f"DELETE FROM ledger_delivery WHERE head_id = {number}")
    assert (Kind.HEAD_NOT_IN_DATABASE, "", number, number) in faults(ledger)
    assert {fault[0] for fault in faults(ledger, with_file=False)} == {Kind.HEAD_ORDER}


def test_a_changed_head_in_the_file_does_not_count_as_evidence(ledger: Path):
    ledger.write_text(ledger.read_text().replace('"size":8', '"size":7'))
    assert faults(ledger) >= {(Kind.HEAD_SIGNATURE, "", 2, 2)}
    assert Kind.ROOT_DIFFERS not in {fault[0] for fault in faults(ledger)}


@pytest.mark.parametrize("line", ["{", "[]", "null", '{"head": 7, "signature": ""}', '{"head": {"size": "é"}, "signature": ""}', "[" * 100_000])  # fmt: skip
def test_a_line_that_is_no_head_is_named(line: str, ledger: Path):
    ledger.write_text(ledger.read_text() + "\n" + line + "\n")
    assert faults(ledger) == {(Kind.HEAD_FORM, "", 5, 5)}


def test_heads_joined_from_several_mails_count_once(ledger: Path):
    ledger.write_text(ledger.read_text() * 2)
    assert faults(ledger) == set()


def test_two_different_heads_of_one_number_are_named(ledger: Path):
    other = json.loads(ledger.read_text().splitlines()[2])
    other["head"]["at"] = "2026-11-23T00:00:00.000000Z"
    other["signature"] = signing_key().sign(json.dumps(other["head"], sort_keys=True, separators=(",", ":")))
    ledger.write_text(ledger.read_text() + json.dumps(other) + "\n")
    assert (Kind.HEAD_ORDER, "", 3, 3) in faults(ledger)


# Every stored value counts

COLUMNS = [
    *[("event", column, f"subject = '{CASE}' AND sequence = 2") for column in ("subject", "sequence", "body", "hash")],
    *[("chain", column, f"subject = '{CASE}'") for column in ("subject", "length", "head")],
    *[("leaf", column, "position = 5") for column in ("position", "event_id", "hash")],
    *[("head", column, "number = 2") for column in ("number", "size", "body", "signature")],
]


@pytest.mark.parametrize(("table", "column", "row"), COLUMNS)
def test_no_stored_value_can_be_changed_unseen(table: str, column: str, row: str, ledger: Path):
    numbers = {"sequence", "length", "position", "event_id", "number", "size"}
    attack(
        f"UPDATE ledger_{table} SET {column} = {999_999 if column in numbers else chr(39) + 'x' + chr(39)} WHERE {row}"
    )
    assert faults(ledger, with_file=False)


# What cannot be seen: the documentation says so


def test_events_after_the_last_delivered_head_can_vanish_without_a_trace(ledger: Path):
    cut_everything_after(12)
    findings = found(ledger)
    assert findings.faults == []
    assert findings.events == findings.matched["file"][1] == 12
    assert Leaf.objects.count() == Head.objects.get(number=3).size
