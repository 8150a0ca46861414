"""`make run`: the server and a worker, together and ended together."""

import os
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.test_project import ROOT

PATIENCE_S = 300  # of a busy machine


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def serving(state: Path, port: int):
    variables = os.environ | {"SANBAO_STATE": str(state), "DATABASE_URL": ""}
    # Heard also where the tests themselves were started in the background, which hears no Ctrl-C and hands that on.
    words = ["env", "--default-signal=INT", str(ROOT / ".ci/serve"), str(port)]
    with (state / "log").open("wb") as log:
        process = subprocess.Popen(words, env=variables, stdout=log, stderr=log, start_new_session=True)
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
            process.wait()


def wait_until(process, condition):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert process.poll() is None, "it ended by itself"
        assert time.monotonic() < end, "it came to nothing"
        time.sleep(0.05)


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as response:  # our own address
            return response.status == 200
    except urllib.error.URLError:
        return False


def workers(state):
    with closing(sqlite3.connect(state / "sanbao.sqlite3", timeout=20)) as connection:
        return connection.execute("SELECT count(*) FROM work_worker").fetchone()[0]


def group_is_gone(number):
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return True
    return False


def test_server_and_worker_start_together_and_end_together(tmp_path):
    """One test: what the first start makes, the next ones find."""
    for number in (signal.SIGINT, signal.SIGTERM):
        end_together(tmp_path, number)
    a_taken_port_ends_the_worker_too(tmp_path)


def end_together(state: Path, number: signal.Signals) -> None:
    """At Ctrl-C, which the whole group hears, or at a signal to the script alone."""
    port = free_port()
    with serving(state, port) as process:
        wait_until(process, lambda: answers(port) and workers(state) == 1)
        if number == signal.SIGINT:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        assert process.wait(PATIENCE_S) == 128 + number
        assert group_is_gone(process.pid)
    assert workers(state) == 0
    assert "Traceback" not in (state / "log").read_text()


def a_taken_port_ends_the_worker_too(state: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with serving(state, taken.getsockname()[1]) as process:
            assert process.wait(PATIENCE_S) == 1
            assert group_is_gone(process.pid)
    assert "already in use" in (state / "log").read_text()


@pytest.mark.parametrize("named", [None, "https://sanbao.example"], ids=["by the port", "by the operator"])
def test_papers_name_the_address_at_which_the_site_answers(tmp_path, named):
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$2 at $SANBAO_SITE"\n')
    python.chmod(0o700)
    variables = {name: value for name, value in os.environ.items() if name != "SANBAO_SITE"}
    variables |= {"PY": str(python)} | ({"SANBAO_SITE": named} if named else {})
    told = subprocess.run(
        [ROOT / ".ci/serve", "9123"], env=variables, capture_output=True, text=True, check=False
    ).stdout
    address = named or "http://127.0.0.1:9123"
    assert {f"migrate at {address}", f"issue_demo_papers at {address}"} <= set(told.splitlines())
