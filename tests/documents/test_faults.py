"""qpdf finds no fault in any file that leaves the house: each kind, signed or not, one by one and in bulk."""

import shutil
import subprocess

import pikepdf
import pytest

from documents.issuing.certificates import Certificate, make_development_certificate
from documents.issuing.signing import FIELD, signed
from documents.papers.bulk import Forms, into_one_file
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


def test_files_of_a_bulk_have_no_fault(tmp_path, faults):
    forms, one = Forms(), tmp_path / "one.pdf"
    into_one_file([*cars(2), voucher()], one, forms)
    filled = [forms.of(car).fill(car, MADE_AT) for car in cars(2)]
    assert [faults(content) for content in (*filled, one.read_bytes())] == ["", "", ""]
