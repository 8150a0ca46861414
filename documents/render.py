"""HTML in, PDF out: the only module that imports WeasyPrint.

A paper is PDF/A-3b, tagged, with its machine-readable payload attached; the same input gives the same bytes.
Nothing is read but what is handed over: no file, no network, no font but ours. Whatever the printer would only warn
of (a missing glyph, a property it does not know, a picture it cannot find) stops the paper instead.
"""

from __future__ import annotations

import atexit
import gc
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from documents.fonts.cutting import compacted
from documents.fonts.folder import FontFolder
from documents.fonts.provided import provided_fonts
from documents.imprint import Attachment, Imprint

with provided_fonts().in_use():
    import weasyprint
    from weasyprint.css import ColorProfile
    from weasyprint.text.ffi import ffi, pango
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.text.line_break import Layout
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

ASSETS = Path(__file__).resolve().parent / "assets"
STYLESHEET = "paper.css"
SCHEME = "paper:"
_IDENTIFIER_LENGTH = 16
_COLOURS = "--srgb"  # what numbers of colour mean: a PDF/A says it; ours, or the printer would open its file each time
_COLOUR_PROFILE = Path(weasyprint.__file__).parent / "pdf/sRGB2014.icc"
_OPTIONS = {"pdf_variant": "pdf/a-3b", "pdf_tags": True, "output_intent": _COLOURS}
_MEDIA_TYPES = {".png": "image/png", ".icc": "application/vnd.iccprofile"}


class PaperError(Exception):
    """A paper that cannot be printed."""


class RefusedRequestError(PaperError):
    """A template asked for something that is not ours to give."""


class PrinterComplaintError(PaperError):
    """What the printer would have warned of and printed nevertheless."""


@dataclass(frozen=True)
class Sheet:
    """What is laid out: HTML, and the pictures it names, by name."""

    html: str
    pictures: Mapping[str, bytes]


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships without types
    """Answers `paper:NAME` from memory and refuses everything else, fatally."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        # Without the handlers of the base class: there is nothing here that could open a file or a connection.
        self._files = files
        self._fail_on_errors = True

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002  the base class's
        name = url.removeprefix(SCHEME)
        if name == url or name not in self._files:
            raise RefusedRequestError(url)
        return URLFetcherResponse(url, self._files[name], {"Content-Type": _MEDIA_TYPES[Path(name).suffix]})


class SteadyProfile(ColorProfile):  # type: ignore[misc]  # as above
    """A colour profile with the bytes of its file: the library writes other ones once it has looked into it."""

    def __init__(self, read: ColorProfile, content: bytes) -> None:
        self.__dict__.update(vars(read))
        self._content = content

    @property
    def content(self) -> bytes:
        return self._content


class OwnFeatures(dict[bytes, Any]):
    """Font features that no two texts share, so that the list of each can be freed with its text."""

    def setdefault(self, _written: bytes, made: Any = None) -> Any:
        return made


def _give_back_lists(set_up: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """WeasyPrint 70 shares the features of fonts between texts and keeps the list of each text for ever: a worker grew by
    6 KB a document. With features of its own (`OwnFeatures`) a text's list is freed once its layout is."""

    def setup(layout: Any, style: Any) -> None:
        set_up(layout, style)
        features = pango.pango_layout_get_attributes(layout.layout)
        if features != ffi.NULL and isinstance(style.font_config.font_features, OwnFeatures):
            pango.pango_attr_list_unref(features)  # the layout has a reference of its own

    return setup


_KEEPS_LISTS = weasyprint.__version__.startswith("70.")  # a later one may free them itself, and twice is once too often
if _KEEPS_LISTS:
    Layout.setup = _give_back_lists(Layout.setup)


