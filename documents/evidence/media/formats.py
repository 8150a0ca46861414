"""The formats that are taken, known by their first bytes alone; name and declared type of a file are not asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """`reader`: the name by which Pillow or ffmpeg is told to read it as nothing else."""

    name: str
    content_type: str
    extension: str
    reader: str = ""


JPEG = Format("jpeg", "image/jpeg", "jpg", "JPEG")
PNG = Format("png", "image/png", "png", "PNG")
WEBP = Format("webp", "image/webp", "webp", "WEBP")
HEIC = Format("heic", "image/heic", "heic", "HEIF")
PDF = Format("pdf", "application/pdf", "pdf")
MP4 = Format("mp4", "video/mp4", "mp4", "mov")
MOV = Format("mov", "video/quicktime", "mov", "mov")
WEBM = Format("webm", "video/webm", "webm", "matroska")
MP3 = Format("mp3", "audio/mpeg", "mp3", "mp3")
WAV = Format("wav", "audio/wav", "wav", "wav")
OGG = Format("ogg", "audio/ogg", "ogg", "ogg")
AMR = Format("amr", "audio/amr", "amr", "amr")

IMAGES = (JPEG, PNG, WEBP, HEIC)
RECORDINGS = (MP4, MOV, WEBM, MP3, WAV, OGG, AMR)
FORMATS = {known.name: known for known in (*IMAGES, PDF, *RECORDINGS)}

HEAD = 32
_BY_FIRST_BYTES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"%PDF-", PDF),
    (b"\x1a\x45\xdf\xa3", WEBM),
    (b"OggS", OGG),
    (b"#!AMR\n", AMR),
    (b"ID3", MP3),
)
_RIFF = {b"WEBP": WEBP, b"WAVE": WAV}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_MP4_BRANDS = {
    *(b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"MSNV", b"XAVC"),
    *(b"M4A ", b"M4V ", b"M4VH", b"M4VP", b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a"),
}
_FRAME_SYNC = 0xE0


def format_of(head: bytes) -> Format | None:
    for first, known in _BY_FIRST_BYTES:
        if head.startswith(first):
            return known
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12])
    return MP3 if len(head) > 1 and head[0] == 0xFF and head[1] & _FRAME_SYNC == _FRAME_SYNC else None


def _by_brand(brand: bytes) -> Format | None:
    if brand in _HEIC_BRANDS:
        return HEIC
    if brand == b"qt  ":
        return MOV
    return MP4 if brand in _MP4_BRANDS else None
