"""What a bundle is made of, in its order. Where a file comes from is the affair of whoever lends it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

PAPER: Final = "paper"
PDF: Final = "pdf"
IMAGE: Final = "image"
NOTHING: Final = ""
Form = Literal["paper", "pdf", "image", ""]
Rows = tuple[tuple[str, str], ...]
Lent = Callable[[], AbstractContextManager[Path]]


@dataclass(frozen=True, kw_only=True)
class Part:
    """`form`: a paper of ours, whose pages go in as they are; a PDF of somebody else, put on pages of ours; an image; or
    nothing to print, and `note` says why. `lent` gives the file for as long as it is read."""

    title: str
    number: str = ""
    dated: str = ""
    note: str = ""
    caption: tuple[str, ...] = ()
    form: Form = NOTHING
    lent: Lent | None = None


@dataclass(frozen=True, kw_only=True)
class Cover:
    """`title` heads the cover, `name` stands beside the page numbers and in the file's properties."""

    title: str
    name: str
    rows: Rows
    words: tuple[str, ...] = ()
