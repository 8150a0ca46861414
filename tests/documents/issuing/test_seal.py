import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.issuing.check_code import ALPHABET, new_check_code, read_check_code, read_number
from documents.issuing.seal import Essentials, SealError, read_seal, sealed
from sanbao.ledger.keys import make_key

TOLD = Essentials("voucher", "SB-2026-0001-000001", "澄岳汽车杭州西湖4S店", "2026-11-22", "001137", "", "", "ab" * 32)


@pytest.fixture
def key(tmp_path):
    return make_key(tmp_path / "key")


def public(key):
    return {key.id: key.private.public_key()}


def test_a_seal_says_what_was_sealed_with_or_without_its_address(key):
    text = sealed(TOLD, key)
    assert read_seal(text, public(key)).essentials == TOLD
    assert read_seal(f" https://sanbao.example/verify/#{text}\n", public(key)).essentials == TOLD


def test_the_same_essentials_are_sealed_alike(key):
    assert sealed(TOLD, key) == sealed(TOLD, key)


def test_every_changed_character_is_found(key):
    text = sealed(TOLD, key)
    for place in range(len(text)):
        changed = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        with pytest.raises(SealError):
            read_seal(changed, public(key))


def test_a_seal_of_another_key_is_unknown(key, tmp_path):
    with pytest.raises(SealError, match="unknown_key"):
        read_seal(sealed(TOLD, make_key(tmp_path / "other")), public(key))


def test_a_seal_that_claims_a_known_key_is_refused(key, tmp_path):
    other = make_key(tmp_path / "other")
    with pytest.raises(SealError, match="signature"):
        read_seal(sealed(TOLD, other), {other.id: key.private.public_key()})


@given(st.text())
def test_no_text_from_outside_breaks_the_reader(text):
    with pytest.raises(SealError):
        read_seal(text, {})


@pytest.mark.parametrize(
    "text", ["1..", "1.é.é", "1.AA.AA", "1." + "A" * 3000 + ".AA", "2.AA.AA", "1.A.A", "1.____.AA"]
)
def test_what_is_no_seal_is_refused_by_its_shape(text):
    with pytest.raises(SealError, match="shape"):
        read_seal(text, {})


def test_check_codes_are_of_forty_bits_in_plain_signs():
    codes = {new_check_code() for _ in range(200)}
    assert len(codes) == 200
    assert set("".join(codes)) <= {*ALPHABET, "-"}
    assert {len(code) for code in codes} == {9}


@pytest.mark.parametrize("typed", ["7k3m-9q2p", "7K3M9Q2P", " 7K3M 9Q2P ", "７Ｋ３Ｍ－９Ｑ２Ｐ", "7K3M—9Q2P"])
def test_a_check_code_is_read_however_it_is_typed(typed):
    assert read_check_code(typed) == "7K3M-9Q2P"


def test_letters_that_look_like_digits_are_read_as_digits():
    assert read_check_code("oil0-1111") == "0110-1111"


def test_a_number_is_read_however_it_is_typed():
    assert read_number(" sb－2026－0001－000001 ") == "SB-2026-0001-000001"
