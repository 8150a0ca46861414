import io
import os
from datetime import timedelta

import pytest

from documents.evidence import keys, sealing, store
from documents.evidence.models import SealedFile, Use
from tests.accounts.world import AT
from tests.documents.evidence import samples

KEY = bytes(range(32))
LENGTHS = [0, 1, sealing.PIECE - 1, sealing.PIECE, sealing.PIECE + 1, 3 * sealing.PIECE]


def sealed(clear):
    target = io.BytesIO()
    sealing.seal(io.BytesIO(clear), target, KEY)
    return target.getvalue()


def opened(closed, key=KEY):
    return b"".join(sealing.unseal(io.BytesIO(closed), key))


@pytest.mark.parametrize("length", LENGTHS)
def test_what_was_sealed_opens(length):
    clear = os.urandom(length)
    assert opened(sealed(clear)) == clear


@pytest.mark.parametrize("length", LENGTHS)
def test_a_flipped_bit_does_not_open(length):
    closed = bytearray(sealed(bytes(length)))
    closed[-1] ^= 1
    with pytest.raises(sealing.SealBrokenError):
        opened(bytes(closed))


def test_pieces_cannot_be_cut_off_swapped_or_doubled():
    closed = sealed(bytes(3 * sealing.PIECE))
    step = sealing.PIECE + sealing.TAG
    first, second, third = closed[:step], closed[step : 2 * step], closed[2 * step :]
    for other in (first + second, first, second + first + third, first + second + third + third, b""):
        with pytest.raises(sealing.SealBrokenError):
            opened(other)


def test_another_key_does_not_open():
    with pytest.raises(sealing.SealBrokenError):
        opened(sealed(b"x"), bytes(32))


def test_a_wrapped_key_opens_the_file_it_was_made_for_alone():
    wrapping = keys.WrappingKey(KEY)
    wrapped = wrapping.wrap(b"k" * 32, "2026/11/22/a")
    assert wrapping.unwrap(wrapped, "2026/11/22/a") == b"k" * 32
    with pytest.raises(keys.KeyFileError):
        wrapping.unwrap(wrapped, "2026/11/22/b")


def test_a_key_file_is_made_once_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "made.key"
    keys.make_key_file(path)
    before = path.read_text()
    keys.make_key_file(path)
    assert path.read_text() == before
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "ab", "zz" * 32, "ab" * 32 + "\nnonsense"])
def test_a_key_file_with_anything_else_is_refused(tmp_path, content):
    path = tmp_path / "wrong.key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(keys.KeyFileError):
        keys.read_key_file(path)


def test_a_key_file_that_others_may_read_is_refused(tmp_path):
    path = tmp_path / "open.key"
    keys.make_key_file(path)
    path.chmod(0o640)
    with pytest.raises(keys.KeyFileError):
        keys.read_key_file(path)


def test_a_public_site_makes_no_key_by_itself(settings, tmp_path):
    settings.DEBUG_KEYS = False
    settings.EVIDENCE_KEY = tmp_path / "missing.key"
    with pytest.raises(keys.KeyFileError):
        keys.current_key()
    settings.EVIDENCE_KEY = None
    with pytest.raises(keys.KeyFileError):
        keys.current_key()


def test_after_a_change_of_keys_old_files_open_and_new_ones_use_the_new_key(world, settings):
    old = world.add(samples.photo())
    path = settings.EVIDENCE_KEY
    path.write_text("ab" * 32 + "\n" + path.read_text())
    new = world.add(samples.png())
    assert b"".join(store.read(old.files.get())) == samples.photo()
    assert b"".join(store.read(new.files.get())) == samples.png()
    assert old.files.get().key_id != new.files.get().key_id == keys.WrappingKey(b"\xab" * 32).id


def test_nothing_readable_lies_in_the_store(world, settings):
    world.ready(samples.photo())
    files = [path for path in settings.EVIDENCE_FOLDER.rglob("*") if path.is_file()]
    assert len(files) == 3
    for path in files:
        assert samples.PLACE not in path.read_bytes()
        assert not path.read_bytes().startswith(b"\xff\xd8")
        assert path.stat().st_mode & 0o077 == 0


def test_what_has_no_row_is_swept_away_after_some_days_and_nothing_else(world, tmp_path):
    kept = world.add(samples.photo()).files.get()
    orphan = store.put(world.file(b"orphan"), AT)
    assert store.sweep(AT) == 0
    assert store.sweep(AT + timedelta(days=3)) == 1
    assert not store.storage().exists(orphan.name)
    assert store.storage().exists(kept.name)
    assert SealedFile.objects.filter(use=Use.ORIGINAL).count() == 1
