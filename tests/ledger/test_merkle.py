"""The tree against RFC 6962 written down plainly, and its proofs against every tampering."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.ledger import merkle
from sanbao.ledger.merkle import ProofError

SIZES = range(1, 40)


def naive_root(data: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, by halves as it is defined there."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    left = 1
    while left * 2 < len(data):
        left *= 2
    return hashlib.sha256(b"\x01" + naive_root(data[:left]) + naive_root(data[left:])).digest()


def data(size: int) -> list[bytes]:
    return [str(number).encode() for number in range(size)]


def subtree_of(entries: list[bytes]) -> merkle.Subtree:
    return lambda start, end: naive_root(entries[start:end])


def grown(entries: list[bytes]) -> bytes:
    return merkle.root([merkle.leaf_hash(entry) for entry in entries])


def test_the_roots_of_small_trees_are_those_worked_out_with_sha256sum():
    # printf '' | sha256sum; printf '\0' | sha256sum; and so on by hand for ("", "a", "b")
    assert merkle.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert grown([b""]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert grown([b"", b"a"]).hex() == "688dc6244b041199e7ab4990df6340ce3dc14caa5cd5a0e1131addaa1209e1a6"
    assert grown([b"", b"a", b"b"]).hex() == "652297b9504045a600942bcdf9ae5c2400be42d51139c7fb63ab3ee439ff110d"


def test_the_known_tree_of_eight_entries_has_its_published_root():
    # The entries of the tests of Certificate Transparency.
    entries = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
    assert grown(entries).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@pytest.mark.parametrize("size", SIZES)
def test_a_grown_tree_has_the_root_of_the_definition(size: int):
    assert grown(data(size)) == naive_root(data(size))


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_has_a_short_proof(size: int):
    entries = data(size)
    for position, entry in enumerate(entries):
        path = merkle.inclusion_path(position, size, subtree_of(entries))
        assert len(path) <= (size - 1).bit_length()
        assert merkle.verify_inclusion(merkle.leaf_hash(entry), position, size, path, naive_root(entries))


@pytest.mark.parametrize("new", SIZES)
def test_every_tree_is_shown_to_grow_out_of_every_smaller_one(new: int):
    entries = data(new)
    for old in range(1, new + 1):
        path = merkle.consistency_path(old, new, subtree_of(entries))
        assert len(path) <= (new - 1).bit_length() + 1
        assert merkle.verify_consistency(old, new, (naive_root(entries[:old]), naive_root(entries)), path)


trees = st.integers(1, 300)


@given(trees, st.data())
def test_a_proof_holds_for_its_leaf_position_size_root_and_path_alone(size: int, drawn: st.DataObject):
    entries = data(size)
    position = drawn.draw(st.integers(0, size - 1))
    path = merkle.inclusion_path(position, size, subtree_of(entries))
    leaf, root = merkle.leaf_hash(entries[position]), naive_root(entries)
    other = hashlib.sha256(b"other").digest()
    assert not merkle.verify_inclusion(other, position, size, path, root)
    assert not merkle.verify_inclusion(leaf, position, size, path, other)
    assert not merkle.verify_inclusion(leaf, position, size, [*path, other], root)
    for wrong in {drawn.draw(st.integers(-2, size + 2)), position + 1, position - 1} - {position}:
        assert not merkle.verify_inclusion(leaf, wrong, size, path, root)
    for number in range(len(path)):
        assert not merkle.verify_inclusion(leaf, position, size, path[:number] + path[number + 1 :], root)
        assert not merkle.verify_inclusion(leaf, position, size, [*path[:number], other, *path[number + 1 :]], root)


@given(trees, st.data())
def test_no_proof_shows_growth_out_of_a_tree_with_a_changed_leaf(new: int, drawn: st.DataObject):
    entries = data(new)
    old = drawn.draw(st.integers(1, new))
    path = merkle.consistency_path(old, new, subtree_of(entries))
    changed = drawn.draw(st.integers(0, old - 1))
    forged = [*entries[:changed], b"changed", *entries[changed + 1 :]]
    old_root, new_root = naive_root(entries[:old]), naive_root(entries)
    assert not merkle.verify_consistency(old, new, (naive_root(forged[:old]), new_root), path)
    assert not merkle.verify_consistency(old, new, (old_root, naive_root(forged)), path)
    forged_path = merkle.consistency_path(old, new, subtree_of(forged))
    assert not merkle.verify_consistency(old, new, (old_root, naive_root(forged)), forged_path)
    assert not merkle.verify_consistency(old, new, (old_root, new_root), [*path, old_root])
    if path:
        assert not merkle.verify_consistency(old, new, (old_root, new_root), path[1:])


@pytest.mark.parametrize(("position", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_a_position_outside_the_tree_has_no_proof(position: int, size: int):
    with pytest.raises(ProofError):
        merkle.inclusion_path(position, size, subtree_of(data(3)))


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_a_tree_does_not_grow_out_of_nothing_or_of_a_larger_one(old: int, new: int):
    with pytest.raises(ProofError):
        merkle.consistency_path(old, new, subtree_of(data(3)))
    assert not merkle.verify_consistency(old, new, (merkle.EMPTY_ROOT, naive_root(data(3))), [])


def test_a_leaf_cannot_be_passed_off_as_an_inner_node():
    first, second = merkle.leaf_hash(b"a"), merkle.leaf_hash(b"b")
    assert merkle.leaf_hash(first + second) != merkle.node_hash(first, second)
