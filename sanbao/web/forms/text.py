"""What people type, in the form that is read: half-width digits, no spaces."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """Full-width digits and marks become half-width ones; spaces go."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))
