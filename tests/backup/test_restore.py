"""A backup made here comes back there: same rows, same files, and the ledger verifies."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.installation import Installation, on_postgres, on_sqlite

TABLES = ("accounts_user", "accounts_organisation", "accounts_membership", "ledger_event", "ledger_head", "work_job")


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param(on_sqlite, id="SQLite"),
        pytest.param(on_postgres, id="PostgreSQL", marks=pytest.mark.postgres_only),
    ],
)
def test_what_was_backed_up_comes_back_whole(engine, tmp_path):
    """One test, for an installation that was used takes long to make."""
    with ExitStack() as stack:
        states = [tmp_path / "old", tmp_path / "new"]
        for state in states:
            state.mkdir()
        old, new = (stack.enter_context(engine(state)) for state in states)
        old.manage("migrate", "--verbosity", "0")
        old.manage("createcachetable")
        old.manage("demo", "--small")
        old.manage("ledger", "checkpoint")
        file = tmp_path / "backup.tar"
        old.manage("backup", str(file))
        holds_no_key(old, file)
        is_not_overwritten(old, file)
        changes_nothing_when_damaged(file, tmp_path / "other")
        comes_back_and_the_ledger_verifies(old, new, file)


def comes_back_and_the_ledger_verifies(old: Installation, new: Installation, file: Path) -> None:
    assert "restored" in new.manage("restore", str(file)).stdout
    for table in TABLES:
        count = f"SELECT count(*) FROM {table}"  # noqa: S608  # the names above
        assert new.number(count) == old.number(count)
    names = "SELECT name FROM accounts_user ORDER BY id"
    assert new.query(names) == old.query(names)
    assert ("王䶮",) in [tuple(row) for row in new.query(names)]
    heads = "ledger-heads/heads.jsonl"
    assert (new.state / heads).read_bytes() == (old.state / heads).read_bytes() != b""
    public = str(old.state / "ledger.key.pub")
    assert "没有发现改动" in new.manage("ledger", "verify", "--key", public).stdout
    assert new.manage("migrate", "--check", check=False).returncode == 0
    again = new.manage("restore", str(file), check=False)
    assert again.returncode == 1
    assert "not empty" in again.stderr


def holds_no_key(old: Installation, file: Path) -> None:
    content = file.read_bytes()
    for name in ("secret_key", "ledger.key"):
        secret = (old.state / name).read_bytes().strip().splitlines()
        assert not any(line in content for line in secret if len(line) > 40 and b"-----" not in line)


def is_not_overwritten(old: Installation, file: Path) -> None:
    before = file.read_bytes()
    done = old.manage("backup", str(file), check=False)
    assert (done.returncode, file.read_bytes() == before) == (1, True)
    assert "the file exists" in done.stderr


def changes_nothing_when_damaged(file: Path, state: Path) -> None:
    state.mkdir()
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    broken = state / "broken.tar"
    broken.write_bytes(data)
    with on_sqlite(state) as target:
        done = target.manage("restore", str(broken), check=False)
        assert done.returncode == 1
        assert target.query("SELECT name FROM sqlite_master") == []
    assert [path.name for path in state.glob(".restore*")] == []


@pytest.mark.postgres_only
def test_a_backup_of_one_engine_is_not_for_the_other(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    with on_sqlite(old) as here, on_postgres(new) as there:
        here.manage("migrate", "--verbosity", "0")
        here.manage("backup", str(tmp_path / "backup.tar"))
        done = there.manage("restore", str(tmp_path / "backup.tar"), check=False)
    assert done.returncode == 1
    assert "the backup is of sqlite, this database is postgresql" in done.stderr


@pytest.mark.postgres_only
def test_without_the_programs_of_postgres_a_backup_says_what_to_install(tmp_path):
    with on_postgres(tmp_path) as here:
        done = here.manage("backup", str(tmp_path / "backup.tar"), check=False, PATH=str(tmp_path))
    assert done.returncode == 1
    assert "install postgresql-client" in done.stderr
    assert list(tmp_path.glob("*.tar*")) == []
