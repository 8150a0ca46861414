"""Video and audio: read by ffmpeg as the one format they claim, copied stream by stream without what says where."""

import json
from pathlib import Path
from typing import Any

from documents.evidence.media import commands
from documents.evidence.media.formats import AMR, MOV, MP3, MP4, OGG, WAV, WEBM, Format
from documents.evidence.media.images import THUMBNAIL
from documents.evidence.media.refusals import Refusal, demand

SECONDS = 240
# No network, no lists of other files: a local file in a fixed format and nothing else.
_READ = ("-nostdin", "-v", "error", "-protocol_whitelist", "file")
_WRITER = {MP4: "mp4", MOV: "mov", WEBM: "matroska", MP3: "mp3", WAV: "wav", OGG: "ogg", AMR: "amr"}
# What a container must say of itself; every other tag could say where, when, by what and by whom.
_HARMLESS = {
    *("major_brand", "minor_version", "compatible_brands", "handler_name", "vendor_id", "language", "duration"),
    *("encoder", "title_of_none"),
}


def inspect(path: Path, known: Format) -> str:
    """`video` or `audio`; every packet is there."""
    kinds = _kinds(path, known)
    demand(bool(kinds & {"video", "audio"}), Refusal.NOTHING_IN_IT)
    words = ["ffmpeg", *_READ, "-xerror", "-f", known.reader, "-i", _local(path)]
    commands.run([*words, "-map", "0:v?", "-map", "0:a?", "-c", "copy", "-f", "null", "-"], seconds=SECONDS)
    return "video" if "video" in kinds else "audio"


def derive(path: Path, known: Format, folder: Path) -> dict[str, str]:
    kind, copy = inspect(path, known), folder / "copy"
    streams = ("-map", "0:V?", "-map", "0:a?", "-dn", "-sn", "-c", "copy")  # no cover picture, no track of positions
    plain = ("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-fflags", "+bitexact")
    words = ["ffmpeg", *_READ, "-f", known.reader, "-i", _local(path), *streams, *plain]
    commands.run(
        [*words, "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-f", _WRITER[known], _local(copy)], seconds=SECONDS
    )
    demand(not tags_of(copy, known) - _HARMLESS, Refusal.DAMAGED)
    if kind == "video":
        _draw_first_frame(copy, known, folder / "thumbnail")
    content_type = known.content_type if kind == "video" else known.content_type.replace("video/", "audio/")
    return {"content_type": content_type, "extension": "m4a" if kind == "audio" and known is MP4 else known.extension}


def tags_of(path: Path, known: Format) -> set[str]:
    """The names of all tags, of the file and of its streams."""
    read = _probe(path, known)
    parts = [read.get("format", {}), *read.get("streams", []), *read.get("chapters", [])]
    return {name.lower() for part in parts for name in part.get("tags", {})}


def _kinds(path: Path, known: Format) -> set[str]:
    streams = _probe(path, known).get("streams", [])
    return {stream["codec_type"] for stream in streams if not stream.get("disposition", {}).get("attached_pic")}


def _probe(path: Path, known: Format) -> dict[str, Any]:
    words = ["ffprobe", "-v", "error", "-protocol_whitelist", "file", "-f", known.reader, "-of", "json"]
    printed = commands.run([*words, "-show_format", "-show_streams", "-show_chapters", _local(path)], seconds=SECONDS)
    read: dict[str, Any] = json.loads(printed)
    return read


def _draw_first_frame(path: Path, known: Format, target: Path) -> None:
    words = ["ffmpeg", *_READ, "-threads", "1", "-f", known.reader, "-i", _local(path), "-frames:v", "1"]
    size = f"scale={THUMBNAIL[0]}:{THUMBNAIL[1]}:force_original_aspect_ratio=decrease"
    commands.run(
        [*words, "-vf", size, "-c:v", "mjpeg", "-f", "image2", "-update", "1", _local(target)], seconds=SECONDS
    )


def _local(path: Path) -> str:
    return f"file:{path}"
