"""PAdES: the issuer's own signature in the PDF, for readers that know it. The only import of pyHanko."""

from __future__ import annotations

import io
from dataclasses import replace

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from documents.issuing.certificates import Certificate, certificate_of
from documents.issuing.models import Paper
from documents.issuing.printing import Printed, print_paper

FIELD = "Issuer"


class CertificateFileError(RuntimeError):
    """Key and certificate cannot be read, or do not belong together."""


def printed_and_signed(paper: Paper) -> Printed:
    """As printed where the issuer has no certificate. A signature holds its moment: no two are alike, one is stored."""
    return signed_by_issuer(paper, print_paper(paper))


def signed_by_issuer(paper: Paper, printed: Printed) -> Printed:
    certificate = certificate_of(paper.issuer) if paper.issuer else None
    return printed if certificate is None else replace(printed, content=signed(printed.content, certificate))


def signed(content: bytes, certificate: Certificate) -> bytes:
    """Certified: a reader reports every later change of the file."""
    signer = signers.SimpleSigner.load(  # type: ignore[no-untyped-call]  # its author left one argument without a type
        str(certificate.key), str(certificate.certificate), key_passphrase=None
    )
    if signer is None:
        raise CertificateFileError
    how = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    written = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), how, signer=signer)
    return bytes(written.getvalue())
