"""PAdES: the issuer's own signature in the PDF, for readers that know it. The only import of pyHanko."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from documents.issuing.certificates import Certificate, certificate_of
from documents.issuing.models import Paper
from documents.issuing.printing import Printed, print_paper
from documents.papers.signature_room import FIELD
from sanbao.accounts.models import Organisation

_HEX, _ATTRIBUTES = 2, 2048
_SAMPLE = sha256(b"no paper").digest()
T = TypeVar("T")


class CertificateFileError(RuntimeError):
    """Key and certificate cannot be read, or do not belong together."""


def printed_and_signed(paper: Paper) -> Printed:
    """As printed where the issuer has no certificate. A signature holds its moment: no two are alike, one is stored."""
    printed, certificate = print_paper(paper), certificate_of(paper.issuer) if paper.issuer else None
    return printed if certificate is None else replace(printed, content=signed(printed.content, certificate))


def signed(content: bytes, certificate: Certificate) -> bytes:
    """Certified: a reader reports every later change of the file."""
    signer, room = _signer(certificate, _state_of(certificate))
    how = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    pdf = IncrementalPdfFileWriter(io.BytesIO(content))
    return _in_a_thread(lambda: bytes(signers.sign_pdf(pdf, how, signer=signer, bytes_reserved=room).getvalue()))


class Stamp:
    """The signature of one certificate, made again and again: the library composes it once, later ones differ in hash and
    signature alone."""

    def __init__(self, certificate: Certificate) -> None:
        signer, room = _signer(certificate, _state_of(certificate))
        self.room, self._signer = room // _HEX, signer
        composed = _in_a_thread(lambda: asyncio.run(signer.async_sign(_SAMPLE, "sha256", use_pades=True)))
        self._read, self._composed = type(composed).load, composed.dump()
        self._attributes = composed["content"]["signer_infos"][0]["signed_attrs"].untag().dump()

    def of(self, digest: bytes) -> bytes:
        """A PAdES signature over bytes with this SHA-256."""
        made = self._read(self._composed.replace(_SAMPLE, digest))
        attributes = self._attributes.replace(_SAMPLE, digest)
        made["content"]["signer_infos"][0]["signature"] = self._signer.sign_raw(attributes, "sha256")
        return bytes(made.dump())


def stamp_of(issuer: Organisation | None) -> Stamp | None:
    """None without a certificate."""
    certificate = certificate_of(issuer) if issuer else None
    return None if certificate is None else _stamp(certificate, _state_of(certificate))


@lru_cache(maxsize=64)
def _stamp(certificate: Certificate, _state: tuple[tuple[int, int], ...]) -> Stamp:
    return Stamp(certificate)


def _in_a_thread(act: Callable[[], T]) -> T:
    """The library starts an event loop of its own, which a thread that runs one already cannot."""
    with ThreadPoolExecutor(max_workers=1) as alone:
        return alone.submit(act).result()


@lru_cache(maxsize=64)
def _signer(certificate: Certificate, _state: tuple[tuple[int, int], ...]) -> tuple[signers.SimpleSigner, int]:
    """Read once as long as its files stay the same; and the room its signature takes, or each would be made twice."""
    signer = signers.SimpleSigner.load(  # type: ignore[no-untyped-call]  # its author left one argument without a type
        str(certificate.key), str(certificate.certificate), key_passphrase=None
    )
    if signer is None or signer.signing_cert is None:
        raise CertificateFileError
    return signer, _HEX * (len(signer.signing_cert.dump()) + signer.signing_cert.public_key.byte_size + _ATTRIBUTES)


def _state_of(certificate: Certificate) -> tuple[tuple[int, int], ...]:
    """A renewed certificate is taken without a new start."""
    found = (path.stat() for path in (certificate.key, certificate.certificate))
    return tuple((file.st_mtime_ns, file.st_ino) for file in found)
