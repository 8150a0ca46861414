"""What a bundle says itself: cover and index, and the line above every page. Laid out by the printer, drawn over the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import pikepdf
from django.template.loader import render_to_string

from documents.bundles.parts import IMAGE, Cover
from documents.bundles.pieces import Piece
from documents.fonts.provided import provided_fonts
from documents.imprint import Imprint
from documents.papers.language import CHINESE

_INSTEAD = "□"
_PAGES_AT_A_TIME = 40
_UNKNOWN = 9_999  # as wide as a page number gets


@dataclass(frozen=True)
class Entry:
    """A row of the index. `first_page` is None where there is nothing to print."""

    place: int
    piece: Piece
    first_page: int | None


@dataclass(frozen=True)
class Line:
    """What is drawn over one page: of which entry it is, its number, and on an image's first page its caption."""

    label: str
    page: str
    caption: tuple[str, ...] = ()
    fault: str = ""


def entries_of(pieces: Sequence[Piece], pages_before: int) -> list[Entry]:
    entries, page = [], pages_before + 1
    for place, piece in enumerate(pieces, 1):
        entries.append(Entry(place, piece, page if piece.pages else None))
        page += piece.pages
    return entries


def front(cover: Cover, pieces: Sequence[Piece], made_at: datetime) -> bytes:
    """Cover and index. How many pages they take has to be known before they can tell where the others begin."""
    pages = _page_count(_front(cover, pieces, _UNKNOWN, made_at))
    return _front(cover, pieces, pages, made_at)


def _front(cover: Cover, pieces: Sequence[Piece], pages_before: int, made_at: datetime) -> bytes:
    total = pages_before + sum(piece.pages for piece in pieces)
    values = {"cover": cover, "entries": entries_of(pieces, pages_before), "total": total}
    return _printed("documents/bundles/front.html", values, cover, made_at)


def lines_above(cover: Cover, pieces: Sequence[Piece], pages_before: int, made_at: datetime) -> Iterator[bytes]:
    """A page for each page of the bundle, the front included, to be drawn over it; some at a time, for the printer takes
    nearly a megabyte a page as long as it has not finished."""
    lines = list(_lines(cover, pieces, pages_before))
    for first in range(0, len(lines), _PAGES_AT_A_TIME):
        some = lines[first : first + _PAGES_AT_A_TIME]
        yield _printed("documents/bundles/lines.html", {"lines": some}, cover, made_at)


def _lines(cover: Cover, pieces: Sequence[Piece], pages_before: int) -> Iterator[Line]:
    total = pages_before + sum(piece.pages for piece in pieces)
    number = 0
    for _page in range(pages_before):
        number += 1
        yield Line(cover.name, f"{number}/{total}")
    for place, piece in enumerate(pieces, 1):
        for page in range(1, piece.pages + 1):
            number += 1
            is_first = page == 1
            caption = piece.part.caption if is_first and piece.part.form == IMAGE else ()
            yield Line(_label(place, piece, page), f"{number}/{total}", caption, piece.fault if is_first else "")


def _label(place: int, piece: Piece, page: int) -> str:
    told = " ".join(filter(None, (f"{place}.", piece.part.title, piece.part.number)))
    if piece.part.note:
        told = f"{told}（{piece.part.note}）"
    if piece.pages == 1:
        return told
    return f"{told}，第{page}页，共{piece.pages}页"


def _page_count(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def _printed(template: str, values: dict[str, object], cover: Cover, made_at: datetime) -> bytes:
    from documents.render import Sheet, print_sheets, utc  # noqa: PLC0415  over a second to load

    told = {**values, "title": cover.name, "language": CHINESE, "made_at": utc(made_at)}
    html = _printable(render_to_string(template, told))
    return print_sheets([Sheet(html, {})], Imprint(f"bundle/{cover.name}/{template}", made_at))


def _printable(html: str) -> str:
    """Titles and names are people's own: what no font of ours prints becomes a box, and nothing is lost but the sign."""
    coverage = provided_fonts().coverage
    odd = {ord(sign): _INSTEAD for sign in set(html) if ord(sign) not in coverage and sign != "\n"}
    return html.translate(odd)
