"""Programs of the system, run without a shell, without standard input, for so many seconds at most."""

import subprocess
from collections.abc import Sequence

from documents.evidence.media.refusals import Refusal, RefusedError


def run(words: Sequence[str], *, seconds: int) -> bytes:
    """What it printed. A program that fails has met a file it cannot read."""
    try:
        done = subprocess.run(  # noqa: S603  fixed words and the names of our own temporary files
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise RefusedError(Refusal.DAMAGED) from None
    return done.stdout
