"""What is cleared away from time to time."""

from typing import Any

from claims.filings import files
from sanbao.work import MessageInfo, every


@every(minutes=24 * 60, topic="filings.sweep_files")
def sweep_files(_payload: dict[str, Any], message: MessageInfo) -> None:
    """Manuals of drafts that were discarded, and those that were exchanged before filing."""
    files.sweep(message.at)
