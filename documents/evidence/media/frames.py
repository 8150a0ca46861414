"""Sound files made of frames one after the other."""

from mmap import mmap

from documents.evidence.media.refusals import Refusal, demand

_KBIT_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBIT_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # MPEG 1, 2, 2.5
_LAYER_3 = 1
_TAGS_BEHIND = (b"TAG", b"APETAGEX", b"LYRICSBEGIN")
_AMR_BYTES = (12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0)


def walk_mp3(data: bytes | mmap) -> None:
    position, found = _after_tag(data), 0
    while position + 4 <= len(data) and (size := _mp3_frame(data[position : position + 4])):
        position, found = position + size, found + 1
    demand(found > 1, Refusal.DAMAGED)
    demand(position <= len(data), Refusal.TRUNCATED)
    rest = data[position:].strip(b"\0")
    demand(not rest or rest.startswith(_TAGS_BEHIND), Refusal.MORE_THAN_IT_CLAIMS)


def _after_tag(data: bytes | mmap) -> int:
    if data[:3] != b"ID3":
        return 0
    size = 0
    for seven_bits in data[6:10]:
        size = size << 7 | seven_bits & 0x7F
    position = 10 + size
    while data[position : position + 1] == b"\0":  # some writers pad behind the tag
        position += 1
    return position


def _mp3_frame(head: bytes) -> int:
    """Bytes of the frame; 0 where none begins."""
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, hertz, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version not in _HZ or layer != _LAYER_3 or rate in (0, 15) or hertz == 3:
        return 0
    first = version == 3
    kbit = (_KBIT_1 if first else _KBIT_2)[rate]
    return (144 if first else 72) * kbit * 1000 // _HZ[version][hertz] + padding


def walk_ogg(data: bytes | mmap) -> None:
    position = 0
    while position < len(data):
        demand(data[position : position + 4] == b"OggS", Refusal.MORE_THAN_IT_CLAIMS)
        demand(position + 27 <= len(data), Refusal.TRUNCATED)
        lacing = data[position + 27 : position + 27 + data[position + 26]]
        position += 27 + len(lacing) + sum(lacing)
    demand(position == len(data), Refusal.TRUNCATED)


def walk_amr(data: bytes | mmap) -> None:
    position = len(b"#!AMR\n")
    while position < len(data):
        demand(data[position] & 0x83 == 0, Refusal.MORE_THAN_IT_CLAIMS)
        position += 1 + _AMR_BYTES[data[position] >> 3 & 15]
    demand(position == len(data), Refusal.TRUNCATED)
