"""What a verification may find. Each fault names the events as exactly as the evidence allows, and no more."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    CHANGED = "changed"  # the event's text does not give its hash
    MOVED = "moved"  # the row holds what was recorded elsewhere
    MISSING = "missing"  # numbers of a chain without an event
    CHAIN_CUT = "chain_cut"  # the chain's row speaks of another length or head than the events, or is gone
    REWRITTEN = "rewritten"  # from here on the chain has other hashes than the tree
    OUT_OF_ORDER = "out_of_order"  # stands in the tree before an event that it follows
    UNKNOWN_TO_TREE = "unknown_to_tree"  # neither numbered nor waiting for it
    LEAF_WITHOUT_EVENT = "leaf_without_event"
    WAITING_WITHOUT_EVENT = "waiting_without_event"
    POSITION_MISSING = "position_missing"  # positions of the tree without a leaf, in the middle or before a head
    SUBTREE_DIFFERS = "subtree_differs"  # a stored subtree is not that of the leaves below it
    ROOT_DIFFERS = "root_differs"  # a head has another root than the events
    HEAD_FORM = "head_form"
    HEAD_ORDER = "head_order"  # numbers, sizes or links of heads do not follow each other
    HEAD_SIGNATURE = "head_signature"
    HEAD_NOT_IN_DATABASE = "head_not_in_database"  # delivered, but not (or otherwise) in the database


@dataclass(frozen=True)
class Fault:
    """`first` to `last` are numbers within the subject's chain, or positions of the tree where there is no subject."""

    kind: Kind
    subject: str = ""
    first: int = 0
    last: int = 0
    other: str = ""


@dataclass
class Findings:
    """Faults as they are found, and what was looked at."""

    faults: list[Fault] = field(default_factory=list)
    events: int = 0
    numbered: int = 0  # of the events, those that have a leaf
    chains: int = 0
    leaves: int = 0
    positions: int = 0  # one more than the last position in the tree
    waiting: int = 0
    # Where heads come from: the number and size of the last head up to which all roots match.
    matched: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, kind: Kind, subject: str = "", first: int = 0, last: int = 0, other: str = "") -> None:
        self.faults.append(Fault(kind, subject, first, max(first, last), other))
