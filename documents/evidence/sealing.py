"""Encryption of a file of any length: AES-256-GCM in pieces, each bound to its place and the last to being the last, so
that pieces cannot be swapped, left out or cut off. A key seals one file."""

from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE = 1024 * 1024
TAG = 16


class SealBrokenError(RuntimeError):
    """The stored bytes are not those that were sealed."""


def seal(source: IO[bytes], target: IO[bytes], key: bytes) -> None:
    cipher = AESGCM(key)
    for place, piece, last in _pieces(source, PIECE):
        target.write(cipher.encrypt(_nonce(place, last=last), piece, None))


def unseal(source: IO[bytes], key: bytes) -> Iterator[bytes]:
    cipher = AESGCM(key)
    try:
        for place, piece, last in _pieces(source, PIECE + TAG):
            yield cipher.decrypt(_nonce(place, last=last), piece, None)
    except InvalidTag:
        raise SealBrokenError from None


def _pieces(source: IO[bytes], length: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number, content, and whether it is the last; an empty file is one empty piece."""
    place, piece = 0, source.read(length)
    while True:
        following = source.read(length)
        yield place, piece, not following
        if not following:
            return
        place, piece = place + 1, following


def _nonce(place: int, *, last: bool) -> bytes:
    return place.to_bytes(11, "big") + bytes([last])
