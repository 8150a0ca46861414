"""Merkle trees as in RFC 6962: a root of 32 bytes that fixes every leaf and their order, and short proofs.

Pure functions of hashes. `Subtree(start, end)` answers with the root over the leaves from `start` up to `end`.
"""

import hashlib
from collections.abc import Callable, Sequence

Subtree = Callable[[int, int], bytes]

# A leaf and an inner node start with different bytes: no inner node can be passed off as a leaf.
LEAF, NODE = b"\x00", b"\x01"
EMPTY_ROOT = hashlib.sha256(b"").digest()


class ProofError(ValueError):
    """Asked for a proof that no tree of this size has."""


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


class Frontier:
    """A tree that grows leaf by leaf and keeps only the roots of its complete subtrees, the largest first."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []

    def add(self, node: bytes) -> None:
        complete = self.size
        while complete & 1:
            node = node_hash(self.peaks.pop(), node)
            complete >>= 1
        self.peaks.append(node)
        self.size += 1


def root_of_peaks(peaks: Sequence[bytes]) -> bytes:
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def root(nodes: Sequence[bytes]) -> bytes:
    frontier = Frontier()
    for node in nodes:
        frontier.add(node)
    return root_of_peaks(frontier.peaks)


def split(size: int) -> int:
    """The leaves of the left subtree: the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_path(position: int, size: int, subtree: Subtree) -> list[bytes]:
    """The hashes that lead from a leaf to the root, those beside the leaf first."""
    if not 0 <= position < size:
        message = f"a tree of {size} has no position {position}"
        raise ProofError(message)
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if position < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def verify_inclusion(leaf: bytes, position: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf (its hash) stands at this position of the tree with this size and root."""
    if not 0 <= position < size:
        return False
    rest = list(path)
    try:
        found = _climb(leaf, position, size, rest)
    except IndexError:  # too short a path
        return False
    return found == root and not rest


def _climb(leaf: bytes, position: int, size: int, path: list[bytes]) -> bytes:
    if size == 1:
        return leaf
    beside, left = path.pop(), split(size)
    if position < left:
        return node_hash(_climb(leaf, position, left, path), beside)
    return node_hash(beside, _climb(leaf, position - left, size - left, path))


def consistency_path(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """The hashes that show: the tree of `old` leaves is the beginning of the tree of `new` leaves."""
    if not 0 < old <= new:
        message = f"a tree of {new} does not grow out of one of {old}"
        raise ProofError(message)
    path: list[bytes] = []
    start, end, from_the_left = 0, new, True
    while end > old:
        middle = start + split(end - start)
        if old <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start, from_the_left = middle, False
    # Whoever verifies knows the old root; another complete subtree of the old tree has to be told.
    return path[::-1] if from_the_left else [subtree(start, end), *path[::-1]]


def verify_consistency(old: int, new: int, roots: tuple[bytes, bytes], path: Sequence[bytes]) -> bool:
    """Whether the tree with `roots[0]` and `old` leaves is the beginning of that with `roots[1]` and `new` leaves."""
    if not 0 < old <= new:
        return False
    rest = list(path)
    try:
        found = _grow(old, new, roots[0], rest)
    except IndexError:  # too short a path
        return False
    return found == roots and not rest


def _grow(old: int, new: int, known: bytes | None, path: list[bytes]) -> tuple[bytes, bytes]:
    """The roots before and after, rebuilt; `known` is the old root, as long as it is that of this very subtree."""
    if old == new:
        told = path.pop() if known is None else known
        return told, told
    beside, left = path.pop(), split(new)
    if old <= left:
        before, after = _grow(old, left, known, path)
        return before, node_hash(after, beside)
    before, after = _grow(old - left, new - left, None, path)
    return node_hash(beside, before), node_hash(beside, after)
