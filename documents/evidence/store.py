"""Sealed files in the storage that the settings name `evidence`: a folder, or whatever Django's storages speak to.

A file is written before its row and read by its row alone. What was written and has no row (a process died in between)
is unreadable for everybody, for its key was never kept; `sweep` clears it away.
"""

import hashlib
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.utils import timezone

from documents.evidence import keys, sealing
from documents.evidence.models import SealedFile
from sanbao.backup.folders import Folder, add_folder

KEY_BYTES = 32
ORPHANS_KEPT = timedelta(days=2)  # longer than any upload or copy takes
SWEPT = timedelta(days=14)


@dataclass(frozen=True)
class Sealed:
    """What a row has to keep of a file that was put into the store."""

    name: str
    wrapped_key: bytes
    key_id: str
    sha256: str
    size: int


def storage() -> Storage:
    return storages["evidence"]


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put(path: Path, at: datetime) -> Sealed:
    return seal_into(storage(), f"{timezone.localdate(at):%Y/%m/%d}/{secrets.token_hex(16)}", path)


def seal_into(target: Storage, asked: str, path: Path) -> Sealed:
    """Under the asked name, or one like it where that is taken."""
    wrapping, key = keys.current_key(), secrets.token_bytes(KEY_BYTES)
    with path.open("rb") as source, tempfile.TemporaryFile() as sealed:
        sealing.seal(source, sealed, key)
        sealed.seek(0)
        name = target.save(asked, File(sealed))
    return Sealed(name, wrapping.wrap(key, name), wrapping.id, sha256_of(path), path.stat().st_size)


def discard(sealed: Sealed) -> None:
    storage().delete(sealed.name)


def read(file: SealedFile) -> Iterator[bytes]:
    return read_from(storage(), Sealed(file.name, bytes(file.wrapped_key), file.key_id, file.sha256, file.size))


def read_from(source: Storage, sealed: Sealed) -> Iterator[bytes]:
    key = keys.key_named(sealed.key_id).unwrap(sealed.wrapped_key, sealed.name)
    with source.open(sealed.name) as file:
        yield from sealing.unseal(file, key)


@contextmanager
def unsealed(file: SealedFile) -> Iterator[Path]:
    """A clear copy for as long as something reads it, in a folder that nobody else may enter."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        with path.open("wb") as target:
            _write(file, target)
        yield path


def _write(file: SealedFile, target: IO[bytes]) -> None:
    for piece in read(file):
        target.write(piece)


def sweep(at: datetime) -> int:
    """Delete what lies without a row in the folders of some days ago."""
    removed = 0
    day = timezone.localdate(at - ORPHANS_KEPT)
    for days in range(SWEPT.days):
        removed += _sweep_folder(f"{day - timedelta(days=days):%Y/%m/%d}")
    return removed


def _sweep_folder(folder: str) -> int:
    try:
        _folders, found = storage().listdir(folder)
    except FileNotFoundError:
        return 0
    names = {f"{folder}/{file}" for file in found}
    orphans = names - set(SealedFile.objects.filter(name__in=names).values_list("name", flat=True))
    for name in orphans:
        storage().delete(name)
    return len(orphans)


def add_to_backup() -> None:
    """After the database: rows rest on files. A storage elsewhere is backed up there."""
    folder: Path | None = settings.EVIDENCE_FOLDER
    if folder is not None:
        add_folder(Folder("evidence", lambda: folder))
