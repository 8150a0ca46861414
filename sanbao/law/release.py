"""Exemptions: which problems they release, for certain or depending on an open fact (reading 14)."""

from __future__ import annotations

from sanbao.law.facts import CaseFacts, Exemption
from sanbao.law.open_facts import NEVER, OpenFacts
from sanbao.law.regulations import Law
from sanbao.law.vocabulary import GROUNDS_WITH_CAUSATION


class Releases:
    """By problem, the open facts that must favour the consumer for it to stay unreleased; NEVER: it is released."""

    __slots__ = ("_open_facts", "_problems", "_worn_out", "commercial_use", "ignored")

    def __init__(self, facts: CaseFacts, law: Law, open_facts: OpenFacts) -> None:
        self._open_facts = open_facts
        self._problems: dict[str, int] = {}
        self._worn_out: dict[str, int] = {}
        self.commercial_use = 0
        self.ignored = False
        papers = facts.demand.papers if facts.demand else ()
        for place, exemption in enumerate(facts.exemptions):
            self._add(place, exemption, law, holds_papers=bool(papers))

    def _add(self, place: int, exemption: Exemption, law: Law, *, holds_papers: bool) -> None:
        ground = exemption.ground
        if ground not in law.grounds_of_exemption:
            self.ignored = True
        elif ground == "commercial_use":
            self.commercial_use |= self._needs_refuted(place, exemption) & ~NEVER
        elif ground == "wear_part_expired":
            self._release(self._worn_out, place, exemption)
        elif ground != "no_invoice_and_voucher" or not holds_papers:
            self._release(self._problems, place, exemption)

    def _release(self, by_problem: dict[str, int], place: int, exemption: Exemption) -> None:
        needs = self._needs_refuted(place, exemption)
        for problem in exemption.problems:
            by_problem[problem] = by_problem.get(problem, 0) | needs

    def _needs_refuted(self, place: int, exemption: Exemption) -> int:
        """What must be answered for the ground to fail: nothing (answered no), never (yes), or its open fact."""
        with_causation = exemption.ground in GROUNDS_WITH_CAUSATION
        answer = exemption.caused_damage if with_causation else exemption.established
        if answer == "no":
            return 0
        if answer == "yes":
            return NEVER
        key = "caused_damage" if with_causation else "established"
        asks = "did_it_cause_the_damage" if with_causation else "is_the_ground_established"
        return self._open_facts.bit(f"exemptions/{place}/{key}", asks, favourable="no")

    def of(self, problem: str, *, worn_out: bool) -> int:
        """What an item of this problem needs in order not to be released."""
        released = self._problems.get(problem, 0)
        return released | self._worn_out.get(problem, 0) if worn_out else released
