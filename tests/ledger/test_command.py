"""`manage.py ledger`: sentences in two languages, exit codes a script can rely on."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from sanbao.ledger.checkpoints import signing_key
from sanbao.ledger.keys import make_key
from sanbao.ledger.verification.faults import Fault, Kind
from sanbao.ledger.verification.words import say
from tests.ledger.attacking import attack, rewrite_chain, rewrite_heads, rewrite_tree
from tests.ledger.conftest import CASE, OTHER_CASE

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def run(*words: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    out, err = StringIO(), StringIO()
    try:
        call_command("ledger", *words, stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


def test_a_sound_ledger_is_called_sound_with_its_limit(add_many, outside: Path):
    add_many(3)
    assert run("checkpoint") == (0, "新编号3条记录。\n签名第1号，共3条。\n", "")
    code, said, _ = run("verify")
    assert code == 0
    assert "核对了3条记录，2条链" in said
    assert "送出的签名核对到第1号：树的前3条和当时一样。其后的记录还没有送出的签名可以对照。" in said
    assert said.endswith("没有发现改动。\n")


def test_faults_are_named_and_counted_and_the_exit_code_is_1(add_many, outside: Path):
    add_many(6)
    run("checkpoint")
    attack(("DELETE FROM ledger_event WHERE subject = %s AND sequence = 2", [OTHER_CASE]))
    code, said, error = run("verify")
    assert code == 1
    assert said.splitlines()[:2] == [f"{OTHER_CASE}的第2条：不见了。", "树的位置3：对应的记录不见了。"]
    assert "账本有2处对不上。" in error
    code, said, error = run("verify", "--lang", "en", "--limit", "1")
    assert code == 1
    assert said.splitlines()[0] == f"{OTHER_CASE}, event 2: missing."
    assert "position 3" not in said
    assert "2 faults in the ledger." in error


def test_a_kept_file_shows_what_the_rewritten_database_hides(add_many, outside: Path, heads_file: Path):
    for _ in range(2):
        add_many(4)
        run("checkpoint")
    kept = outside / "kept.jsonl"
    kept.write_text(heads_file.read_text())
    heads_file.unlink()
    rewrite_chain(CASE, 3, {"step": 99})
    rewrite_tree()
    rewrite_heads(signing_key())
    code, said, _ = run("verify")
    assert code == 0
    assert "没有可以对照的送出的签名" in said
    code, said, _ = run("verify", "--checkpoint", str(kept))
    assert code == 1
    assert "签名对不上（送出的第2号）：被改动、删去或者调换的第一条记录，在树的位置4–7之中。" in said


@pytest.mark.parametrize("words", [("--checkpoint", "missing.jsonl"), ("--key", "missing.pub")])
def test_what_cannot_be_checked_has_exit_code_2(words: tuple[str, ...], add, outside: Path):
    add()
    run("checkpoint")
    code, _, error = run("verify", *words)
    assert code == 2
    assert words[1] in error


def test_without_any_key_file_it_cannot_be_checked(add, outside: Path, settings):
    add()
    run("checkpoint")
    settings.LEDGER_KEY = None
    code, _, error = run("verify")
    assert code == 2
    assert "--key" in error
    assert run("verify", "--key", str(outside / "ledger.key.pub"))[0] == 0


def test_another_key_is_a_fault(add, outside: Path):
    add()
    run("checkpoint")
    make_key(outside / "other")
    code, said, _ = run("verify", "--key", str(outside / "other.pub"))
    assert code == 1
    assert "签名第1号：用给出的公钥验证不通过（送出的）。" in said


def test_the_state_is_told(add_many, outside: Path):
    add_many(3)
    run("checkpoint")
    add_many(2)
    assert run("status")[1] == (
        "记录5条，等候编号的有2条；最后的签名是第1号，到第3条为止；没有送到文件的签名有0个，没有寄出的有0个。\n"
    )


def test_mail_that_is_not_sent_is_told_by_the_exit_code(add, outside: Path, settings):
    settings.LEDGER_MAIL = ("a@example.org",)
    settings.EMAIL_BACKEND = "tests.ledger.failing_mail.Backend"
    add()
    code, _, error = run("checkpoint")
    assert (code, error) == (1, "有1个签名还没有寄出，下次再寄。")


def test_a_proof_is_printed_for_a_covered_event_alone(add_many, outside: Path):
    add_many(3)
    assert run("proof", CASE, "1")[0] == 2
    run("checkpoint")
    code, said, _ = run("proof", CASE, "2")
    assert code == 0
    told = json.loads(said)
    assert (told["position"], told["event"]["sequence"], told["head"]["size"]) == (2, 2, 3)
    assert run("proof", CASE, "3")[0] == 2


def test_a_key_is_made_once(outside: Path):
    code, said, _ = run("key", str(outside / "made.key"))
    assert code == 0
    assert str(outside / "made.key.pub") in said
    assert run("key", str(outside / "made.key"))[0] == 2


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_fault_has_its_sentence_in_both_languages(kind: Kind):
    with translation.override("zh-hans"):
        chinese = say(Fault(kind, CASE, 3, 5, "file 2"))
    with translation.override("en"):
        english = say(Fault(kind, CASE, 3, 5, "file 2"))
    assert chinese.endswith("。")
    assert english.isascii() or "–" in english
    assert "%" not in chinese + english
