"""Manuals and maintenance books: public PDFs, kept under their hash in the storage that the settings name `filings`."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, storages

from sanbao.backup.folders import Folder, add_folder


def storage() -> Storage:
    return storages["filings"]


def add_to_backup() -> None:
    """After the database: rows rest on files."""
    folder: Path = settings.FILINGS_FOLDER
    add_folder(Folder("filings", lambda: folder))
