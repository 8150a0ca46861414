"""Files made of boxes that say their own size: the family of MP4 and HEIC, and Matroska (WebM)."""

from mmap import mmap

from documents.evidence.media.refusals import Refusal, RefusedError, demand

NEEDED = {b"moov", b"moof", b"meta"}
KNOWN = {
    *NEEDED,
    *(b"ftyp", b"styp", b"mdat", b"free", b"skip", b"wide", b"idat", b"udta", b"uuid", b"pnot"),
    *(b"mfra", b"sidx", b"ssix", b"prft", b"emsg", b"pdin"),
}
SEGMENT = 0x18538067
EBML = 0x1A45DFA3
KNOWN_ELEMENTS = {EBML, SEGMENT, 0xEC, 0xBF}  # the last two: void, checksum
LARGE = 1


def walk(data: bytes | mmap) -> None:
    names = set()
    position = 0
    while position < len(data):
        name, size = _box(data, position)
        names.add(name)
        position += size
    demand(position == len(data), Refusal.TRUNCATED)
    demand(bool(names & NEEDED), Refusal.TRUNCATED)


def fills(data: bytes | mmap) -> bool:
    try:
        walk(data)
    except RefusedError:
        return False
    return True


def _box(data: bytes | mmap, position: int) -> tuple[bytes, int]:
    demand(position + 8 <= len(data), Refusal.MORE_THAN_IT_CLAIMS)
    size, name = int.from_bytes(data[position : position + 4], "big"), data[position + 4 : position + 8]
    demand(name in KNOWN, Refusal.MORE_THAN_IT_CLAIMS)
    if size == LARGE:
        size = int.from_bytes(data[position + 8 : position + 16], "big")
    size = size or len(data) - position
    demand(size >= 8, Refusal.DAMAGED)
    return name, size


def walk_ebml(data: bytes | mmap) -> None:
    """Head and segment, nothing behind. What a browser records live does not know its size and goes to the end."""
    position = 0
    while position < len(data):
        element, position = _number(data, position, keep_mark=True)
        demand(element in KNOWN_ELEMENTS, Refusal.MORE_THAN_IT_CLAIMS)
        size, position = _number(data, position, keep_mark=False)
        if element == SEGMENT and size is None:
            return
        demand(size is not None, Refusal.DAMAGED)
        position += size or 0
    demand(position == len(data), Refusal.TRUNCATED)


def _number(data: bytes | mmap, position: int, *, keep_mark: bool) -> tuple[int | None, int]:
    """A number that says in its first bits how long it is; all ones stand for unknown."""
    demand(position < len(data), Refusal.TRUNCATED)
    length = 9 - data[position].bit_length()
    demand(length <= 8, Refusal.MORE_THAN_IT_CLAIMS)
    value = int.from_bytes(data[position : position + length], "big")
    if not keep_mark:
        ones = (1 << (7 * length)) - 1
        value &= ones
        if value == ones:
            return None, position + length
    return value, position + length
