"""Signed heads: each follows the one before, and arrives outside before the next is signed."""

import hashlib
import itertools
import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail

from sanbao.ledger import merkle, tree
from sanbao.ledger.checkpoints import checkpoint
from sanbao.ledger.delivery import undelivered
from sanbao.ledger.models import Delivery, Head, Leaf
from sanbao.ledger.proofs import NotCoveredError, consistency_proof, inclusion_proof, proof_to_json
from sanbao.ledger.selectors import ledger_health
from tests.ledger.conftest import NOON

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def lines_of(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_head_says_how_many_events_there_are_and_which(add_many, heads_file: Path):
    events = add_many(3)
    done = checkpoint(at=NOON)
    (line,) = lines_of(heads_file)
    leaves = [merkle.leaf_hash(bytes.fromhex(event.hash)) for event in events]
    assert line["head"] == {
        "at": "2026-11-22T04:00:00.000000Z",
        "key": line["head"]["key"],
        "number": 1,
        "previous": "",
        "root": merkle.root(leaves).hex(),
        "size": 3,
        "type": "sanbao.ledger.head",
        "version": 1,
    }
    assert (done.numbered, done.signed, done.filed) == (3, Head.objects.get(), [Head.objects.get()])


def test_each_head_binds_to_the_one_before(add_many, heads_file: Path):
    for _ in range(3):
        add_many(2)
        checkpoint(at=NOON)
    heads = [line["head"] for line in lines_of(heads_file)]
    assert [(head["number"], head["size"]) for head in heads] == [(1, 2), (2, 4), (3, 6)]
    for before, head in itertools.pairwise(heads):
        text = json.dumps(before, sort_keys=True, separators=(",", ":"))
        assert head["previous"] == hashlib.sha256(text.encode()).hexdigest()


def test_without_a_new_event_there_is_no_new_head(add, heads_file: Path):
    assert checkpoint(at=NOON).signed is None
    assert not heads_file.exists()
    add()
    checkpoint(at=NOON)
    assert checkpoint(at=NOON).signed is None
    assert len(lines_of(heads_file)) == 1


def test_a_stranger_checks_the_signature_with_openssl(add, outside: Path, heads_file: Path):
    add()
    checkpoint(at=NOON)
    (line,) = lines_of(heads_file)
    signed, signature = outside / "head.json", outside / "signature"
    signed.write_text(json.dumps(line["head"], sort_keys=True, separators=(",", ":")))
    signature.write_bytes(bytes.fromhex(line["signature"]))

    def openssl() -> bool:
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(outside / "ledger.key.pub"), "-rawin", "-in", str(signed), "-sigfile", str(signature)]  # fmt: skip
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    assert openssl()
    signed.write_text(signed.read_text().replace('"size":1', '"size":2'))
    assert not openssl()


def test_while_the_file_cannot_be_written_no_further_head_is_signed(add, outside: Path, heads_file: Path):
    outside.joinpath("heads").write_text("a file where the folder should be")
    add()
    for _ in range(2):
        with pytest.raises(OSError, match="exists"):
            checkpoint(at=NOON)
        add()
    assert Head.objects.count() == 1
    assert undelivered(Delivery.Channel.FILE) == list(Head.objects.all())
    outside.joinpath("heads").unlink()
    done = checkpoint(at=NOON + timedelta(hours=1))
    assert [head.number for head in done.filed] == [1, 2]
    assert [line["head"]["size"] for line in lines_of(heads_file)] == [1, 3]
    assert undelivered(Delivery.Channel.FILE) == []


def test_a_crash_after_the_write_and_before_its_note_doubles_no_line(add, heads_file: Path):
    for _ in range(2):
        add()
        checkpoint(at=NOON)
    written = heads_file.read_text()
    Delivery.objects.all().delete()
    assert [head.number for head in checkpoint(at=NOON).filed] == [1, 2]
    assert heads_file.read_text() == written


