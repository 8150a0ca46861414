"""Which folders belong to a backup beside the database. Apps add theirs in `ready()`; keys are never among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folder:
    """`before_database`: files that rest on rows go first; files that rows rest on (the default) go after.

    Either way the copy of one side holds all that the other side names, as long as nothing is deleted meanwhile.
    """

    name: str
    path: Callable[[], Path]
    before_database: bool = False


_folders: dict[str, Folder] = {}


def add_folder(folder: Folder) -> None:
    _folders[folder.name] = folder


def folders() -> list[Folder]:
    return list(_folders.values())
