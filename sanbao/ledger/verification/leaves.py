"""The tree from its first leaf: positions, stored subtrees, and the roots the heads speak of."""

from collections.abc import Iterator

from sanbao.ledger import merkle
from sanbao.ledger.tree import FAN, STEP
from sanbao.ledger.verification.faults import Findings, Kind
from sanbao.ledger.verification.reading import stream

LEAVES = "SELECT position, hash FROM ledger_leaf ORDER BY position"
SUBTREES = 'SELECT "index", hash FROM ledger_subtree WHERE height = %s ORDER BY "index"'
WITHOUT_EVENT = """
    SELECT l.position FROM ledger_leaf l LEFT JOIN ledger_event e ON e.id = l.event_id
    WHERE e.id IS NULL ORDER BY l.position
"""
OTHER_HEIGHTS = 'SELECT "index", height FROM ledger_subtree WHERE height < 1 OR height %% %s > 0 OR height > %s'

Roots = dict[int, str]


def verify_leaves(findings: Findings, sizes: set[int]) -> Roots:
    """The roots of the tree at these sizes, as far as it reaches without a gap."""
    roots = _walk(_up_to_a_gap(findings), sizes, _Tower(findings))
    if findings.leaves != findings.numbered:
        for (position,) in stream(WITHOUT_EVENT):
            findings.add(Kind.LEAF_WITHOUT_EVENT, first=position)
    return roots


def _up_to_a_gap(findings: Findings) -> Iterator[bytes]:
    """Leaves in order. After a gap no root can match: then only further gaps are looked for."""
    due, whole = 0, True
    for position, digest in stream(LEAVES):
        if position != due:
            findings.add(Kind.POSITION_MISSING, first=due, last=position - 1)
            whole = False
        if whole:
            yield _bytes(digest)
        due = position + 1
        findings.leaves += 1
    findings.positions = due


def _bytes(digest: str) -> bytes:
    try:
        return bytes.fromhex(digest)
    except ValueError:  # overwritten by what is no hash; named where it differs from the event's
        return b""


def _walk(leaves: Iterator[bytes], sizes: set[int], tower: "_Tower") -> Roots:
    roots: Roots = {}
    for size, data in enumerate(leaves, 1):
        tower.add(merkle.leaf_hash(data))
        if size in sizes:
            roots[size] = tower.root()
    tower.compare_what_is_left()
    return roots


class _Tower:
    """A tree in storeys of 256: the root of each complete one is compared with the stored one and carried up."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.storeys = [merkle.Frontier()]
        self.stored: list[Iterator[tuple[int, str]]] = []
        self.carried: list[int] = []

    def add(self, node: bytes, level: int = 0) -> None:
        storey = self.storeys[level]
        storey.add(node)
        if storey.size == FAN:
            self._carry(level, storey.peaks[0])

    def _carry(self, level: int, node: bytes) -> None:
        self.storeys[level] = merkle.Frontier()
        if level + 1 == len(self.storeys):
            self.storeys.append(merkle.Frontier())
            self.stored.append(stream(SUBTREES, ((level + 1) * STEP,)))
            self.carried.append(0)
        if next(self.stored[level], None) != (self.carried[level], node.hex()):
            self._name(self.carried[level], (level + 1) * STEP)
        self.carried[level] += 1
        self.add(node, level + 1)

    def root(self) -> str:
        return merkle.root_of_peaks([peak for storey in reversed(self.storeys) for peak in storey.peaks]).hex()

    def compare_what_is_left(self) -> None:
        """Stored subtrees of leaves that are not there."""
        for level, rows in enumerate(self.stored, 1):
            for index, _ in rows:
                self._name(index, level * STEP)
        for index, height in stream(OTHER_HEIGHTS, (STEP, len(self.stored) * STEP)):
            self._name(index, height)

    def _name(self, index: int, height: int) -> None:
        self.findings.add(Kind.SUBTREE_DIFFERS, first=index << height, last=((index + 1) << height) - 1)
