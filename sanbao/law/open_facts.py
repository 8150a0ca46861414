"""Open facts as bits.

Every open fact of a case gets one bit; set means "answered in the consumer's favour" (for an exemption or for
"was it resolved" that answer is *no*). What a rule needs of an item is then one whole number: the bits of the open
facts that must be favourable. 0 needs nothing, and the bit `NEVER` is favourable under no answers.

Every rule gains by favourable answers and never loses by them, so "all favourable" and "none favourable" are its
extremes.
"""

from __future__ import annotations

from dataclasses import dataclass

NEVER = 1


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A disputed or unknown fact: its path, the question, and the answer that favours the consumer."""

    path: str
    asks: str
    favourable: str


class OpenFacts:
    """The open facts of a case, numbered as the rules come upon them."""

    __slots__ = ("_bits", "facts")

    def __init__(self) -> None:
        self.facts: list[OpenFact] = []
        self._bits: dict[str, int] = {}

    def bit(self, path: str, asks: str, favourable: str = "yes") -> int:
        """The bit of an open fact, the same one every time it is asked for."""
        bit = self._bits.get(path)
        if bit is None:
            self.facts.append(OpenFact(path, asks, favourable))
            bit = self._bits[path] = 1 << len(self.facts)
        return bit

    def all_favourable(self) -> int:
        return (2 << len(self.facts)) - 2

    def of(self, bits: int) -> list[tuple[int, OpenFact]]:
        """The open facts of a set of bits, by path as plain text."""
        found = [(1 << n, fact) for n, fact in enumerate(self.facts, start=1) if bits >> n & 1]
        return sorted(found, key=lambda pair: pair[1].path)
