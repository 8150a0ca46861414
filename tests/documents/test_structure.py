"""What PDF/A-3b asks, looked up in the file itself. No external validator is at hand."""

import hashlib
import json
from xml.etree import ElementTree

import pikepdf
import pytest

from documents.papers.payload import payload
from documents.papers.printing import deadline_pdf, entitlement_pdf, voucher_pdf
from documents.papers.voucher_form import VoucherForm
from tests.documents import samples

MAKERS = {
    "voucher": lambda: voucher_pdf(samples.voucher(), samples.MADE_AT),
    "bilingual voucher": lambda: voucher_pdf(samples.voucher(bilingual=True), samples.MADE_AT),
    "filled voucher": lambda: VoucherForm(samples.voucher()).fill(samples.voucher(), samples.MADE_AT),
    "entitlement sheet": lambda: entitlement_pdf(samples.entitlement(), samples.MADE_AT),
    "English entitlement sheet": lambda: entitlement_pdf(samples.entitlement(language="en"), samples.MADE_AT),
    "deadline sheet": lambda: deadline_pdf(samples.deadline(), samples.MADE_AT),
}
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"


@pytest.fixture(scope="module", params=MAKERS)
def printed(request, fonts):
    return MAKERS[request.param]()


@pytest.fixture
def pdf(printed, opened):
    return opened(printed)


def objects(pdf, kind):
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == kind]


def test_the_header_says_1_7_and_marks_the_file_as_binary(printed):
    assert printed.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in printed.split(b"\n")[1][1:5])


def test_nothing_is_encrypted_and_nothing_runs(pdf):
    assert "/Encrypt" not in pdf.trailer
    names = {str(key) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) for key in one}
    assert not names & {"/JS", "/JavaScript", "/AA", "/OpenAction", "/AcroForm", "/RichMedia", "/Launch"}


def test_the_metadata_claims_part_3_level_b_and_agrees_with_the_information(pdf):
    metadata = pdf.Root.Metadata.read_bytes().decode()
    root = ElementTree.fromstring(  # noqa: S314  our own file
        metadata[metadata.index("<x:xmpmeta") : metadata.index("<?xpacket end")]
    )
    claims = [one for one in root.iter() if f"{PDFA}part" in one.attrib]
    assert [(one.attrib[f"{PDFA}part"], one.attrib[f"{PDFA}conformance"]) for one in claims] == [("3", "B")]
    assert str(pdf.trailer.Info.Title) in metadata
    assert "2024-03-01T02:30:00Z" in metadata
    assert str(pdf.trailer.Info.CreationDate) == "D:20240301023000Z"


def test_colours_have_a_profile(pdf):
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.N == 3
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_every_font_is_embedded_with_its_characters(pdf):
    fonts = [one for one in objects(pdf, "/Font") if one.Subtype == "/Type0"]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert descriptor.FontFile3.stream_dict.Subtype == "/CIDFontType0C"


def test_the_payload_is_attached_with_its_relation(pdf):
    (file,) = pdf.Root.AF
    assert file.AFRelationship == "/Data"
    assert (str(file.UF), file.EF.F.Subtype) == ("payload.json", "/application/json")
    content = file.EF.F.read_bytes()
    assert json.loads(content)["kind"] in {"voucher", "entitlement", "deadline"}
    assert bytes(file.EF.F.Params.CheckSum) == hashlib.md5(content, usedforsecurity=False).digest()
    assert file.EF.F.Params.Size == len(content)


def test_it_is_tagged_in_its_language_and_shows_its_title(pdf):
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) in {"zh-hans", "en"}
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)[::2]
    assert numbers == [page.StructParents for page in pdf.pages]


def test_every_picture_has_words_for_those_who_do_not_see(pdf):
    figures = [one for one in objects(pdf, "/StructElem") if one.S == "/Figure"]
    assert figures
    assert all(str(figure.Alt) for figure in figures)


def test_pages_are_a4_and_nothing_is_see_through(pdf):
    for page in pdf.pages:
        assert [round(float(edge)) for edge in page.MediaBox] == [0, 0, 595, 842]
    states = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and ("/ca" in one or "/CA" in one)]
    assert all(float(state.get("/ca", 1)) == float(state.get("/CA", 1)) == 1 for state in states)


def test_the_payload_is_canonical():
    context = samples.voucher()
    written = payload("voucher", context)
    assert written == payload("voucher", samples.voucher())
    content = json.loads(written)["content"]
    assert list(content) == sorted(content)
    assert (content["kind"], content["use_compensation_coefficient"]) == ("passenger_car", "0.005")
    assert b": " not in written
