"""A folder as storage, whose files survive a power cut before a row speaks of them."""

import os
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class DurableFolder(FileSystemStorage):
    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]  # bytes, as Django hands it on
        saved: str = super()._save(name, content)  # type: ignore[misc]  # the hook Django documents, not in its stubs
        path = Path(self.path(saved))
        for written in (path, *path.parents[: len(Path(saved).parts)]):
            _flush(written)
        return saved


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
