"""PDF: read strictly, and built anew from what is drawn on its pages."""

from pathlib import Path
from typing import cast

import pikepdf
from pikepdf import Name

from documents.evidence.media import commands, jpeg
from documents.evidence.media.images import THUMBNAIL
from documents.evidence.media.refusals import Refusal, RefusedError, demand

# Of a page only what draws it comes along; no links, fields, actions, thumbnails, private data of programs.
OF_A_PAGE = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"}
# What may hang on anything that is drawn and says, runs or carries something.
NOWHERE = (
    *("/AA", "/A", "/AF", "/EF", "/JS", "/OpenAction", "/Launch", "/Metadata", "/PieceInfo", "/OPI", "/Ref"),
    *("/StructParent", "/StructParents", "/LastModified", "/Measure", "/PtData"),
)
SECONDS = 60
DEEPEST = 20


def inspect(path: Path, *, most_pages: int) -> None:
    with _opened(path) as document:
        demand(len(document.pages) > 0, Refusal.NOTHING_IN_IT)
        demand(len(document.pages) <= most_pages, Refusal.TOO_MANY_PAGES)
        try:
            problems = document.check_pdf_syntax()
        except (pikepdf.PdfError, RuntimeError, ValueError):
            raise RefusedError(Refusal.DAMAGED) from None
        demand(not problems, Refusal.DAMAGED)


def derive(path: Path, folder: Path) -> dict[str, str]:
    with _opened(path) as document, pikepdf.new() as rebuilt:
        document.flatten_annotations("all")  # a stamp or a filled-in field stays to be seen
        rebuilt.pages.extend(document.pages)
        for page in rebuilt.pages:
            for name in set(page.obj.keys()) - OF_A_PAGE - {"/Parent"}:
                del page.obj[name]
        _scrub(rebuilt)
        rebuilt.save(folder / "copy", deterministic_id=True)
    _draw_first_page(folder)
    return {"content_type": "application/pdf", "extension": "pdf"}


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        return pikepdf.open(path, attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise RefusedError(Refusal.LOCKED) from None
    except (pikepdf.PdfError, RuntimeError, ValueError):
        raise RefusedError(Refusal.DAMAGED) from None


def _scrub(document: pikepdf.Pdf) -> None:
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            _scrub_one(thing)


def _scrub_one(thing: pikepdf.Object, depth: int = 0) -> None:
    for name in NOWHERE:
        if name in thing:
            del thing[name]
    if isinstance(thing, pikepdf.Stream):
        _scrub_stream(thing)
    entries = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
    for value in list(entries.as_dict().values()) if depth < DEEPEST else []:
        if isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
            _scrub_one(value, depth + 1)


def _scrub_stream(stream: pikepdf.Stream) -> None:
    outside, program = "/F" in stream.stream_dict, stream.get("/Subtype") == Name.PS
    if outside or program:  # content that lies in another file; a program in PostScript
        del stream.stream_dict["/F"]
        stream.write(b"")
    if stream.get("/Filter") == Name.DCTDecode:
        picture, parameters = stream.read_raw_bytes(), cast("pikepdf.Dictionary | None", stream.get("/DecodeParms"))
        if picture.startswith(b"\xff\xd8"):
            stream.write(jpeg.without_hidden_data(picture), filter=Name.DCTDecode, decode_parms=parameters)


def _draw_first_page(folder: Path) -> None:
    target = folder / "thumbnail"
    words = ["pdftoppm", "-jpeg", "-singlefile", "-l", "1", "-scale-to", str(THUMBNAIL[0])]
    commands.run([*words, str(folder / "copy"), str(target)], seconds=SECONDS)
    target.with_suffix(".jpg").rename(target)
