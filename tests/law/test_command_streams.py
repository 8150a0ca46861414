"""The ends of a pipe: readers who go away, outputs that take nothing, closed streams, Ctrl-C."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.law.command_line import CASE, ENGINE, ENVIRONMENT, FAULTY, ROOT, as_json

READER_GONE = 141


@pytest.fixture
def case_file(tmp_path: Path) -> str:
    path = tmp_path / "案子.json"
    path.write_bytes(as_json(CASE))
    return str(path)


def in_shell(script: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", script],  # noqa: S607  the shell of the tests' own machine
        capture_output=True,
        cwd=ROOT,
        env={**ENVIRONMENT, "PYTHON": sys.executable},
        timeout=60,
        check=False,
    )


def test_a_reader_who_has_gone_away_ends_the_command_silently(tmp_path):
    many = tmp_path / "many.jsonl"
    many.write_bytes((as_json(CASE) + b"\n") * 2000)
    done = in_shell(f'"$PYTHON" -m sanbao.law assess --jsonl {many} | head -1; exit "${{PIPESTATUS[0]}}"')
    assert done.returncode == READER_GONE
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


@pytest.mark.parametrize("redirection", ["> /dev/full", ">&-"])
@pytest.mark.parametrize("command", ["version", "assess --jsonl CASE", "assess CASE"])
def test_an_output_that_takes_nothing_is_one_line(redirection, command, case_file):
    done = in_shell(f'"$PYTHON" -m sanbao.law {command.replace("CASE", case_file)} {redirection}')
    assert done.returncode == FAULTY
    assert done.stderr.decode().startswith("(stdout): 写不出去")
    assert done.stderr.count(b"\n") == 1


def test_a_closed_input_is_one_line():
    done = in_shell('"$PYTHON" -m sanbao.law assess - <&-')
    assert done.returncode == FAULTY
    assert done.stderr.decode().startswith("-: 读不了")
    assert done.stderr.count(b"\n") == 1


def test_closed_streams_everywhere_leave_the_status(case_file):
    assert in_shell(f'"$PYTHON" -m sanbao.law assess {case_file} >&- 2>&-').returncode == FAULTY


# Also where the tests themselves were started in the background, which hears none and hands that on.
HEARS_INTERRUPTS = ("env", "--default-signal=INT")


def test_an_interrupted_command_ends_silently():
    with subprocess.Popen(
        [*HEARS_INTERRUPTS, *ENGINE, "assess", "--jsonl", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=ENVIRONMENT,
    ) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(as_json(CASE) + b"\n")
        child.stdin.flush()
        child.stdout.readline()
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=30)
    assert child.returncode == 128 + signal.SIGINT
    assert said == b""
