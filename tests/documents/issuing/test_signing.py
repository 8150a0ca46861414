import io

import pytest
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from documents.issuing.certificates import certificate_of
from documents.issuing.models import PaperFile
from documents.issuing.signing import FIELD
from tests.documents.issuing import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def signature_in(content: bytes):
    signatures = PdfFileReader(io.BytesIO(content)).embedded_signatures
    assert [signature.field_name for signature in signatures] == [FIELD]
    own = load_cert_from_pemder(str(certificate_of(world.organisation()).certificate))
    trusted = ValidationContext(trust_roots=[own], allow_fetching=False)
    return validate_pdf_signature(signatures[0], trusted)


def test_a_paper_carries_the_signature_of_an_issuer_with_a_certificate():
    status = signature_in(bytes(world.printed("deadline").file.content))
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"


def test_a_changed_byte_breaks_the_signature():
    content = bytearray(world.printed("deadline").file.content)
    content[len(content) // 3] ^= 1
    assert not signature_in(bytes(content)).intact


def test_without_a_certificate_a_paper_is_printed_without_one_outside_development(settings):
    settings.DEBUG = False
    paper = world.issue("deadline")
    assert certificate_of(paper.issuer) is None
    assert not settings.PAPER_CERTIFICATES.exists()


def test_the_key_of_a_certificate_is_for_its_owner_alone():
    world.printed("deadline")
    assert certificate_of(world.organisation()).key.stat().st_mode & 0o077 == 0
    assert PaperFile.objects.count() == 1
