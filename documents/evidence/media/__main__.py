"""inspect FILE LIMITS | derive FILE FORMAT FOLDER LIMITS: one line of JSON with the findings or the refusal."""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from documents.evidence.media import images, pdfs, recordings
from documents.evidence.media.formats import FORMATS, HEAD, IMAGES, PDF, Format, format_of
from documents.evidence.media.refusals import Refusal, RefusedError, demand
from documents.evidence.media.wholeness import check_whole


def inspect(path: Path, limits: dict[str, int]) -> dict[str, str]:
    known = _known(path)
    _check_size(path, known, limits)
    check_whole(path, known)
    if known in IMAGES:
        seen = images.inspect(path, known, most_pixels=limits["pixels"])
        return {"kind": "photo", "format": known.name, "perceptual_hash": seen}
    if known is PDF:
        pdfs.inspect(path, most_pages=limits["pages"])
        return {"kind": "pdf", "format": known.name}
    kind = recordings.inspect(path, known)
    demand(path.stat().st_size <= limits[f"{kind}_bytes"], Refusal.TOO_LARGE)
    return {"kind": kind, "format": known.name}


def derive(path: Path, name: str, folder: Path, limits: dict[str, int]) -> dict[str, str]:
    known = FORMATS[name]
    if known in IMAGES:
        return images.derive(path, known, folder, most_pixels=limits["pixels"])
    return pdfs.derive(path, folder) if known is PDF else recordings.derive(path, known, folder)


def _known(path: Path) -> Format:
    with path.open("rb") as file:
        head = file.read(HEAD)
    demand(bool(head), Refusal.EMPTY)
    known = format_of(head)
    if known is None:
        raise RefusedError(Refusal.UNKNOWN_TYPE)
    return known


def _check_size(path: Path, known: Format, limits: dict[str, int]) -> None:
    """Before anything is read. Whether a recording holds pictures, only its reader can tell."""
    if known in IMAGES:
        most = limits["photo_bytes"]
    else:
        most = limits["pdf_bytes"] if known is PDF else max(limits["video_bytes"], limits["audio_bytes"])
    demand(path.stat().st_size <= most, Refusal.TOO_LARGE)


def _bind(limits: dict[str, int]) -> None:
    """For this process and the programs it starts."""
    for what, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["seconds"]),
        (resource.RLIMIT_FSIZE, limits["bytes"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(words: list[str]) -> dict[str, Any]:
    limits = json.loads(words[-1])
    _bind(limits)
    try:
        if words[0] == "inspect":
            return inspect(Path(words[1]), limits)
        return derive(Path(words[1]), words[2], Path(words[3]), limits)
    except RefusedError as refused:
        return {"refused": refused.refusal.value}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
