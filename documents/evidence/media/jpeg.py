"""The segments of a JPEG file."""

import re

from documents.evidence.media.refusals import Refusal, demand

# In coded data FF 00 is a plain FF, FF D0-D7 a restart, FF FF a filler; anything else ends it.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_EOI, _SOS, _COM = 0xD9, 0xDA, 0xFE
_APP_FIRST, _APP_LAST, _APP_ADOBE = 0xE1, 0xEF, 0xEE
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD8)}


def end_of(data: bytes, start: int) -> int:
    """Where the picture that starts at `start` ends."""
    position = start + 2
    while True:
        demand(position + 4 <= len(data) or data[position : position + 2] == b"\xff\xd9", Refusal.TRUNCATED)
        demand(data[position] == 0xFF, Refusal.DAMAGED)
        marker = data[position + 1]
        if marker == _EOI:
            return position + 2
        position = _after(data, position, marker)


def _after(data: bytes, position: int, marker: int) -> int:
    if marker == 0xFF:
        return position + 1
    if marker in _WITHOUT_LENGTH:
        return position + 2
    position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    if marker != _SOS:
        return position
    found = _MARKER.search(data, position)
    demand(found is not None, Refusal.TRUNCATED)
    return found.start() if found else 0


def without_hidden_data(data: bytes) -> bytes:
    """The same picture, bit for bit, without Exif, XMP, other makers' blocks and comments; for pictures inside a PDF."""
    kept, position = [data[:2]], 2
    while data[position + 1] != _EOI:
        marker, after = data[position + 1], _after(data, position, data[position + 1])
        hidden = marker == _COM or (_APP_FIRST <= marker <= _APP_LAST and marker != _APP_ADOBE)
        kept.append(b"" if hidden else data[position:after])
        position = after
    return b"".join([*kept, b"\xff\xd9"])
