"""The bundle itself: one part after the other through a temporary folder, so that memory does not grow with the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem, Rectangle, String

from documents.bundles.heavy import bring_back
from documents.bundles.pages import Entry, entries_of, front, lines_above
from documents.bundles.parts import Cover, Part
from documents.bundles.pieces import Piece, draw_over, piece_of
from documents.papers.bulk import draft


def write_bundle(cover: Cover, parts: Iterable[Part], path: Path, made_at: datetime) -> list[Entry]:
    """In Chinese. The same cover, parts and moment give the same bytes. What cannot be printed is told in the index."""
    with TemporaryDirectory() as folder:
        pieces = [piece_of(part, Path(folder) / f"{place}.pdf") for place, part in enumerate(parts)]
        first = front(cover, pieces, made_at)
        with draft(path) as unfinished:
            entries = _bound(cover, first, pieces, unfinished, made_at)
            bring_back(unfinished, Path(folder))
        return entries


def _bound(cover: Cover, first: bytes, pieces: Sequence[Piece], path: Path, made_at: datetime) -> list[Entry]:
    with pikepdf.new() as target:
        _add_front(target, first)
        pages_before = len(target.pages)
        entries = entries_of(pieces, pages_before)
        for piece in pieces:
            if piece.path is not None:
                with pikepdf.open(piece.path) as source:
                    target.pages.extend(source.pages)
        _draw_lines(target, lines_above(cover, pieces, pages_before, made_at))
        _add_outline(target, entries)
        _name(target, cover, made_at)
        target.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return entries


def _add_front(target: pikepdf.Pdf, first: bytes) -> None:
    with pikepdf.open(BytesIO(first)) as cover:
        target.pages.extend(cover.pages)
    for page in target.pages:
        for name in ("/StructParents", "/Tabs"):
            if name in page.obj:
                del page.obj[name]


def _draw_lines(target: pikepdf.Pdf, lines: Iterable[bytes]) -> None:
    number = 0
    for some in lines:
        with pikepdf.open(BytesIO(some)) as drawn:
            for line in drawn.pages:
                page = target.pages[number]
                number += 1
                draw_over(page, line, f"Line{number}", Rectangle(*map(float, page.mediabox)))


def _add_outline(target: pikepdf.Pdf, entries: Sequence[Entry]) -> None:
    with target.open_outline() as outline:
        for entry in entries:
            if entry.first_page is not None:
                title = " ".join(filter(None, (f"{entry.place}.", entry.piece.part.title, entry.piece.part.number)))
                outline.root.append(OutlineItem(title, entry.first_page - 1))


def _name(target: pikepdf.Pdf, cover: Cover, made_at: datetime) -> None:
    moment = String(made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))
    target.docinfo = target.make_indirect(Dictionary(Title=String(cover.name), CreationDate=moment, ModDate=moment))
    target.Root.Lang = String("zh-Hans")
    target.Root.PageMode = Name.UseOutlines
    target.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
