"""Where files lie while they are imported: readable by the site alone, removed as soon as they are written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from claims.imports.models import Run


def folder() -> Path:
    made = Path(settings.IMPORTS_FOLDER)
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def keep(source: BinaryIO, name: UUID) -> Path:
    """Piece by piece, on the disk before a row speaks of it."""
    path = folder() / str(name)
    with path.open("wb") as target:
        path.chmod(0o600)
        shutil.copyfileobj(source, target, 1024 * 1024)
        target.flush()
        os.fsync(target.fileno())
    return path


def remove(run: Run) -> None:
    for path in {run.path, run.text_path}:
        path.unlink(missing_ok=True)


def forgotten(before: datetime) -> Iterator[Path]:
    """What lies there from before, whosever it was."""
    for path in folder().iterdir():
        if path.stat().st_mtime < before.timestamp():
            yield path
