"""Making the font folder: each face of the package becomes three fonts, from everyday characters to rare ones."""

from __future__ import annotations

import hashlib
import shutil
import struct
import tempfile
from io import BytesIO
from pathlib import Path

from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from documents.fonts.charset import circles
from documents.fonts.cutting import cut
from documents.fonts.folder import COVERAGE, FACES, PARTS, STAMP, Face, FontFolder, write_coverage

PACKAGE_FOLDER = Path("/usr/share/fonts/opentype/noto")
_RECIPE = "5"  # raise it when the fonts would come out otherwise
_FAMILY = 1
_NAMES = {_FAMILY: "{family}", 2: "{style}", 4: "{family} {style}", 6: "{postscript}-{style}"}
_WINDOWS_UNICODE_ENGLISH = (3, 1, 0x409)


class NoFontPackageError(Exception):
    """The system's fonts-noto-cjk is not installed."""


def make_fonts(folder: FontFolder, package: Path = PACKAGE_FOLDER) -> bool:
    """Fill the folder unless it is up to date; True when something was made. A folder is replaced as a whole."""
    stamp = _stamp(package)
    if folder.is_complete and (folder.path / STAMP).read_text(encoding="utf-8") == stamp:
        folder.write_configuration()  # the project may have moved
        return False
    folder.path.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.path.parent))
    _fill(draft, package)
    (draft / STAMP).write_text(stamp, encoding="utf-8")
    shutil.rmtree(folder.path, ignore_errors=True)
    draft.rename(folder.path)
    folder.path.chmod(0o755)
    folder.write_configuration()
    return True


def _stamp(package: Path) -> str:
    """What the fonts are made of: file names, sizes and the head of each, and our recipe."""
    digest = hashlib.sha256(_RECIPE.encode())
    for face in FACES:
        source = package / face.collection
        if not source.is_file():
            raise NoFontPackageError(f"{source} is missing: apt-get install fonts-noto-cjk")
        with source.open("rb") as file:
            digest.update(f"{face.collection} {source.stat().st_size}".encode() + file.read(1 << 16))
    return digest.hexdigest() + "\n"


def _fill(draft: Path, package: Path) -> None:
    coverage: frozenset[int] | None = None
    for face in FACES:
        printed = _make_face(draft, package, face)
        coverage = printed if coverage is None else coverage & printed
    (draft / COVERAGE).write_text(write_coverage(coverage or frozenset()), encoding="ascii")


def _make_face(draft: Path, package: Path, face: Face) -> frozenset[int]:
    """The fonts of a face; the code points that they print."""
    source = package / face.collection
    index, cmap = _found(source, face)
    parts = dict(zip(PARTS, circles(cmap), strict=True))
    for part, codes in parts.items():
        with TTFont(BytesIO(cut(source, index, codes)), recalcTimestamp=False) as font:
            _rename(font, face, part)
            _number_glyphs(font)
            font.save(draft / face.file(part))
    return frozenset().union(*parts.values())


def _found(source: Path, face: Face) -> tuple[int, dict[int, str]]:
    """Where in its collection a face stands, and its characters."""
    with TTCollection(source, lazy=True) as fonts:
        names = [font["name"].getDebugName(_FAMILY) for font in fonts]
        index = next(place for place, name in enumerate(names) if name == face.source_family)
        return index, fonts[index].getBestCmap()


def _rename(font: TTFont, face: Face, part: str) -> None:
    family = face.family_of(part)
    postscript = family.replace(" ", "")
    font["name"].names = []
    for number, template in _NAMES.items():
        name = template.format(family=family, style=face.style, postscript=postscript)
        font["name"].setName(name, number, *_WINDOWS_UNICODE_ENGLISH)


def _number_glyphs(font: TTFont) -> None:
    """Name each glyph by its place, so that a viewer finds it whether it goes by place or by name (CID).

    The names are the font's `charset`; one range over all of them is shorter than what stands there.
    """
    table = font.reader["CFF "]
    outlines = CFFFontSet()
    outlines.decompile(BytesIO(table), font)
    place = outlines.topDictIndex[0].rawDict["charset"]
    one_range = struct.pack("!BHH", 2, 1, len(font.getGlyphOrder()) - 2)
    numbered = DefaultTable("CFF ")
    numbered.data = table[:place] + one_range + table[place + len(one_range) :]
    font["CFF "] = numbered
