"""What the ledger does not take: anything that could be personal data or free text."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.ledger import canonical, shapes
from sanbao.ledger.shapes import ShapeError
from tests.ledger.conftest import NOON, event_parts

PERSONAL = ["13800138000", "+8613800138000", "110101199003078515", "11010119900307851X", "LSVAU2180N2183294", "张三", "Zhang San", "a@b.cn", "粤B12345", "www.1380013", "lsvau2180n2183294"]  # fmt: skip


@pytest.mark.parametrize("value", PERSONAL)
@pytest.mark.parametrize("part", ["action", "subject", "actor", "organisation"])
def test_personal_data_fits_nowhere(part: str, value: str):
    parts = {key: event_parts()[key] for key in ("action", "subject", "actor", "organisation", "at")}
    for written in (value, f"vehicle/{value}"):
        with pytest.raises(ShapeError) as refused:
            shapes.check_event(**parts | {part: written})
        assert refused.value.part == part
        assert value not in str(refused.value)


@pytest.mark.parametrize("value", PERSONAL)
@pytest.mark.parametrize("check", [shapes.check_codes, shapes.check_commitments])
def test_personal_data_is_no_code_no_commitment_and_no_name_of_one(check, value: str):
    for pair in ({"code": value}, {value: "a" * 64}):
        with pytest.raises(ShapeError) as refused:
            check(pair)
        assert value not in str(refused.value)


@pytest.mark.parametrize(
    "value",
    [13800138000, -13800138000, 1.5, "", " a", "a ", "a\n", "A", "a b", "a" * 65, "a__b", [], {}, b"a", "a12345"],
)
def test_other_things_are_no_code(value: object):
    with pytest.raises(ShapeError):
        shapes.check_codes({"code": value})


@pytest.mark.parametrize(
    "value", [None, True, False, 0, -1, 9_999_999_999, "a", "samr-43", "gearbox.input_shaft", "2026-11-22", "310115", "b" * 64, str(uuid.UUID(int=7))]
)  # fmt: skip
def test_these_are_codes(value: shapes.Code):
    shapes.check_codes({"code": value})


@pytest.mark.parametrize("action", ["demand", "demand.", ".made", "Demand.made", "demand.made.twice", "demand made", "要求.made", "demand.made\n", "a" * 60 + ".b"])  # fmt: skip
def test_an_action_is_a_noun_and_what_happened_to_it(action: str):
    with pytest.raises(ShapeError):
        shapes.check_event(**_event(action=action))


@pytest.mark.parametrize("subject", ["case", "case/", "/7", "case/0", "case/07", "case/12345678901", "Case/7", "case/7/8", "case/abc", "case/7\n", "a" * 99 + "/7"])  # fmt: skip
def test_a_subject_is_a_kind_and_an_opaque_id(subject: str):
    with pytest.raises(ShapeError):
        shapes.check_event(**_event(subject=subject))


@pytest.mark.parametrize("party", ["system", "7", "1234567890", str(uuid.UUID(int=7)), "ab" * 16])
def test_a_party_is_an_opaque_id_or_the_system(party: str):
    shapes.check_event(**_event(actor=party, organisation=party))


def test_a_moment_has_a_time_zone():
    with pytest.raises(ShapeError):
        shapes.check_event(**_event(at=NOON.replace(tzinfo=None)))


@pytest.mark.parametrize("commitment", ["a" * 63, "A" * 64, "g" * 64, "a" * 64 + "\n", 7, None])
def test_a_commitment_is_a_sha_256(commitment: object):
    with pytest.raises(ShapeError):
        shapes.check_commitments({"owner": commitment})


def test_an_event_has_a_bounded_number_of_codes_and_commitments():
    full = {f"code_{number}": "a" * 64 for number in range(shapes.MOST_CODES)}
    for check in (shapes.check_codes, shapes.check_commitments):
        check(full)
        with pytest.raises(ShapeError):
            check(full | {"one_more": "a" * 64})


@given(st.text(min_size=1))
def test_whatever_is_a_code_is_short_ascii_of_lower_case(text: str):
    try:
        shapes.check_codes({"code": text})
    except ShapeError:
        return
    assert text.isascii()
    assert text == text.lower()
    assert len(text) <= 64
    assert not set(text) & set(" \t\n\"'\\@")


def test_a_commitment_depends_on_the_salt_and_on_every_letter():
    salt = canonical.new_salt()
    assert canonical.commit(salt, "张三") == canonical.commit(salt, "张三")
    others = [
        canonical.commit(canonical.new_salt(), "张三"),
        canonical.commit(salt, "张三 "),
        canonical.commit(salt, ""),
    ]
    assert len({canonical.commit(salt, "张三"), *others}) == 4
    shapes.check_commitments({"owner": canonical.commit(salt, "张三")})


@pytest.mark.parametrize("salt", [b"", b"short", b"x" * 33])
def test_a_commitment_without_a_full_salt_is_refused(salt: bytes):
    with pytest.raises(ValueError, match="32 bytes"):
        canonical.commit(salt, "13800138000")


def _event(**changed: object) -> dict[str, object]:
    return {key: event_parts()[key] for key in ("action", "subject", "actor", "organisation", "at")} | changed
