"""qpdf finds no fault in any file that leaves the house: each kind, signed or not, one by one and in bulk."""

import shutil
import subprocess
from io import BytesIO

import pikepdf
import pytest
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko_certvalidator import ValidationContext

from documents.issuing.certificates import Certificate, make_development_certificate
from documents.issuing.signing import Stamp, signed
from documents.papers.bulk import Forms, into_one_file
from documents.papers.signature_room import FIELD, NoRoomError, filled_room
from documents.papers.voucher_form import VoucherForm
from tests.documents.apart import validated
from tests.documents.samples import MADE_AT, voucher
from tests.documents.test_bulk import cars
from tests.documents.test_structure import MAKERS

QPDF = str(shutil.which("qpdf"))  # of Debian's qpdf; a machine without it fails here, by name
VISIBLE_IN_PRINT = 4
NEVER_SHOWN = 1 | 2 | 32  # invisible, hidden, no view


@pytest.fixture
def faults(tmp_path):
    """What qpdf says against a file; nothing is an empty text."""

    def found(content: bytes) -> str:
        path = tmp_path / "looked-at.pdf"
        path.write_bytes(content)
        run = subprocess.run([QPDF, "--check", path], capture_output=True, text=True, check=False)
        return "" if run.returncode == 0 else run.stdout + run.stderr

    return found


@pytest.fixture(scope="module", params=MAKERS)
def printed(request, fonts):
    return MAKERS[request.param]()


@pytest.fixture(scope="module")
def signed_paper(printed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    certificate = Certificate(folder / "own.key.pem", folder / "own.cert.pem")
    make_development_certificate(certificate, "星河汽车浦东销售服务有限公司")
    return signed(printed, certificate)


def test_a_file_at_fault_is_found(faults):
    assert faults(b"%PDF-1.7\n1 0 obj\n<<\n")


def test_a_printed_paper_has_no_fault(printed, faults, opened):
    assert faults(printed) == ""
    assert opened(printed).check_pdf_syntax() == []


def test_a_signed_paper_has_no_fault(signed_paper, faults):
    assert faults(signed_paper) == ""


def test_a_signature_is_put_behind_the_paper_and_covers_all_of_it(printed, signed_paper, opened):
    """An increment alone: the bytes that were printed stand in front, unchanged."""
    assert signed_paper.startswith(printed)
    pdf = opened(signed_paper)
    start, before, after, rest = (int(number) for number in signature_in(pdf).ByteRange)
    assert (start, after + rest) == (0, len(signed_paper))
    assert signed_paper[before : before + 1] == b"<"
    assert signed_paper[after - 1 : after] == b">"


def test_a_signature_asks_nothing_that_pdf_a_3_forbids(signed_paper, opened):
    pdf = opened(signed_paper)
    assert signature_in(pdf).SubFilter == "/ETSI.CAdES.detached"
    form = pdf.Root.AcroForm
    assert "/XFA" not in form
    assert not form.get("/NeedAppearances", False)
    (field,) = form.Fields
    assert field.get("/F", 0) & VISIBLE_IN_PRINT
    assert not field.F & NEVER_SHOWN
    assert "/AA" not in field
    assert "/A" not in field
    assert [float(edge) for edge in field.Rect] == [0, 0, 0, 0]  # without extent it needs no picture of itself
    assert (len(pdf.Root.AF), str(pdf.Root.AF[0].UF)) == (1, "payload.json")


def signature_in(pdf: pikepdf.Pdf) -> pikepdf.Object:
    (field,) = pdf.Root.AcroForm.Fields
    assert str(field.T) == FIELD
    return field.V


@pytest.fixture(scope="module")
def stamped(fonts, tmp_path_factory):
    """A voucher filled into a form with room for a signature, and signed there."""
    folder = tmp_path_factory.mktemp("certificate")
    certificate = Certificate(folder / "own.key.pem", folder / "own.cert.pem")
    make_development_certificate(certificate, "星河汽车浦东销售服务有限公司")
    stamp = Stamp(certificate)
    form = VoucherForm(voucher(), stamp.room)
    files = [filled_room(form.fill(car, MADE_AT), stamp.room, stamp.of) for car in cars(2)]
    return certificate, stamp, files


def test_a_voucher_signed_in_its_form_is_valid_whole_and_without_fault(stamped, faults, opened, text_of):
    certificate, _stamp, files = stamped
    trusted = ValidationContext(trust_roots=[load_cert_from_pemder(str(certificate.certificate))], allow_fetching=False)
    for content, car in zip(files, cars(2), strict=True):
        (signature,) = PdfFileReader(BytesIO(content)).embedded_signatures
        status = validated(signature, trusted)
        assert (status.intact, status.valid, status.trusted, status.docmdp_ok) == (True, True, True, True)
        assert (status.coverage.name, signature.field_name) == ("ENTIRE_FILE", FIELD)
        assert faults(content) == ""
        test_a_signature_asks_nothing_that_pdf_a_3_forbids(content, opened)
        assert str(signature_in(opened(content)).M) == "D:20240301023000Z"
        assert text_of(content) == text_of(VoucherForm(car).fill(car, MADE_AT))
    changed = bytearray(files[0])
    changed[len(changed) // 3] ^= 1
    (signature,) = PdfFileReader(BytesIO(bytes(changed))).embedded_signatures
    assert not validated(signature, trusted).intact


def test_a_signature_that_finds_no_room_is_refused(stamped):
    _certificate, stamp, (content, _other) = stamped
    with pytest.raises(NoRoomError):
        filled_room(content, stamp.room, stamp.of)  # it holds one already
    small = VoucherForm(voucher(), 64).fill(voucher(), MADE_AT)
    with pytest.raises(NoRoomError):
        filled_room(small, 64, stamp.of)


def test_files_of_a_bulk_have_no_fault(tmp_path, faults):
    forms, one = Forms(), tmp_path / "one.pdf"
    into_one_file([*cars(2), voucher()], one, forms)
    filled = [forms.of(car).fill(car, MADE_AT) for car in cars(2)]
    assert [faults(content) for content in (*filled, one.read_bytes())] == ["", "", ""]
