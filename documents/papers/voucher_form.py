"""A voucher laid out once and filled for many cars.

What differs from car to car stands on lines of its own (`of_the_car`), so nothing else on the page moves. The form is
the voucher itself with a mark in each of those places, and a last page, taken off again, that shows the printer's way
of writing every sign a field may hold.
"""

from __future__ import annotations

import hashlib
import zlib
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from xml.sax.saxutils import escape

import pikepdf
from django.template.loader import render_to_string
from django.utils import translation
from pikepdf import Array, Dictionary, Name, String

from documents.imprint import Imprint
from documents.papers.glyph_runs import SHOWN, Style, UnexpectedRunError, learned
from documents.papers.language import CHINESE
from documents.papers.payload import payload
from documents.papers.printing import VOUCHER, payload_attachment, pictures
from documents.papers.proof import Proof, qr_rows, scan_lines
from documents.papers.signature_room import date_signature, leave_room
from documents.papers.voucher import VoucherContext
from documents.papers.voucher_page import car_values, law_of, title, voucher_values
from documents.render import Sheet, pdf_identifier, print_sheets, utc

_DAY_SIGNS = "0123456789年月日"
_CODE_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
_SIGNS = {"number": _CODE_SIGNS, "vin": _CODE_SIGNS, "check_code": _CODE_SIGNS}
_PLACEHOLDER_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_PLACEHOLDER_TITLE = "Z-FORM-Z"
_LEVEL = 6


