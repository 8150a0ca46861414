"""A time limit as a calendar file (RFC 5545): one all-day event, nothing in it that names a person or a car."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_LONGEST_LINE = 75  # bytes; a longer one is folded


def calendar_file(title: str, says: str, due_on: date, at: datetime) -> str:
    """The whole file, lines ending as the format wants them; `at` is when it was written."""
    stamp = at.astimezone(UTC)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sanbao//three guarantees//ZH",
        "BEGIN:VEVENT",
        f"UID:{due_on:%Y%m%d}-{stamp:%Y%m%dT%H%M%S}@sanbao.invalid",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{due_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due_on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(says)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(title)}",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _escaped(text: str) -> str:
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Pieces of at most 75 bytes that break no character; a continuation begins with a space."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > _LONGEST_LINE:
            pieces.append(piece)
            piece = " "
        piece += character
    return [*pieces, piece]
