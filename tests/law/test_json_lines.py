"""JSON lines on the command line: a case a line in, an assessment or the faults of the line out."""

import json
import subprocess
from typing import Any

import pytest

from tests.law.command_line import BOUND, CASE, ENGINE, ENVIRONMENT, FAULTY, ROOT, as_json, changed, engine
from tests.law.nasty_inputs import NASTY


def lines_of(done: subprocess.CompletedProcess[bytes]) -> list[Any]:
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def assess_lines(*lines: bytes, end: bytes = b"\n", options: tuple[str, ...] = ()) -> subprocess.CompletedProcess:
    return engine("assess", "--jsonl", *options, "-", given=b"\n".join(lines) + end)


@pytest.mark.parametrize(
    "end", [b"\n", b"", b"\r\n", b"\n\n"], ids=["newline", "none", "carriage return", "blank line"]
)
def test_each_line_gives_the_assessment_of_its_case(end):
    done = assess_lines(as_json(CASE), as_json(changed("as_of", to="2024-07-01")), end=end)
    alone = json.loads(engine("assess", "-", given=as_json(CASE)).stdout)
    assert done.returncode == 0
    assert lines_of(done)[0] == alone
    assert [answer["as_of"] for answer in lines_of(done)] == ["2024-06-30", "2024-07-01"]
    assert b", " not in done.stdout


def test_a_faulty_line_has_its_faults_in_its_place_and_the_rest_is_computed():
    bad = as_json(changed("visits", 0, "mileage_km", to=-5))
    done = assess_lines(as_json(CASE), bad, b"{", as_json(CASE))
    answers = lines_of(done)
    assert done.returncode == FAULTY
    assert done.stderr == b""
    assert [answer.get("line") for answer in answers] == [None, 2, 3, None]
    assert answers[1] == {
        "line": 2,
        "faults": ["visits/0/mileage_km: 写的是-5，应当是整数，允许的范围是0 … 1000000000"],
    }
    assert answers[0] == answers[3]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_nasty_input_is_one_faulty_line_among_others(lang):
    flat = [given.replace(b"\n", b" ") for given in NASTY.values() if given.strip()]
    done = assess_lines(*flat, as_json(CASE), options=("--lang", lang))
    answers = lines_of(done)
    assert done.returncode == FAULTY
    assert [answer["line"] for answer in answers[:-1]] == list(range(1, len(flat) + 1))
    assert all(fault.isprintable() for answer in answers[:-1] for fault in answer["faults"])
    assert "findings" in answers[-1]


def test_blank_lines_are_counted_and_give_nothing():
    done = assess_lines(b"", b" \t\r", as_json(CASE), b"", b"{}")
    assert done.returncode == FAULTY
    assert [answer.get("line") for answer in lines_of(done)] == [None, 5]


def test_faults_in_lines_are_told_in_english_when_asked():
    done = assess_lines(as_json(changed("vehicle", "use", to=None)), b"[]", options=("--lang", "en"))
    assert lines_of(done)[1]["faults"] == ["(document): found a list; an object in braces is allowed"]


@pytest.mark.parametrize("filler", [b"x", b" ", b"["], ids=["letters", "blanks", "brackets"])
def test_a_giant_line_is_one_fault_and_the_next_line_is_computed(filler):
    done = assess_lines(filler * 3_000_000, as_json(CASE), as_json(CASE) + b" " * 1_000_000, as_json(CASE))
    answers = lines_of(done)
    assert [answer.get("line") for answer in answers] == [1, None, 3, None]
    assert answers[0]["faults"] == answers[2]["faults"] == ["（整份材料）: 材料太长，最多允许262144字节"]


def test_a_giant_line_without_an_end_is_one_fault():
    done = assess_lines(b"x" * 3_000_000, end=b"")
    assert [answer["line"] for answer in lines_of(done)] == [1]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""], ids=["newline", "carriage return", "none"])
@pytest.mark.parametrize(("length", "status"), [(BOUND, 0), (BOUND + 1, FAULTY), (BOUND + 2, FAULTY)])
def test_the_bound_is_of_the_line_without_its_end(length, status, end):
    done = assess_lines(as_json(CASE).ljust(length) if status == 0 else as_json(CASE).rjust(length), end=end)
    assert done.returncode == status
    assert len(lines_of(done)) == 1


def test_the_bound_of_lines_can_be_lifted():
    long = as_json(CASE) + b" " * 1_000_000
    assert assess_lines(long, as_json(CASE), options=("--unbounded",)).returncode == 0


def test_lines_are_answered_as_they_come():
    """Another program may send a case, read the answer, and send the next."""
    with subprocess.Popen(
        [*ENGINE, "assess", "--jsonl", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=ENVIRONMENT,
    ) as child:
        assert child.stdin
        assert child.stdout
        for as_of in ("2024-06-30", "2024-07-01"):
            child.stdin.write(as_json(changed("as_of", to=as_of)) + b"\n")
            child.stdin.flush()
            assert json.loads(child.stdout.readline())["as_of"] == as_of
        child.stdin.close()
        assert child.wait(timeout=30) == 0
