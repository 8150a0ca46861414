"""The key that signs heads. It lies in a file outside the database; its public half is handed to whoever verifies."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PUBLIC_PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)
OTHERS_MAY_READ = 0o077


class KeyFileError(RuntimeError):
    """A key file is missing, unreadable by us, readable by others, or no Ed25519 key."""


@dataclass(frozen=True)
class SigningKey:
    private: Ed25519PrivateKey

    @property
    def id(self) -> str:
        return key_id(self.private.public_key())

    def sign(self, text: str) -> str:
        return self.private.sign(text.encode()).hex()


def key_id(public: Ed25519PublicKey) -> str:
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


def public_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.pub")


def make_key(path: Path) -> SigningKey:
    """Write a new key and its public half beside it. An existing key is never overwritten: old heads need it."""
    private = Ed25519PrivateKey.generate()
    secret = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        message = f"cannot make the key file {path}: {error.strerror}"
        raise KeyFileError(message) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    public_path(path).write_bytes(public)
    return SigningKey(private)


def read_key(path: Path) -> SigningKey:
    try:
        if path.stat().st_mode & OTHERS_MAY_READ:
            message = f"others may read the key file {path}: chmod 600"
            raise KeyFileError(message)
        private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        message = f"cannot read the key file {path}"
        raise KeyFileError(message) from error
    if not isinstance(private, Ed25519PrivateKey):
        message = f"the key in {path} is not an Ed25519 key"
        raise KeyFileError(message)
    return SigningKey(private)


def read_public_keys(path: Path) -> dict[str, Ed25519PublicKey]:
    """By id. A file may hold several, one after the other: after a change of keys old heads need the old one."""
    try:
        blocks = PUBLIC_PEM.findall(path.read_bytes())
        keys = [serialization.load_pem_public_key(block) for block in blocks]
    except (OSError, ValueError) as error:
        message = f"cannot read the public key file {path}"
        raise KeyFileError(message) from error
    if not keys or not all(isinstance(key, Ed25519PublicKey) for key in keys):
        message = f"{path} holds no Ed25519 public key, or another kind"
        raise KeyFileError(message)
    return {key_id(key): key for key in keys if isinstance(key, Ed25519PublicKey)}


def signature_holds(key: Ed25519PublicKey, text: str, signature: str) -> bool:
    try:
        key.verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