def test_half_a_line_of_a_crash_in_mid_write_is_replaced_by_the_whole(add, heads_file: Path):
    for _ in range(2):
        add()
        checkpoint(at=NOON)
    written = heads_file.read_text()
    heads_file.write_text(written[:-40])
    Delivery.objects.filter(head_id=2).delete()
    checkpoint(at=NOON)
    assert heads_file.read_text() == written


def test_a_head_goes_by_mail_with_its_line_attached(add, settings, heads_file: Path):
    settings.LEDGER_MAIL = ("a@example.org", "b@example.org")
    add()
    done = checkpoint(at=NOON)
    (message,) = mail.outbox
    assert message.to == ["a@example.org", "b@example.org"]
    (name, content, _) = message.attachments[0]
    assert name == "heads-1.jsonl"
    assert content == heads_file.read_text()
    assert (done.mailed, done.not_mailed) == ([Head.objects.get()], [])
    checkpoint(at=NOON)
    assert len(mail.outbox) == 1


def test_mail_that_failed_is_sent_again_and_the_gap_is_visible_meanwhile(add, settings, monkeypatch, heads_file: Path):
    settings.LEDGER_MAIL = ("a@example.org",)
    add()
    checkpoint(at=NOON)
    settings.EMAIL_BACKEND = "tests.ledger.failing_mail.Backend"
    for count in (1, 2):
        add()
        done = checkpoint(at=NOON)
        assert done.mailed == []
        assert len(done.not_mailed) == count
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert [head.number for head in checkpoint(at=NOON).mailed] == [2, 3]
    assert mail.outbox[-1].attachments[0].content == "".join(heads_file.read_text().splitlines(keepends=True)[1:])


def test_recipients_named_late_are_not_sent_the_whole_past(add, settings, outside: Path):
    for _ in range(3):
        add()
        checkpoint(at=NOON)
    settings.LEDGER_MAIL = ("a@example.org",)
    assert [head.number for head in checkpoint(at=NOON).mailed] == [3]
    assert checkpoint(at=NOON).not_mailed == []


def test_a_paper_can_prove_its_event_and_that_the_tree_only_grew(add_many, outside: Path):
    events = add_many(5)
    checkpoint(at=NOON)
    add_many(300)
    checkpoint(at=NOON)
    old, new = Head.objects.order_by("number")
    roots = tuple(bytes.fromhex(json.loads(head.body)["root"]) for head in (old, new))
    for head, root in zip((old, new), roots, strict=True):
        proof = inclusion_proof(events[2], head)
        leaf = merkle.leaf_hash(bytes.fromhex(events[2].hash))
        assert merkle.verify_inclusion(leaf, 2, head.size, proof.path, root)
    assert merkle.verify_consistency(old.size, new.size, roots, consistency_proof(old, new))
    told = proof_to_json(inclusion_proof(events[2]))
    text = json.dumps(told["event"], sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(f"sanbao.ledger.event.1\n{text}\n{told['previous']}".encode()).hexdigest()
    assert digest == told["leaf"] == Leaf.objects.get(position=told["position"]).hash


def test_what_no_head_covers_has_no_proof_yet(add, outside: Path):
    first = add()
    with pytest.raises(NotCoveredError):
        inclusion_proof(first)
    checkpoint(at=NOON)
    with pytest.raises(NotCoveredError):
        inclusion_proof(add())
    assert inclusion_proof(first).path == []


def test_the_probe_tells_when_an_event_stays_uncovered_for_an_hour(add, outside: Path):
    almost, late = NOON + timedelta(minutes=59), NOON + timedelta(hours=1)
    assert ledger_health(late) == "ok"
    add(at=NOON)
    assert [ledger_health(at) for at in (almost, late)] == ["ok", "not_covered"]
    checkpoint(at=late)
    assert ledger_health(late) == "ok"
    add(at=NOON)
    tree.number_events()
    assert [ledger_health(at) for at in (almost, late)] == ["ok", "not_covered"]
    checkpoint(at=late)
    Delivery.objects.filter(head_id=2).delete()
    assert ledger_health(late) == "not_covered"