class Printer:
    """A warm worker: one stylesheet, one font configuration. One document at a time, whatever the threads."""

    def __init__(self, fonts: FontFolder) -> None:
        with fonts.in_use():
            self._fonts = FontConfiguration()
        if _KEEPS_LISTS:
            self._fonts.font_features = OwnFeatures()
        self._colours: dict[str, Any] = {}
        profile = _COLOUR_PROFILE.read_bytes()
        self._css = weasyprint.CSS(
            string=(ASSETS / STYLESHEET).read_text(encoding="utf-8"),
            url_fetcher=Fetcher({"srgb.icc": profile}),
            font_config=self._fonts,
            color_profiles=self._colours,
        )
        self._colours[_COLOURS] = SteadyProfile(self._colours[_COLOURS], profile)
        self._lock = threading.Lock()
        self._is_warm = False

    def lay_out(self, sheet: Sheet) -> Any:
        """The laid-out document; for `write` and for the forms of many vouchers."""
        html = weasyprint.HTML(string=sheet.html, url_fetcher=Fetcher(sheet.pictures))
        return html.render(font_config=self._fonts, stylesheets=[self._css], color_profiles=self._colours, **_OPTIONS)

    def write(self, document: Any, imprint: Imprint) -> bytes:
        files = [_attached(attachment, imprint.made_at) for attachment in imprint.attachments]
        identifier = pdf_identifier(imprint.identifier)
        written: bytes = document.write_pdf(pdf_identifier=identifier, attachments=files, finisher=_finish, **_OPTIONS)
        return written

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Alone, without collections in between, every complaint an error."""
        with self._lock, _complaints_are_errors():
            gc.disable()
            try:
                yield
            except FatalURLFetchingError as refused:
                raise RefusedRequestError(str(refused)) from refused
            finally:
                gc.enable()
                self._tidy_up()

    def _tidy_up(self) -> None:
        """A document goes before the next one comes, so that there is never room for two. What was there before is looked
        through once and never again: the rest is quick."""
        gc.collect()
        if not self._is_warm:
            gc.freeze()
            self._is_warm = True


@cache
def printer() -> Printer:
    atexit.register(_dismiss)
    return Printer(provided_fonts())


def _dismiss() -> None:
    """While the libraries are still there: what Python's end would free later is freed into nothing, and it crashes."""
    printer.cache_clear()
    gc.collect()


def render(
    template: str,
    context: Mapping[str, object],
    imprint: Imprint,
    *,
    language: str,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The PDF of a template, whose sentences are in `language` (`zh-hans`, `en`)."""
    with translation.override(language):
        html = render_to_string(template, {**context, "language": language, "made_at": utc(imprint.made_at)})
    return print_sheets([Sheet(html, pictures or {})], imprint)


def print_sheets(sheets: Sequence[Sheet], imprint: Imprint) -> bytes:
    """One PDF of several sheets, each with page numbers of its own; title and language are those of the first."""
    machine = printer()
    with machine.at_work():
        documents = [machine.lay_out(sheet) for sheet in sheets]
        document = documents[0].copy([page for document in documents for page in document.pages])
        return machine.write(document, imprint)


def utc(moment: datetime) -> str:
    """2024-03-01T02:30:00Z: how a paper's metadata writes a moment."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pdf_identifier(identifier: str) -> bytes:
    return sha256(identifier.encode()).digest()[:_IDENTIFIER_LENGTH]


def _attached(attachment: Attachment, made_at: datetime) -> Any:
    moment = made_at.astimezone(UTC)  # the printer writes a Z behind it
    return weasyprint.Attachment(
        string=attachment.content,
        name=attachment.name,
        description=attachment.description,
        relationship=attachment.relationship,
        created=moment,
        modified=moment,
        url_fetcher=Fetcher({}),
    )


def _finish(document: Any, pdf: Any) -> None:
    _compact_fonts(document, pdf)
    associated = pdf.catalog.get("AF")
    if associated:  # the printer names each file twice
        associated[:] = dict.fromkeys(associated)


def _compact_fonts(document: Any, pdf: Any) -> None:
    """Take out of each embedded font the empty places of glyphs that the paper does not use: a third of its size."""
    used: dict[str, set[int]] = {}
    for font in document.fonts.values():
        used.setdefault(font.hash, set()).update(font.to_unicode)
    embedded = {id(font.file_content): used[font.hash] for font in document.fonts.values()}
    for stream in pdf.objects:
        content: Any = stream.stream[0] if getattr(stream, "stream", None) else None
        if id(content) in embedded:
            stream.stream = [compacted(content, embedded[id(content)])]
            stream.extra["Subtype"] = "/CIDFontType0C"


class _Complaints(logging.Handler):
    """Keeps what the printer warns of in the thread that prints."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._thread = threading.get_ident()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.messages.append(record.getMessage())


@contextmanager
def _complaints_are_errors() -> Iterator[None]:
    complaints, logger = _Complaints(), logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        yield
    finally:
        logger.removeHandler(complaints)
    if complaints.messages:
        raise PrinterComplaintError("; ".join(complaints.messages))
