"""How long a failed message rests, and when it is left to a person."""

from datetime import timedelta
from zlib import crc32

from sanbao.work.registry import LONGEST_PAUSE

FIRST_PAUSE = timedelta(seconds=5)
SPREAD = 0.2
ATTEMPTS = 16  # over some six and a half hours


def pause_after(attempt: int, key: str, longest: timedelta = LONGEST_PAUSE) -> timedelta:
    """Doubling up to the longest, up to a fifth more by key, so that what failed together does not return together."""
    plain = min(FIRST_PAUSE * (1 << min(attempt - 1, 30)), longest)
    return plain * (1 + SPREAD * crc32(f"{key} {attempt}".encode()) / 2**32)
