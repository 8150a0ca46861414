"""The file of a backup: a tar with a manifest, the database and the folders.

The manifest comes first and names every other member with its SHA-256; a restore checks all of them before it touches
anything. There are no keys in it, and it is not encrypted: it holds personal data, so only its owner may read it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from sanbao.backup.errors import BackupError

VERSION = 1
MANIFEST = "manifest.json"
DATABASE = "database"
FOLDERS = "folders"
LONGEST_MANIFEST = 256 * 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    version: int
    engine: str
    made_at: str
    folders: list[str]
    sha256: dict[str, str]  # by member


def write(target: Path, content: Path, *, engine: str, folders: list[str], made_at: datetime) -> Manifest:
    """Everything below `content` into `target`, which appears whole or not at all."""
    members = {path.relative_to(content).as_posix(): path for path in sorted(content.rglob("*")) if path.is_file()}
    sums = {name: _sha256(path) for name, path in members.items()}
    manifest = Manifest(VERSION, engine, made_at.isoformat(), folders, sums)
    draft = target.with_name(f"{target.name}.part")
    try:
        with _private(draft) as file:
            _fill(file, manifest, members)
        os.link(draft, target)  # refuses what is there already, which a rename would replace
    except FileExistsError as error:
        message = f"文件已经存在 / the file exists: {error.filename2 or error.filename}"
        raise BackupError(message) from None
    draft.unlink()
    return manifest


def _private(path: Path) -> io.FileIO:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return io.FileIO(descriptor, "w")


def _fill(file: io.FileIO, manifest: Manifest, members: dict[str, Path]) -> None:
    with tarfile.open(fileobj=file, mode="w") as tar:
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(text)
        tar.addfile(entry, io.BytesIO(text))
        for name, path in members.items():
            tar.add(path, arcname=name, recursive=False, filter=_without_owner)
    os.fsync(file.fileno())


def _without_owner(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def unpack(source: Path, folder: Path) -> Manifest:
    """Into an empty folder, every member checked. Nothing else is written."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            manifest = _manifest(tar)
            for entry in _members(tar, manifest):
                _extract(tar, entry, folder)
    except (tarfile.TarError, EOFError) as error:
        message = f"不是完整的备份文件 / not a whole backup: {source}"
        raise BackupError(message) from error
    for name, expected in manifest.sha256.items():
        if _sha256(folder / name) != expected:
            message = f"备份里的文件损坏了 / a member of the backup is damaged: {name}"
            raise BackupError(message)
    return manifest


def _manifest(tar: tarfile.TarFile) -> Manifest:
    entry = tar.next()
    if entry is None or entry.name != MANIFEST or not entry.isfile() or entry.size > LONGEST_MANIFEST:
        raise BackupError("不是备份文件 / not a backup")
    try:
        manifest = Manifest(**json.load(tar.extractfile(entry) or io.BytesIO()))
    except (TypeError, ValueError) as error:
        raise BackupError("读不懂备份的清单 / the manifest cannot be read") from error
    if manifest.version != VERSION:
        message = f"备份的格式是第 {manifest.version} 版 / a backup of format {manifest.version}, not {VERSION}"
        raise BackupError(message)
    return manifest


def _members(tar: tarfile.TarFile, manifest: Manifest) -> Iterator[tarfile.TarInfo]:
    """Exactly what the manifest names: plain files, inside."""
    named = set(manifest.sha256)
    while (entry := tar.next()) is not None:
        path = PurePosixPath(entry.name)
        if entry.name not in named or not entry.isfile() or path.is_absolute() or ".." in path.parts:
            message = f"备份里有清单以外的东西 / not in the manifest: {entry.name}"
            raise BackupError(message)
        named.remove(entry.name)
        yield entry
    if named:
        message = f"备份里少了文件 / missing from the backup: {', '.join(sorted(named)[:3])}"
        raise BackupError(message)


def _extract(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> None:
    target = folder / entry.name
    target.parent.mkdir(parents=True, exist_ok=True)
    tar.extract(entry, folder, set_attrs=False, filter="data")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
