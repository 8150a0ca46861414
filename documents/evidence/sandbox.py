"""Starts the reader of strangers' files in a process of its own and ends it when it takes too long."""

import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from documents.evidence.media.refusals import Refusal

logger = logging.getLogger(__name__)

GIB = 1024**3
INSPECTION_SECONDS = 120
DERIVATION_SECONDS = 600


class FileRefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class Finding:
    kind: str
    format: str
    perceptual_hash: str = ""


@dataclass(frozen=True)
class Copy:
    content_type: str
    extension: str


def inspect(path: Path) -> Finding:
    return Finding(**_run(["inspect", str(path)], seconds=INSPECTION_SECONDS))


def derive(path: Path, name: str, folder: Path) -> Copy:
    """Leaves `copy`, and where there is something to see `thumbnail`, in the folder."""
    return Copy(**_run(["derive", str(path), name, str(folder)], seconds=DERIVATION_SECONDS))


def _run(words: list[str], *, seconds: int) -> dict[str, str]:
    found: dict[str, str] = json.loads(_printed([*words, json.dumps(_limits(seconds))], seconds))
    if "refused" in found:
        raise FileRefusedError(Refusal(found["refused"]))
    return found


def _limits(seconds: int) -> dict[str, int]:
    most = settings.EVIDENCE_LIMITS
    return {
        "pixels": most["pixels"],
        "pages": most["pages"],
        **{f"{kind}_bytes": most[kind] for kind in ("photo", "pdf", "video", "audio")},
        "memory": 3 * GIB,
        "seconds": seconds,
        "bytes": 2 * max(most[kind] for kind in ("photo", "pdf", "video", "audio")),
    }


def _printed(words: list[str], seconds: int) -> bytes:
    """What it printed. A reader that crashed, ran out of memory or of time has met a file that is not what it says."""
    environment = {"PATH": os.defpath, "PYTHONPATH": str(settings.BASE_DIR), "LANG": "C.UTF-8"}
    command = [sys.executable, "-P", "-m", "documents.evidence.media", *words]
    process: subprocess.Popen[bytes]
    quiet: Any = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603  our own module and the names of our own temporary files
        command, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, env=environment, start_new_session=True
    ) as process:
        try:
            printed, _nothing = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            printed = b""
        finally:
            _end(process)
    if process.returncode:
        logger.error("evidence reader ended without an answer", extra={"error": f"exit {process.returncode}"})
        raise FileRefusedError(Refusal.DAMAGED)
    return printed


def _end(process: subprocess.Popen[bytes]) -> None:
    """With all the programs it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
