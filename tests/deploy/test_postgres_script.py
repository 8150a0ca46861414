"""The throw-away cluster of the tests: there for a command, gone after it, whatever happens."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.test_project import ROOT

SCRIPT = str(ROOT / ".ci/postgres")
SERVER = "SELECT current_database() || ' ' || current_setting('listen_addresses') || '|' || 'three'"

pytestmark = pytest.mark.postgres_only  # machines without a server do not get here


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory):
    """The address of a socket is short, and the server's own user must reach it."""
    path = Path(f"/tmp/sanbao-test-{os.getpid()}")  # noqa: S108
    path.mkdir(mode=0o755)
    yield path
    shutil.rmtree(path)


def start(folder: Path, *command: str) -> "subprocess.Popen[str]":
    variables = os.environ | {"TMPDIR": str(folder), "DATABASE_URL": "postgres://nowhere"}
    return subprocess.Popen([SCRIPT, *command], env=variables, stdout=subprocess.PIPE, text=True)


def processes_of(folder: Path) -> list[str]:
    return [
        path.parent.name
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if str(folder).encode() in read_if_there(path) and path.parent.name != str(os.getpid())
    ]


def read_if_there(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def test_the_command_meets_a_server_of_its_own_and_leaves_its_exit_code(folder: Path):
    words = ("sh", "-c", f'psql "$(echo $DATABASE_URL | sed s/^postgres/postgresql/)" -Atc "{SERVER}"; exit 7')
    process = start(folder, *words)
    said, _ = process.communicate(timeout=60)
    assert (said, process.returncode) == ("sanbao |three\n", 7)
    assert list(folder.iterdir()) == []
    assert processes_of(folder) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["SIGTERM", "SIGHUP"])
def test_ended_early_it_leaves_neither_command_nor_server_nor_files(folder: Path, number: signal.Signals):
    words = ("sh", "-c", "echo ready; exec tail -f /dev/null")
    with start(folder, *words) as process:
        assert process.stdout.readline() == "ready\n"
        assert processes_of(folder)
        process.send_signal(number)
        process.wait(60)
        process.stdout.read()  # ends when the last holder is gone
    assert list(folder.iterdir()) == []
    assert processes_of(folder) == []
