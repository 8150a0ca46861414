"""Whether a file is from its first byte to its last what it claims: cut short it is refused, and so is a second file
that hides behind, before or inside the first."""

import zipfile
from collections.abc import Callable
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from documents.evidence.media import boxes, frames, jpeg
from documents.evidence.media.formats import (
    AMR,
    HEIC,
    JPEG,
    MOV,
    MP3,
    MP4,
    OGG,
    PDF,
    PNG,
    RECORDINGS,
    WAV,
    WEBM,
    WEBP,
    Format,
)
from documents.evidence.media.refusals import Refusal, RefusedError, demand

PDF_HEADER_WITHIN = 1024  # readers of PDF look for the header that far into a file
MARKUP = (b"<html", b"<!doctype", b"<script", b"<svg", b"<?php", b"#!/")


def check_whole(path: Path, known: Format) -> None:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as view:
        # A long film is not read into memory; where it is walked, it is only cut out of.
        _WALKS[known](view if known in RECORDINGS else view[:])
        head = view[:PDF_HEADER_WITHIN].lower()
    _refuse_second_nature(path, head, known)


def _refuse_second_nature(path: Path, head: bytes, known: Format) -> None:
    demand(known is PDF or b"%pdf-" not in head, Refusal.MORE_THAN_IT_CLAIMS)
    demand(not any(mark in head for mark in MARKUP), Refusal.MORE_THAN_IT_CLAIMS)
    demand(not _opens_as_zip(path), Refusal.MORE_THAN_IT_CLAIMS)


def _opens_as_zip(path: Path) -> bool:
    """An archive is read from its end, so it may stand behind anything or hide in a comment."""
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def walk_pdf(data: bytes) -> None:
    demand(data.rstrip(b"\0\t\r\n ").endswith(b"%%EOF"), _short_or_more(data, b"%%EOF"))


def _short_or_more(data: bytes, last_mark: bytes) -> Refusal:
    return Refusal.MORE_THAN_IT_CLAIMS if last_mark in data else Refusal.TRUNCATED


def walk_riff(data: bytes | mmap) -> None:
    size = int.from_bytes(data[4:8], "little") + 8
    demand(len(data) >= size, Refusal.TRUNCATED)
    demand(len(data) <= size + size % 2, Refusal.MORE_THAN_IT_CLAIMS)


def walk_png(data: bytes) -> None:
    position, name = 8, b""
    while name != b"IEND":
        demand(position + 12 <= len(data), Refusal.TRUNCATED)
        name = data[position + 4 : position + 8]
        position += 12 + int.from_bytes(data[position : position + 4], "big")
    demand(position <= len(data), Refusal.TRUNCATED)
    demand(position == len(data), Refusal.MORE_THAN_IT_CLAIMS)


def walk_jpeg(data: bytes) -> None:
    """What phones put behind a photo is theirs: smaller versions of it, the film of a moving photo, a maker's block."""
    rest = data[jpeg.end_of(data, 0) :]
    while rest := rest.lstrip(b"\0"):
        if rest.startswith(b"\xff\xd8\xff"):
            rest = rest[jpeg.end_of(rest, 0) :]
        elif (rest[4:8] == b"ftyp" and boxes.fills(rest)) or (rest.endswith(b"SEFT") and b"SEFH" in rest):
            return
        else:
            raise RefusedError(Refusal.MORE_THAN_IT_CLAIMS)


_WALKS: dict[Format, Callable[[Any], None]] = {
    JPEG: walk_jpeg,
    PNG: walk_png,
    WEBP: walk_riff,
    WAV: walk_riff,
    PDF: walk_pdf,
    HEIC: boxes.walk,
    MP4: boxes.walk,
    MOV: boxes.walk,
    WEBM: boxes.walk_ebml,
    MP3: frames.walk_mp3,
    OGG: frames.walk_ogg,
    AMR: frames.walk_amr,
}
