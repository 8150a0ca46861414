"""The key that signs: a file only its owner reads, never overwritten, never made by itself in production."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from sanbao.ledger import keys
from sanbao.ledger.checkpoints import signing_key
from sanbao.ledger.keys import KeyFileError


def test_a_new_key_is_for_its_owner_alone_and_reads_back(tmp_path: Path):
    made = keys.make_key(tmp_path / "in" / "ledger.key")
    path = tmp_path / "in" / "ledger.key"
    assert path.stat().st_mode & 0o777 == 0o600
    read = keys.read_key(path)
    (identity, public), = keys.read_public_keys(keys.public_path(path)).items()  # fmt: skip
    assert made.id == read.id == identity
    assert keys.signature_holds(public, "text", read.sign("text"))
    assert not keys.signature_holds(public, "other text", read.sign("text"))


@pytest.mark.parametrize("signature", ["", "zz", "ab", "00" * 64, "签"])
def test_what_is_no_signature_does_not_hold(signature: str, tmp_path: Path):
    key = keys.make_key(tmp_path / "ledger.key")
    assert not keys.signature_holds(key.private.public_key(), "text", signature)


def test_an_existing_key_is_not_overwritten(tmp_path: Path):
    made = keys.make_key(tmp_path / "ledger.key")
    with pytest.raises(KeyFileError, match="cannot make"):
        keys.make_key(tmp_path / "ledger.key")
    assert keys.read_key(tmp_path / "ledger.key").id == made.id


def test_a_key_others_may_read_is_refused(tmp_path: Path):
    keys.make_key(tmp_path / "ledger.key")
    (tmp_path / "ledger.key").chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        keys.read_key(tmp_path / "ledger.key")


@pytest.mark.parametrize("content", [b"", b"nothing", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"])
def test_what_is_no_key_is_refused(content: bytes, tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(content)
    path.chmod(0o600)
    for read in (keys.read_key, keys.read_public_keys):
        with pytest.raises(KeyFileError):
            read(path)
        with pytest.raises(KeyFileError):
            read(tmp_path / "missing")


def test_a_key_of_another_kind_is_refused(tmp_path: Path):
    private = generate_private_key(SECP256R1())
    path, public = tmp_path / "key", tmp_path / "pub"
    path.write_bytes(private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))  # fmt: skip
    path.chmod(0o600)
    public.write_bytes(private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))  # fmt: skip
    with pytest.raises(KeyFileError, match="Ed25519"):
        keys.read_key(path)
    with pytest.raises(KeyFileError, match="Ed25519"):
        keys.read_public_keys(public)


def test_public_keys_of_several_years_lie_in_one_file(tmp_path: Path):
    made = [keys.make_key(tmp_path / name) for name in ("old", "new")]
    (tmp_path / "both").write_bytes(b"".join((tmp_path / f"{name}.pub").read_bytes() for name in ("old", "new")))
    assert set(keys.read_public_keys(tmp_path / "both")) == {key.id for key in made}


def test_development_makes_its_key_on_the_first_run(outside: Path):
    first = signing_key()
    assert signing_key().id == first.id


def test_production_makes_no_key_by_itself(outside: Path, settings):
    settings.DEBUG = False
    with pytest.raises(KeyFileError):
        signing_key()
    settings.LEDGER_KEY = None
    with pytest.raises(KeyFileError, match="SANBAO_LEDGER_KEY"):
        signing_key()
    assert list(outside.iterdir()) == []
