"""The file of a backup: whole or not at all, checked before it is believed."""

import io
import json
import tarfile
from datetime import UTC, datetime

import pytest

from sanbao.backup import archive
from sanbao.backup.errors import BackupError

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    (folder / "folders/heads").mkdir(parents=True)
    (folder / "database").write_bytes(b"rows" * 1000)
    (folder / "folders/heads/王䶮.txt").write_bytes(b"head")
    return folder


@pytest.fixture
def backup(tmp_path, content):
    path = tmp_path / "backup.tar"
    archive.write(path, content, engine="sqlite", folders=["heads"], made_at=NOW)
    return path


@pytest.fixture
def empty(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def test_what_went_in_comes_out(backup, content, empty):
    manifest = archive.unpack(backup, empty)
    assert (manifest.engine, manifest.folders, manifest.made_at) == ("sqlite", ["heads"], NOW.isoformat())
    for path in content.rglob("*"):
        if path.is_file():
            assert (empty / path.relative_to(content)).read_bytes() == path.read_bytes()
    assert len(manifest.sha256) == 2


def test_only_its_owner_reads_it_and_no_draft_is_left(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in backup.parent.glob("backup*")] == ["backup.tar"]


def test_a_file_that_is_there_is_not_overwritten(backup, content):
    before = backup.read_bytes()
    with pytest.raises(BackupError, match="the file exists"):
        archive.write(backup, content, engine="sqlite", folders=[], made_at=NOW)
    assert backup.read_bytes() == before


@pytest.mark.parametrize("place", [0.3, 0.5, 0.9])
def test_one_changed_byte_is_found(backup, empty, place):
    data = bytearray(backup.read_bytes())
    at = int(data.index(b"rowsrows") + 4000 * place)
    data[at] ^= 1
    backup.write_bytes(data)
    with pytest.raises(BackupError, match="damaged: database"):
        archive.unpack(backup, empty)


@pytest.mark.parametrize("part", [0.0, 0.2, 0.5])
def test_half_a_file_is_found(backup, empty, part):
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(BackupError):
        archive.unpack(backup, empty)


def test_something_else_is_no_backup(tmp_path, empty):
    path = tmp_path / "x"
    path.write_text("hello")
    with pytest.raises(BackupError, match="not a whole backup"):
        archive.unpack(path, empty)


def tar_of(path, manifest, *entries):
    with tarfile.open(path, "w") as tar:
        for name, data in ((archive.MANIFEST, json.dumps(manifest).encode()), *entries):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))


def manifest_of(**changed):
    return {"version": 1, "engine": "sqlite", "made_at": "", "folders": [], "sha256": {}} | changed


@pytest.mark.parametrize(
    ("manifest", "entries", "said"),
    [
        (manifest_of(version=2), [], "format 2"),
        (manifest_of(surprise=1), [], "manifest cannot be read"),
        (manifest_of(sha256={"database": "0" * 64}), [], "missing from the backup"),
        (manifest_of(), [("extra", b"x")], "not in the manifest"),
        (manifest_of(sha256={"../evil": "0" * 64}), [("../evil", b"x")], "not in the manifest"),
        (manifest_of(sha256={"/tmp/evil": "0" * 64}), [("/tmp/evil", b"x")], "not in the manifest"),  # noqa: S108
        (manifest_of(sha256={"a": "0" * 64}), [("a", b"x"), ("a", b"y")], "not in the manifest"),
    ],
)
def test_a_backup_that_was_made_up_is_refused_and_writes_nothing_outside(tmp_path, empty, manifest, entries, said):
    path = tmp_path / "made-up.tar"
    tar_of(path, manifest, *entries)
    with pytest.raises(BackupError, match=said):
        archive.unpack(path, empty)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["empty", "made-up.tar"]


def test_a_link_in_a_backup_is_refused(tmp_path, empty):
    path = tmp_path / "made-up.tar"
    with tarfile.open(path, "w") as tar:
        text = json.dumps(manifest_of(sha256={"a": "0" * 64})).encode()
        entry = tarfile.TarInfo(archive.MANIFEST)
        entry.size = len(text)
        tar.addfile(entry, io.BytesIO(text))
        link = tarfile.TarInfo("a")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(BackupError, match="not in the manifest: a"):
        archive.unpack(path, empty)
