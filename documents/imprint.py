"""What a file says of itself; apart from `documents.render`, whose printer takes over a second to load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Attachment:
    """A file inside the paper. `relationship` as PDF/A-3 has it: `Data`, `Source`, `Supplement` …"""

    name: str
    content: bytes
    description: str
    relationship: str = "Data"


@dataclass(frozen=True)
class Imprint:
    """What the file says of itself: what makes it this paper (kind and number), the moment of issue, what is in it."""

    identifier: str
    made_at: datetime
    attachments: tuple[Attachment, ...] = ()
