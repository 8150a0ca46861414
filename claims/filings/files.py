"""Manuals and maintenance books: public PDFs, kept under their hash in the storage that the settings name `filings`.

What is handed out is built anew from what its pages draw, as copies of evidence are: a manual runs nothing and does not
say who wrote it. A file is there before a row speaks of it; two versions with the same manual share one file.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from claims.filings.filing import StoredFile
from claims.filings.models import Draft, FiledFile
from documents.evidence import sandbox
from documents.evidence.models import Kind, Use
from documents.evidence.store import sha256_of
from sanbao.backup.folders import Folder, add_folder

KEPT_UNSPOKEN = timedelta(days=7)


class NotAPdfError(ValueError):
    """The file is something else, which may be good in itself."""


def storage() -> Storage:
    return storages["filings"]


def name_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}.pdf"


def take(given: UploadedFile[Any]) -> StoredFile:
    """Look at an upload as at evidence, in a process of its own, and keep it. Raises NotAPdfError, FileRefusedError."""
    with _on_disk(given) as path:
        return put(path)


def put(path: Path) -> StoredFile:
    finding = sandbox.inspect(path)
    if finding.kind != Kind.PDF:
        raise NotAPdfError
    with tempfile.TemporaryDirectory() as made:
        sandbox.derive(path, finding.format, Path(made))
        return keep(Path(made) / Use.COPY.value)


def keep(path: Path) -> StoredFile:
    """A file of which it is known what it is."""
    stored = StoredFile(sha256_of(path), path.stat().st_size)
    name = name_of(stored.sha256)
    if not storage().exists(name):
        _save(name, path)
    elif not _made_young(name):
        storage().delete(name)
        _save(name, path)
    return stored


def _save(name: str, path: Path) -> None:
    with path.open("rb") as source:
        storage().save(name, File(source))


def _made_young(name: str) -> bool:
    """A file that nothing speaks of any more is wanted again: `sweep` leaves it alone. Of files in a folder alone."""
    try:
        os.utime(storage().path(name))
    except (NotImplementedError, FileNotFoundError):  # elsewhere, or swept at this moment
        return False
    return True


def sweep(at: datetime) -> int:
    """Remove what no version and no draft speaks of, days after it was put there; how many there were.

    The days are for whoever is just writing the row: a file is there before it.
    """
    spoken_of = {*FiledFile.objects.values_list("sha256", flat=True), *_in_drafts()}
    left = [name for name in _names() if Path(name).stem not in spoken_of]
    old = [name for name in left if storage().get_modified_time(name) < at - KEPT_UNSPOKEN]
    for name in old:
        storage().delete(name)
    return len(old)


def _in_drafts() -> Iterator[str]:
    for answers in Draft.objects.filter(version=None).values_list("answers__files", flat=True):
        for told in (answers or {}).values():
            yield told["sha256"]


def _names() -> Iterator[str]:
    try:
        folders, _files = storage().listdir("")
    except FileNotFoundError:  # nothing was ever kept
        return
    for folder in folders:
        yield from (f"{folder}/{name}" for name in storage().listdir(folder)[1])


def read(sha256: str) -> Iterator[bytes]:
    """Piece by piece, opened only when somebody reads."""
    with storage().open(name_of(sha256)) as source:
        yield from source.chunks()


def add_to_backup() -> None:
    """After the database: rows rest on files."""
    folder: Path = settings.FILINGS_FOLDER
    add_folder(Folder("filings", lambda: folder))


@contextmanager
def _on_disk(given: UploadedFile[Any]) -> Iterator[Path]:
    if isinstance(given, TemporaryUploadedFile):
        yield Path(given.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile() as copy:
        shutil.copyfileobj(given, copy)
        copy.flush()
        yield Path(copy.name)
