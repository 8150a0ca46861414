"""Each part as a small PDF of its own, so that a file that breaks breaks alone and one at a time lies in memory."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Page, Rectangle
from PIL import Image

from documents.bundles.heavy import set_aside
from documents.bundles.parts import IMAGE, PAPER, Part

A4 = (595.28, 841.89)
_MM = 72 / 25.4
_SIDE, _BELOW, _ABOVE_PDF, _ABOVE_IMAGE = (
    10 * _MM,
    10 * _MM,
    13 * _MM,
    38 * _MM,
)  # what stands above: documents.bundles.pages
_MOST_PIXELS_A_SIDE, _QUALITY = 2000, 85  # some 270 dots an inch on such a page
_DRAWN = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"}
# What Pillow and qpdf say of files that are not what they should be.
_BROKEN = (
    pikepdf.PdfError,
    OSError,
    RuntimeError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    Image.DecompressionBombError,
)


@dataclass(frozen=True)
class Piece:
    """`pages` of the file at `path`; none where only the index tells of the part. `fault`: why a page says so instead."""

    part: Part
    path: Path | None
    pages: int
    fault: str = ""


def piece_of(part: Part, path: Path) -> Piece:
    if part.lent is None:
        return Piece(part, None, 0)
    try:
        with part.lent() as source, _drawn(part, source) as drawn:
            _save(drawn, path)
            return Piece(part, path, len(drawn.pages))
    except pikepdf.PasswordError:
        return _blank(part, path, "这个文件加了密码，不能印出。")
    except _BROKEN:
        return _blank(part, path, "这个文件打不开，可能已经损坏，不能印出。")


def _blank(part: Part, path: Path, fault: str) -> Piece:
    with pikepdf.new() as target:
        target.add_blank_page(page_size=A4)
        _save(target, path)
    return Piece(part, path, 1, fault)


def _save(pdf: pikepdf.Pdf, path: Path) -> None:
    if not pdf.pages:
        raise ValueError("no pages")
    set_aside(pdf, path.parent, path.stem)
    pdf.save(path, deterministic_id=True)


def _drawn(part: Part, source: Path) -> pikepdf.Pdf:
    if part.form == IMAGE:
        return _of_image(source)
    return _of_paper(source) if part.form == PAPER else _of_pdf(source)


def _of_paper(source: Path) -> pikepdf.Pdf:
    """Its pages as they are; of each only what draws it: tags, links and the signature belong to the file they came in."""
    target = pikepdf.new()
    with pikepdf.open(source, suppress_warnings=True) as paper:
        target.pages.extend(paper.pages)
    for page in target.pages:
        for name in set(page.obj.keys()) - _DRAWN - {"/Parent"}:
            del page.obj[name]
    return target


def _of_pdf(source: Path) -> pikepdf.Pdf:
    """Each page upright on one of ours, whatever its size: room stays for the line above it."""
    target, room = pikepdf.new(), Rectangle(_SIDE, _BELOW, A4[0] - _SIDE, A4[1] - _ABOVE_PDF)
    with pikepdf.open(source, suppress_warnings=True) as given:
        for page in given.pages:
            target.add_blank_page(page_size=A4)
            draw_over(target.pages[-1], page, "Given", room)
    return target


def draw_over(page: Page, drawn: Page, name: str, room: Rectangle) -> None:
    """Upright and no larger than it is. Under a name of our choice: the library would draw one by lot, and no two bundles
    were alike. Pages may share their resources, so the name is to be one of its own in them."""
    form = drawn.as_form_xobject()
    named = page.add_resource(form, Name.XObject, name=Name(f"/{name}"))
    placed = page.calc_form_xobject_placement(form, named, room, allow_expand=False)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + placed)


def _of_image(source: Path) -> pikepdf.Pdf:
    content, size, colours = _shrunk(source)
    target = pikepdf.new()
    target.add_blank_page(page_size=A4)
    picture = target.make_stream(
        content,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=size[0],
        Height=size[1],
        ColorSpace=Name("/" + colours),
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    page = target.pages[0]
    page.obj.Resources = Dictionary(XObject=Dictionary(Picture=picture))
    page.obj.Contents = target.make_stream(_placed(size))
    return target


def _shrunk(source: Path) -> tuple[bytes, tuple[int, int], str]:
    """As JPEG, no larger than print can show: a bundle of photos as they come from a phone could not be sent to anybody."""
    with Image.open(source) as image:
        image.draft("RGB", (_MOST_PIXELS_A_SIDE, _MOST_PIXELS_A_SIDE))
        small = image if image.mode in ("RGB", "L") else image.convert("RGB")
        small.thumbnail((_MOST_PIXELS_A_SIDE, _MOST_PIXELS_A_SIDE))
        written = io.BytesIO()
        small.save(written, "JPEG", quality=_QUALITY)
        return written.getvalue(), small.size, "DeviceGray" if small.mode == "L" else "DeviceRGB"


def _placed(size: tuple[int, int]) -> bytes:
    """As large as the room below the caption allows, at its top, in the middle."""
    room = (A4[0] - 2 * _SIDE, A4[1] - _ABOVE_IMAGE - _BELOW)
    scale = min(room[0] / size[0], room[1] / size[1], 1)
    wide, high = size[0] * scale, size[1] * scale
    return b"q %.3f 0 0 %.3f %.3f %.3f cm /Picture Do Q" % (wide, high, (A4[0] - wide) / 2, A4[1] - _ABOVE_IMAGE - high)
