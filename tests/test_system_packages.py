"""The installer of Debian packages meets stand-ins for the system's commands: nothing is installed here."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / ".ci/system-packages"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def commands(tmp_path: Path) -> dict[str, str]:
    """A root user on a machine that has everything; apt-get writes down what it was asked."""
    return {
        "dpkg-query": "echo installed",
        "python3": "exit 0",
        "id": "echo 0",
        "apt-get": f'echo "$DEBIAN_FRONTEND $*" >> {tmp_path}/asked',
    }


@pytest.fixture
def run(tmp_path: Path) -> Run:
    bash = shutil.which("bash")

    def with_commands(commands: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
        folder = tmp_path / "bin"
        folder.mkdir()
        for name in ("env", "true"):
            (folder / name).symlink_to(str(shutil.which(name)))
        for name, body in commands.items():
            (folder / name).write_text(f"#!{bash}\n{body}\n")
            (folder / name).chmod(0o755)
        return subprocess.run(
            [str(bash), str(SCRIPT), *words],
            env={"PATH": str(folder)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return with_commands


NO_FONTS = '[[ "${@: -1}" == fonts-noto-cjk ]] || echo installed'


def asked(tmp_path: Path) -> list[str]:
    log = tmp_path / "asked"
    return log.read_text().splitlines() if log.exists() else []


def test_it_is_silent_and_asks_for_nothing_when_all_is_there(run: Run, commands: dict[str, str], tmp_path: Path):
    done = run(commands)
    assert (done.returncode, done.stdout, done.stderr, asked(tmp_path)) == (0, "", "", [])


def test_it_installs_what_is_missing_and_only_that(run: Run, commands: dict[str, str], tmp_path: Path):
    done = run(commands | {"dpkg-query": NO_FONTS})
    assert done.returncode == 0
    update, install = asked(tmp_path)
    assert update.startswith("noninteractive update")
    assert install.startswith("noninteractive install -y")
    assert install.endswith("--no-install-recommends fonts-noto-cjk")


@pytest.mark.parametrize(
    ("words", "installed"), [((), False), (("test",), True)], ids=["to run the site", "to test it"]
)
def test_a_server_and_a_browser_are_installed_for_the_tests_alone(
    run: Run, commands: dict[str, str], words: tuple[str, ...], installed: bool, tmp_path: Path
):
    done = run(commands | {"dpkg-query": "exit 1"}, *words)
    assert done.returncode == 0
    for package in ("postgresql", "chromium", "qpdf", "zbar-tools"):
        assert (package in asked(tmp_path)[-1].split()) is installed
    assert "fonts-noto-cjk" in asked(tmp_path)[-1].split()


def test_a_python_without_venv_gets_it(run: Run, commands: dict[str, str], tmp_path: Path):
    run(commands | {"python3": "exit 1"})
    assert asked(tmp_path)[-1].endswith(" python3-venv")


def test_a_package_that_was_removed_but_left_its_settings_is_missing(
    run: Run, commands: dict[str, str], tmp_path: Path
):
    run(commands | {"dpkg-query": "echo config-files"})
    assert "libpango-1.0-0" in asked(tmp_path)[-1]


@pytest.mark.parametrize(
    "others",
    [
        {"id": "echo 1000"},
        {"id": "echo 1000", "sudo": "exit 1"},
        {"apt-get": "exit 100"},
        {"apt-get": '[[ "$1" == update ]]'},
    ],
    ids=["no sudo", "sudo refuses", "apt-get update fails", "apt-get install fails"],
)
def test_without_the_right_or_the_means_it_says_in_one_line_what_to_run(
    run: Run, commands: dict[str, str], others: dict[str, str], tmp_path: Path
):
    done = run(commands | {"dpkg-query": NO_FONTS} | others)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "apt-get install -y --no-install-recommends fonts-noto-cjk" in done.stderr
    assert asked(tmp_path) == []


def test_a_user_who_may_use_sudo_installs_through_it(run: Run, commands: dict[str, str], tmp_path: Path):
    sudo = 'shift; echo sudo >> "$0.used"; exec "$@"'
    done = run(commands | {"dpkg-query": NO_FONTS, "id": "echo 1000", "sudo": sudo})
    assert done.returncode == 0
    assert len(asked(tmp_path)) == 2
    assert (tmp_path / "bin/sudo.used").read_text().splitlines() == ["sudo"] * 3
