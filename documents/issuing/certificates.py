"""The certificate by which an organisation signs its papers: NAME.key.pem and NAME.cert.pem in a folder, NAME its
public id. Without one its papers carry the seal alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from sanbao.accounts.models import Organisation

_DEVELOPMENT = "development only, not a certificate of anybody"
_YEARS = timedelta(days=3652)
_LONGEST_NAME = 64  # bytes of a common name, as the library counts


@dataclass(frozen=True, slots=True)
class Certificate:
    key: Path
    certificate: Path


def certificate_of(organisation: Organisation) -> Certificate | None:
    """In development one that nobody trusts is made; never elsewhere."""
    folder: Path = settings.PAPER_CERTIFICATES
    found = Certificate(folder / f"{organisation.public_id}.key.pem", folder / f"{organisation.public_id}.cert.pem")
    if found.certificate.exists():
        return found
    if not settings.DEBUG:
        return None
    make_development_certificate(found, organisation.name)
    return found


def make_development_certificate(into: Certificate, name: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    into.key.parent.mkdir(parents=True, exist_ok=True)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write_secret(into.key, secret)
    # The certificate last: it says that both are there.
    _write_secret(into.certificate, _self_signed(key, name).public_bytes(serialization.Encoding.PEM))


def _self_signed(key: ec.EllipticCurvePrivateKey, name: str) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name.encode()[:_LONGEST_NAME].decode(errors="ignore")),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, _DEVELOPMENT),
        ]
    )
    now = datetime.now(UTC)
    signing_only = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _YEARS)
        .add_extension(signing_only, critical=True)
        .sign(key, hashes.SHA256())
    )


def _write_secret(path: Path, content: bytes) -> None:
    """Whole or not at all: another worker may be about to read."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.replace(path)
