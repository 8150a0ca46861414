"""The draw of a panel: anyone can run it again from its public record. Pure, the standard library alone.

The order is what makes it fair, and each step fixes what comes before it: (1) the eligible experts are frozen, each behind
a salt, and the root over them is published; (2) both parties and the platform commit to secret numbers; (3) they reveal
them, and revealing is closed: a late one is ignored, a missing one loses its own part alone; (4) *then* a public number
is drawn elsewhere, named beforehand. Whoever knows the earlier steps cannot know the last; whoever learns the last cannot
change the earlier ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

SEED, COMMITMENT, WHO = b"sanbao.draw.seed.1\n", b"sanbao.draw.commitment.1\n", b"sanbao.draw.who.1\n"
LEAF, NODE = b"\x00", b"\x01"
PARTIES = ("business", "consumer", "platform")
WORD = 1 << 64
_BYTES_OF_WORD = 8


class DrawError(ValueError):
    """The record is not one of a draw, or the draw cannot be made; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Eligible:
    """An expert as the public record shows him: `who` commits to his identity, hex. Nothing else tells who he is."""

    who: str
    specialties: tuple[str, ...]
    may_chair: bool

    @property
    def leaf(self) -> bytes:
        told = {"may_chair": self.may_chair, "specialties": sorted(self.specialties), "who": self.who}
        return sha256(LEAF + json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).digest()


@dataclass(frozen=True, slots=True)
class Seat:
    """`place`: in the permutation. `needs`: what whoever sits here has to have: a specialty, `chair`, or nothing."""

    place: int
    who: str
    needs: str


CHAIR = "chair"


def who(expert: str, salt: bytes) -> str:
    """The commitment to an expert's identity; the salt, 32 random bytes of his own, stays secret until a challenge."""
    return sha256(WHO + salt.hex().encode() + b"\n" + expert.encode()).hexdigest()


def commitment(party: str, nonce: bytes) -> str:
    return sha256(COMMITMENT + party.encode() + b"\n" + nonce.hex().encode()).hexdigest()


def frozen(eligible: Collection[Eligible]) -> tuple[Eligible, ...]:
    """In the order of their commitments, which nobody chooses. Raises DrawError where one stands in it twice."""
    rows = tuple(sorted(eligible, key=lambda one: one.who))
    if len({one.who for one in rows}) != len(rows):
        raise DrawError("expert_twice")
    return rows


def root(eligible: Sequence[Eligible]) -> str:
    """Over the frozen list: the root of RFC 6962."""
    return _root([one.leaf for one in eligible]).hex()


def _root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        raise DrawError("nobody_eligible")
    if len(leaves) == 1:
        return leaves[0]
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(NODE + _root(leaves[:left]) + _root(leaves[left:])).digest()


def accepted(commitments: Mapping[str, str], reveals: Mapping[str, bytes]) -> dict[str, bytes]:
    """The reveals that fit what was committed to; another number loses its own part, as a missing one does."""
    return {
        party: reveals[party]
        for party in PARTIES
        if party in commitments and party in reveals and commitment(party, reveals[party]) == commitments[party]
    }


def seed(*, case: str, round_number: int, root: str, reveals: Mapping[str, bytes], public_number: str) -> bytes:
    """32 bytes over the case, the round, the frozen list, each revealed number (`-` for none) and the public number.

    Raises DrawError for a text that would not stand on its line alone.
    """
    parts = [case, str(round_number), root, *(_revealed(reveals, party) for party in PARTIES), public_number]
    if any("\n" in part or not part for part in parts):
        raise DrawError("not_one_line")
    return sha256(SEED + "\n".join(parts).encode()).digest()


def _revealed(reveals: Mapping[str, bytes], party: str) -> str:
    nonce = reveals.get(party)
    return f"{party}={'-' if nonce is None else nonce.hex()}"


def permutation(seed: bytes, size: int) -> Iterator[int]:
    """0 to size-1 in drawn order, place by place, as far as asked for: a forward shuffle that keeps what it has moved."""
    moved: dict[int, int] = {}
    below = _numbers(seed)
    for place in range(size):
        chosen = place + below(size - place)
        yield moved.get(chosen, chosen)
        moved[chosen] = moved.get(place, place)


def _numbers(seed: bytes) -> Callable[[int], int]:
    """Numbers below a bound, each equally likely: the words of the uneven rest are thrown away."""
    words = _words(seed)

    def below(bound: int) -> int:
        fair = WORD - WORD % bound
        return next(word for word in words if word < fair) % bound

    return below


def _words(seed: bytes) -> Iterator[int]:
    """Of 64 bits, from SHA-256 in counter mode."""
    for counter in count():
        block = sha256(seed + counter.to_bytes(_BYTES_OF_WORD, "big")).digest()
        for at in range(0, len(block), _BYTES_OF_WORD):
            yield int.from_bytes(block[at : at + _BYTES_OF_WORD], "big")


class Drawing:
    """The panel of a seed, and who is next in the same permutation; drawn only as far as it is asked."""

    def __init__(self, eligible: Sequence[Eligible], seed: bytes) -> None:
        self._eligible = eligible
        self._rest = permutation(seed, len(eligible))
        self._drawn: list[Eligible] = []

    def in_order(self) -> Iterator[tuple[int, Eligible]]:
        """Place by place; those drawn before first."""
        place = 0
        while True:
            if place == len(self._drawn):
                chosen = next(self._rest, None)
                if chosen is None:
                    return
                self._drawn.append(self._eligible[chosen])
            yield place, self._drawn[place]
            place += 1

    def panel(self, *, size: int, specialties: Collection[str] = (), unable: Sequence[str] = ()) -> tuple[Seat, ...]:
        """The chair, then for each specialty that nobody seated has (in the order of their codes) the first who has it, then
        whoever is next, up to `size`.

        `unable`: who declined, was challenged or recused, in the order in which it happened: the seat goes to the next who
        has what it needs, the others keep theirs. Raises DrawError: `panel_too_small`, `too_few_experts`, `not_seated`.
        """
        seats: list[Seat] = [self._next(CHAIR, [], ())]
        for code in sorted(set(specialties)):
            if not any(code in self._drawn[seat.place].specialties for seat in seats):
                seats.append(self._next(code, seats, ()))
        if len(seats) > size:
            raise DrawError("panel_too_small")
        while len(seats) < size:
            seats.append(self._next("", seats, ()))
        for number, person in enumerate(unable, 1):
            self._replace(seats, person, unable[:number])
        return tuple(seats)

    def _replace(self, seats: list[Seat], person: str, gone: Sequence[str]) -> None:
        at = next((at for at, seat in enumerate(seats) if seat.who == person), None)
        if at is None:
            raise DrawError("not_seated")
        seats[at] = self._next(seats[at].needs, seats, gone)

    def _next(self, needs: str, seats: Collection[Seat], gone: Collection[str]) -> Seat:
        taken = {seat.who for seat in seats} | set(gone)
        for place, one in self.in_order():
            if one.who not in taken and _has(one, needs):
                return Seat(place, one.who, needs)
        raise DrawError("too_few_experts")


def _has(one: Eligible, needs: str) -> bool:
    return needs == "" or (one.may_chair if needs == CHAIR else needs in one.specialties)
