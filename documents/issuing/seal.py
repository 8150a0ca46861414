"""The seal: what a paper's QR code says, signed with Ed25519.

    https://sanbao.example/verify/#1.FIELDS.SIGNATURE

FIELDS are the essential fields, the payload's SHA-256 and the key's id, a line each, in base64url; signed are the lines
behind `SEAL_TAG`. They stand in the fragment: the address that a phone opens is in no log.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sanbao.ledger.keys import SigningKey

SEAL_TAG = "sanbao.paper.seal.1\n"
VERSION = "1"
LONGEST = 2_000


class SealError(ValueError):
    """A text that is no seal of ours; `code`: `shape`, `unknown_key` or `signature`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Essentials:
    """What every checker shows for comparison with the print. `outcome` and `amount` may be empty."""

    kind: str
    number: str
    issuer: str
    issued_on: str
    vin_last6: str
    outcome: str
    amount: str
    payload_sha256: str

    @property
    def text(self) -> str:
        return "\n".join(astuple(self))

    @classmethod
    def read(cls, text: str) -> Essentials:
        lines = text.split("\n")
        if len(lines) != len(fields(cls)):
            raise SealError("shape")
        return cls(*lines)


@dataclass(frozen=True, slots=True)
class Seal:
    essentials: Essentials
    key_id: str
    signed: bytes
    signature: bytes


def sealed(essentials: Essentials, key: SigningKey) -> str:
    """The same essentials and key give the same text."""
    text = f"{essentials.text}\n{key.id}".encode()
    return ".".join((VERSION, _written(text), _written(key.private.sign(SEAL_TAG.encode() + text))))


def read_seal(scanned: str, keys: Mapping[str, Ed25519PublicKey]) -> Seal:
    """From the text of a QR code, with or without the address before it; the signature holds, or SealError."""
    seal = _parts(scanned.strip().rpartition("#")[2])
    if seal.key_id not in keys:
        raise SealError("unknown_key")
    try:
        keys[seal.key_id].verify(seal.signature, seal.signed)
    except InvalidSignature as error:
        raise SealError("signature") from error
    return seal


def _parts(text: str) -> Seal:
    if len(text) > LONGEST or text.count(".") != 2:  # noqa: PLR2004  version, fields, signature
        raise SealError("shape")
    version, lines, signature = text.split(".")
    if version != VERSION:
        raise SealError("shape")
    try:
        signed = _read(lines)
        essentials, _newline, key_id = signed.decode().rpartition("\n")
        return Seal(Essentials.read(essentials), key_id, SEAL_TAG.encode() + signed, _read(signature))
    except ValueError as error:
        raise SealError("shape") from error


def _written(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _read(text: str) -> bytes:
    """In the one way we write it: of two texts for the same bytes the other is none of ours."""
    content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _written(content) != text:
        raise SealError("shape")
    return content
