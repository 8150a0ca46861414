import asyncio
import io
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko_certvalidator import ValidationContext

from documents.issuing.certificates import certificate_of
from documents.issuing.models import PaperFile
from documents.issuing.printing import print_paper
from documents.issuing.signing import signed
from documents.papers.signature_room import FIELD
from tests.documents.apart import in_a_thread, validated
from tests.documents.issuing import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def signature_in(content: bytes):
    signatures = PdfFileReader(io.BytesIO(content)).embedded_signatures
    assert [signature.field_name for signature in signatures] == [FIELD]
    own = load_cert_from_pemder(str(certificate_of(world.organisation()).certificate))
    trusted = ValidationContext(trust_roots=[own], allow_fetching=False)
    return validated(signatures[0], trusted)


def test_a_paper_carries_the_signature_of_an_issuer_with_a_certificate():
    status = signature_in(bytes(world.printed("deadline").file.content))
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"


def test_a_renewed_certificate_signs_from_then_on_and_a_larger_key_finds_room():
    world.printed("deadline")
    files = certificate_of(world.organisation())
    first = files.certificate.read_bytes()
    renew_with_rsa(files)
    assert files.certificate.read_bytes() != first
    status = signature_in(bytes(world.printed("voucher").file.content))
    assert (status.intact, status.valid, status.trusted) == (True, True, True)


def renew_with_rsa(files):
    """Another key, of the largest kind in use, and its own certificate with a longer name."""
    key = rsa.generate_private_key(65537, 4096)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "澄岳" * 10)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=9))
    made = made.add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    files.key.write_bytes(secret)
    files.certificate.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))


def test_a_paper_is_signed_where_an_event_loop_runs_already():
    paper = world.issue("deadline")
    content, certificate = print_paper(paper).content, certificate_of(paper.issuer)

    async def signing() -> bytes:
        return signed(content, certificate)

    assert in_a_thread(lambda: asyncio.run(signing())).startswith(content)


def test_a_changed_byte_breaks_the_signature():
    content = bytearray(world.printed("deadline").file.content)
    content[len(content) // 3] ^= 1
    assert not signature_in(bytes(content)).intact


def test_without_a_certificate_a_paper_is_printed_without_one_outside_development(settings):
    settings.DEBUG = False
    paper = world.issue("deadline")
    assert certificate_of(paper.issuer) is None
    assert not settings.PAPER_CERTIFICATES.exists()


def test_a_long_name_still_gets_a_certificate_of_development():
    issuer = world.organisation()
    issuer.name = "演示" * 30
    assert certificate_of(issuer).certificate.exists()


def test_the_key_of_a_certificate_is_for_its_owner_alone():
    world.printed("deadline")
    assert certificate_of(world.organisation()).key.stat().st_mode & 0o077 == 0
    assert PaperFile.objects.count() == 1