def form_key(context: VoucherContext) -> VoucherContext:
    """What the vouchers of one form have in common: everything but the car, and which of its lines there are."""
    no_day = _PLACEHOLDER_MOMENT.date()
    law = replace(law_of(context), starts_on=no_day, repair_warranty_until=no_day, three_guarantees_until=no_day)
    return replace(
        context,
        number="",
        vin="",
        produced_on=no_day,
        invoiced_on=no_day,
        handover_on=context.handover_on and no_day,
        replacement_handover_on=None,
        reissued_on=context.reissued_on and no_day,
        proof=context.proof and Proof("", "", context.proof.address),
        settled=law,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a page a field stands: the bytes before it, and its name."""

    before: bytes
    field: str


@dataclass(frozen=True, slots=True)
class PageForm:
    places: tuple[Place, ...]
    rest: bytes

    def filled(self, runs: dict[str, bytes]) -> bytes:
        parts = [part for place in self.places for part in (place.before, runs[place.field])]
        return b"".join([*parts, self.rest])


class VoucherForm:
    """The form of all vouchers that share a key; `fill` makes the voucher of one car, with so much room for a signature."""

    def __init__(self, example: VoucherContext, signature_room: int = 0) -> None:
        names = car_values(example)
        marks = {name: f"9090{place:02d}0909" for place, name in enumerate(names)}
        signs = {name: _SIGNS.get(name, _DAY_SIGNS) for name in names}
        self._pdf = pikepdf.open(BytesIO(_form_pdf(example, marks, signs)))
        *contents, sample = (page.Contents.read_bytes() for page in self._pdf.pages)
        self._styles = _styles(signs, sample)
        runs = {(self._styles[name].font, self._styles[name].run(mark)): name for name, mark in marks.items()}
        self._pages = [_page_form(content, runs) for content in contents]
        missing = set(names) - {place.field for page in self._pages for place in page.places}
        if missing:
            raise UnexpectedRunError(f"not found on the form: {sorted(missing)}")
        _take_off_sample(self._pdf)
        self._signature = leave_room(self._pdf, signature_room) if signature_room else None
        self._xmp = self._pdf.Root.Metadata.read_bytes()
        self._copied: tuple[pikepdf.Pdf, list[pikepdf.Object]] | None = None

    def fill(self, context: VoucherContext, made_at: datetime, signed_at: datetime | None = None) -> bytes:
        """The voucher of a car whose context has this form's key; raises UnknownSignError. Its signature is still empty."""
        context = context.settle()
        self._write_pages(context)
        self._write_payload(payload(VOUCHER, context), made_at)
        self._write_metadata(title(context), made_at)
        if self._signature is not None:
            date_signature(self._signature, signed_at or made_at)
        identifier = pdf_identifier(f"{VOUCHER}/{context.number}")
        self._pdf.trailer.ID = Array([String(identifier), String(identifier)])
        written = BytesIO()
        self._pdf.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
        return written.getvalue()

    def add_pages(self, target: pikepdf.Pdf, context: VoucherContext) -> None:
        """The pages of a car behind those of others, to be printed: without tags, payload and metadata."""
        shared = self._shared_pages(target)
        for page, content in zip(shared, self._contents(context), strict=True):
            added = copy(page)
            added.Contents = pikepdf.Stream(target, zlib.compress(content, _LEVEL), Filter=Name.FlateDecode)
            if context.proof is not None:
                added.Resources = copy(page.Resources)
                (name,) = page.Resources.XObject.keys()
                picture = pikepdf.Stream(target, b"", copy(page.Resources.XObject[name].stream_dict))
                _draw(picture, context.proof)
                added.Resources.XObject = Dictionary({name: picture})
            target.pages.append(pikepdf.Page(target.make_indirect(added)))

    def _shared_pages(self, target: pikepdf.Pdf) -> list[pikepdf.Object]:
        """The form's pages in another file, copied into it once; fonts and lines are the same for all cars."""
        if self._copied is None or self._copied[0] is not target:
            pages = [target.copy_foreign(page.obj) for page in self._pdf.pages]
            for page in pages:
                del page.StructParents
            self._copied = (target, pages)
        return self._copied[1]

    def _contents(self, context: VoucherContext) -> list[bytes]:
        values = car_values(context)
        runs = {name: self._styles[name].run(value) for name, value in values.items()}
        return [form.filled(runs) for form in self._pages]

    def _write_pages(self, context: VoucherContext) -> None:
        for page, content in zip(self._pdf.pages, self._contents(context), strict=True):
            page.Contents.write(zlib.compress(content, _LEVEL), filter=Name.FlateDecode)
        if context.proof is not None:
            (picture,) = self._pdf.pages[0].Resources.XObject.values()
            _draw(picture, context.proof)

    def _write_payload(self, content: bytes, made_at: datetime) -> None:
        (attachment,) = self._pdf.Root.AF
        file = attachment.EF.F
        file.Params = Dictionary(
            CheckSum=String(hashlib.md5(content, usedforsecurity=False).digest()),
            Size=len(content),
            CreationDate=String(_pdf_date(made_at)),
            ModDate=String(_pdf_date(made_at)),
        )
        file.write(zlib.compress(content, _LEVEL), filter=Name.FlateDecode)

    def _write_metadata(self, name: str, made_at: datetime) -> None:
        xmp = self._xmp.replace(_PLACEHOLDER_TITLE.encode(), escape(name).encode())
        xmp = xmp.replace(utc(_PLACEHOLDER_MOMENT).encode(), utc(made_at).encode())
        self._pdf.Root.Metadata.write(zlib.compress(xmp, _LEVEL), filter=Name.FlateDecode)
        information = self._pdf.trailer.Info
        information.Title = String(name)
        information.CreationDate = information.ModDate = String(_pdf_date(made_at))


def _form_pdf(example: VoucherContext, marks: dict[str, str], signs: dict[str, str]) -> bytes:
    """The form with its sample page; marks stand where the values of a car will."""
    values = {**voucher_values(example), "car": marks, "title": _PLACEHOLDER_TITLE, "samples": signs}
    values |= {"language": CHINESE, "made_at": utc(_PLACEHOLDER_MOMENT)}
    with translation.override(CHINESE):
        form = render_to_string("documents/papers/voucher.html", values)
        sample = render_to_string("documents/papers/voucher_sample.html", values)
    return print_sheets(
        [Sheet(form, pictures(example.proof)), Sheet(sample, {})],
        Imprint(_PLACEHOLDER_TITLE, _PLACEHOLDER_MOMENT, (payload_attachment(b"{}"),)),
    )


def _styles(signs: dict[str, str], sample: bytes) -> dict[str, Style]:
    """Of each field, from the lines of the sample page in their order."""
    shown = iter(SHOWN.finditer(sample))
    return {name: learned(of_field, list(islice(shown, len(of_field)))) for name, of_field in signs.items()}


def _page_form(content: bytes, names: dict[tuple[bytes, bytes], str]) -> PageForm:
    places: list[Place] = []
    end = 0
    for match in SHOWN.finditer(content):
        name = names.get((match["font"], match["run"]))
        if name is not None:
            places.append(Place(content[end : match.start("run")], name))
            end = match.end("run")
    return PageForm(tuple(places), content[end:])


def _take_off_sample(pdf: pikepdf.Pdf) -> None:
    """The last page, with what the tags say of it."""
    sample = pdf.pages[-1].obj
    document = pdf.Root.StructTreeRoot.K[0]
    document.K = Array([element for element in document.K if element.get("/Pg") != sample])
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    place = list(numbers)[::2].index(sample.StructParents)
    del numbers[2 * place : 2 * place + 2]
    del pdf.pages[-1]


def _draw(picture: pikepdf.Object, proof: Proof) -> None:
    rows = qr_rows(proof.qr)
    picture.Width, picture.Height = len(rows[0]), len(rows)
    parameters = Dictionary(Predictor=15, Columns=len(rows[0]))
    picture.write(zlib.compress(scan_lines(rows), _LEVEL), filter=Name.FlateDecode, decode_parms=parameters)


def _pdf_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
