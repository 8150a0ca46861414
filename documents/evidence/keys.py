"""The keys that wrap the keys of files. They lie in a file outside the database: one a line, the newest first; older
lines stay as long as something is wrapped by them."""

import hashlib
import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

OTHERS_MAY_READ = 0o077
LINE = re.compile(r"[0-9a-f]{64}")
NONCE_BYTES = 12


class KeyFileError(RuntimeError):
    """The key file is not set, missing, readable by others, or holds something else."""


@dataclass(frozen=True)
class WrappingKey:
    secret: bytes

    @property
    def id(self) -> str:
        return hashlib.sha256(b"sanbao.evidence.key" + self.secret).hexdigest()[:16]

    def wrap(self, key: bytes, name: str) -> bytes:
        """Bound to the name of the file: a key moved to another row does not open."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.secret).encrypt(nonce, key, name.encode())

    def unwrap(self, wrapped: bytes, name: str) -> bytes:
        try:
            return AESGCM(self.secret).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], name.encode())
        except InvalidTag:
            message = "a wrapped key does not belong to its file"
            raise KeyFileError(message) from None


def current_key() -> WrappingKey:
    return _keys()[0]


def key_named(key_id: str) -> WrappingKey:
    for key in _keys():
        if key.id == key_id:
            return key
    message = f"the key {key_id} is not in the evidence key file"
    raise KeyFileError(message)


def _keys() -> list[WrappingKey]:
    path: Path | None = settings.EVIDENCE_KEY
    if path is None:
        message = "SANBAO_EVIDENCE_KEY is not set"
        raise KeyFileError(message)
    if settings.DEBUG_KEYS and not path.exists():
        make_key_file(path)
    return read_key_file(path)


def read_key_file(path: Path) -> list[WrappingKey]:
    try:
        if path.stat().st_mode & OTHERS_MAY_READ:
            message = f"others may read the key file {path}: chmod 600"
            raise KeyFileError(message)
        lines = path.read_text().split()
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot read the key file {path}"
        raise KeyFileError(message) from error
    if not lines or not all(LINE.fullmatch(line) for line in lines):
        message = f"{path} does not hold a key of 64 hexadecimal digits a line"
        raise KeyFileError(message)
    return [WrappingKey(bytes.fromhex(line)) for line in lines]


def make_key_file(path: Path) -> None:
    """An existing one is never touched; of two that make it at once one wins, and neither reads half a key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:  # mode 0600
        draft.write(secrets.token_hex(32) + "\n")
        draft.flush()
        os.fsync(draft.fileno())
        try:
            os.link(draft.name, path)
        except FileExistsError:
            return
