"""Numbering committed events into the Merkle tree, and reading roots and proofs out of it.

Numbering is a step of its own, by one writer, after the commit: a number drawn inside concurrent transactions would
become visible out of order. What is stored grows by one row an event and one more in 256.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max

from sanbao.ledger import merkle
from sanbao.ledger.models import Leaf, Subtree, Tree, Waiting

# Every eighth height is stored: 8, 16, 24, …
STEP = 8
FAN = 1 << STEP
BATCH = 5_000


def lock_tree() -> None:
    """One writer at a time, until the transaction ends. SQLite's IMMEDIATE transaction is such a lock already."""
    Tree.objects.get_or_create(pk=1)
    Tree.objects.select_for_update().get(pk=1)


def size_of_tree() -> int:
    last: int | None = Leaf.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def number_events() -> int:
    """Give every committed event that waits its position; answer how many there were."""
    numbered = 0
    while batch := _number_batch():
        numbered += batch
    return numbered


@transaction.atomic
def _number_batch() -> int:
    lock_tree()
    before = size_of_tree()
    # In the order of their ids, which within a chain is the order of the chain.
    waiting = list(Waiting.objects.order_by("event_id").values_list("event_id", "event__hash")[:BATCH])
    Leaf.objects.bulk_create(
        [Leaf(position=position, event_id=pk, hash=digest) for position, (pk, digest) in enumerate(waiting, before)]
    )
    Waiting.objects.filter(event_id__in=[pk for pk, _ in waiting]).delete()
    _store_complete_subtrees(before, before + len(waiting))
    return len(waiting)


def _store_complete_subtrees(before: int, after: int) -> None:
    height = STEP
    while first := (after >> height):
        complete = range(before >> height, first)
        nodes = _stored(height - STEP, complete.start * FAN, complete.stop * FAN) if complete else []
        Subtree.objects.bulk_create(
            Subtree(height=height, index=index, hash=merkle.root(group).hex())
            for index, group in zip(complete, _groups(nodes), strict=True)
        )
        height += STEP


def _groups(nodes: Sequence[bytes]) -> Iterable[Sequence[bytes]]:
    return (nodes[start : start + FAN] for start in range(0, len(nodes), FAN))


def _stored(height: int, start: int, end: int) -> list[bytes]:
    """The nodes of a stored height, from index `start` up to `end`."""
    if height == 0:
        leaves = Leaf.objects.filter(position__gte=start, position__lt=end).order_by("position")
        return [merkle.leaf_hash(bytes.fromhex(digest)) for digest in leaves.values_list("hash", flat=True)]
    rows = Subtree.objects.filter(height=height, index__gte=start, index__lt=end).order_by("index")
    return [bytes.fromhex(digest) for digest in rows.values_list("hash", flat=True)]


def subtree(start: int, end: int) -> bytes:
    """The root over the leaves from `start` up to `end`: a `merkle.Subtree`, out of at most 255 rows a stored height."""
    peaks: list[bytes] = []
    for height in reversed(range(0, (end - start).bit_length(), STEP)):
        frontier = merkle.Frontier()
        for node in _stored(height, start >> height, end >> height):
            frontier.add(node)
        peaks += frontier.peaks
        start = end >> height << height
    return merkle.root_of_peaks(peaks)


def root_of_tree(size: int) -> bytes:
    return subtree(0, size)
