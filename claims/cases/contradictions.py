"""What an answer contradicts: the law on these very facts, the record, and what the producer itself has filed.

Nothing here refuses an answer. It is shown before the answer is sent, confirmed, kept with it, and shown to the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sanbao.law import Assessment, CaseFacts, assess
from sanbao.law.assessment import REMEDIES, Remedy
from sanbao.law.facts import Exemption, Item, Visit, Voucher
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.periods import Window, periods_of
from sanbao.law.regulations import Law
from sanbao.law.selection import governing_regulation, selecting_day
from sanbao.law.vocabulary import GROUNDS_WITH_CAUSATION, PAPERS

# A refusal against the law.
FINDING_MET = "finding_met"
FINDING_UNANSWERED = "finding_unanswered"
GROUND_UNKNOWN = "ground_unknown"
GROUND_CHANGES_NOTHING = "ground_changes_nothing"
MISSING_PAPER = "missing_paper"
# Against the record.
RECORD_UNDISPUTED = "record_undisputed"
PERIOD_RUNNING = "period_running"
FLAW_NOT_DISCLOSED = "flaw_not_disclosed"
# Against the producer's own filing.
FILED_PERIODS = "filed_periods"
FILED_PARTS = "filed_parts"
FILED_COEFFICIENT = "filed_coefficient"
# Of a grant.
AMOUNT_BELOW_LAW = "amount_below_law"
LATER_THAN_DUE = "later_than_due"
CODES = (
    FINDING_MET,
    FINDING_UNANSWERED,
    GROUND_UNKNOWN,
    GROUND_CHANGES_NOTHING,
    MISSING_PAPER,
    RECORD_UNDISPUTED,
    PERIOD_RUNNING,
    FLAW_NOT_DISCLOSED,
    FILED_PERIODS,
    FILED_PARTS,
    FILED_COEFFICIENT,
    AMOUNT_BELOW_LAW,
    LATER_THAN_DUE,
)

PAPERS_FACT = "demand/papers"
PERIOD_FACTS = {"voucher/three_guarantees": "three_guarantees", "voucher/repair_warranty": "repair_warranty"}
_PART_FACTS = ("component", "main_component", "group")
_NO_PAPERS = "no_invoice_and_voucher"
_BETTER = (NOT_MET, UNDETERMINED, MET)


@dataclass(frozen=True, slots=True)
class Denial:
    """One reason of a refusal: the fact by its path (empty: in own words), the rule that it speaks against."""

    rule: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """What the producer has filed for cars sold on that day, as it binds; `main_components` by their codes."""

    voucher: Voucher
    main_components: frozenset[str]


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal with the case it is about. `facts` hold the grounds it raises, not yet settled.

    `stated`: facts of which the business has said something else than the record. `is_flaw_told`: the record of the
    handover says that something was told of.
    """

    facts: CaseFacts
    denials: Sequence[Denial]
    remedy: str
    filed: Filed | None = None
    stated: Collection[str] = ()
    is_flaw_told: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`rule`, `fact`, `ground`: what it is about, where it is about one."""

    code: str
    rule: str = ""
    fact: str = ""
    ground: str = ""


def of_refusal(refused: Refused) -> tuple[Contradiction, ...]:
    """Each once, in the order of `CODES`."""
    assessment = assess(refused.facts, texts=False)
    found = (
        *_findings(refused, assessment),
        *_grounds(refused),
        *_papers(refused),
        *_record(refused),
        *_periods(refused, assessment),
        *_filing(refused, assessment),
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda one: CODES.index(one.code)))


def codes_of(found: Collection[Contradiction]) -> tuple[str, ...]:
    """As they are kept with the answer."""
    return tuple(dict.fromkeys(one.code for one in found))


def _findings(refused: Refused, assessment: Assessment) -> Iterator[Contradiction]:
    """What is met is denied; or what grants the remedy is not spoken of at all."""
    met = {one.rule for one in assessment.findings if one.outcome == MET}
    denied = [one.rule for one in refused.denials]
    for rule in denied:
        if rule in met:
            yield Contradiction(FINDING_MET, rule=rule)
    remedy = _remedy(assessment, refused.remedy)
    if remedy is not None and remedy.outcome == MET and not set(remedy.rules) <= set(denied):
        yield from (Contradiction(FINDING_UNANSWERED, rule=rule) for rule in remedy.rules if rule not in denied)


def _grounds(refused: Refused) -> Iterator[Contradiction]:
    """Grounds the order does not know, and grounds that leave the right as it is even where they are so."""
    law = _law(refused.facts)
    raised = list(dict.fromkeys(one.ground for one in refused.facts.exemptions))
    known = [ground for ground in raised if law is None or ground in law.grounds_of_exemption]
    yield from (Contradiction(GROUND_UNKNOWN, ground=ground) for ground in raised if ground not in known)
    if known and _outcome(_established(refused.facts), refused.remedy) == MET:
        yield from (Contradiction(GROUND_CHANGES_NOTHING, ground=ground) for ground in known)
    if "disclosed_flaw" in raised and not refused.is_flaw_told:
        yield Contradiction(FLAW_NOT_DISCLOSED, ground="disclosed_flaw")


def _established(facts: CaseFacts) -> CaseFacts:
    return replace(facts, exemptions=tuple(_as_so(one) for one in facts.exemptions))


def _as_so(exemption: Exemption) -> Exemption:
    if exemption.ground in GROUNDS_WITH_CAUSATION:
        return replace(exemption, caused_damage="yes")
    return replace(exemption, established="yes")


def _papers(refused: Refused) -> Iterator[Contradiction]:
    """A paper that is missing is no ground; only Order 150 knows one, where both are missing."""
    named = any(one.fact == PAPERS_FACT for one in refused.denials)
    raised = any(one.ground == _NO_PAPERS for one in refused.facts.exemptions)
    law, demand = _law(refused.facts), refused.facts.demand
    is_ground = law is not None and _NO_PAPERS in law.grounds_of_exemption
    has_one = demand is not None and any(paper in demand.papers for paper in PAPERS)
    if (named or raised) and (has_one or not is_ground):
        yield Contradiction(MISSING_PAPER, fact=PAPERS_FACT if named else "", ground="" if named else _NO_PAPERS)


def _record(refused: Refused) -> Iterator[Contradiction]:
    """A fact is denied that stands in the record, and of which nobody has said anything else."""
    for denial in refused.denials:
        if denial.fact not in refused.stated and _is_settled(refused.facts, denial.fact):
            yield Contradiction(RECORD_UNDISPUTED, fact=denial.fact)


def _is_settled(facts: CaseFacts, path: str) -> bool:
    head, _, rest = path.partition("/")
    if head != "visits":
        return False
    key, _, rest = rest.partition("/")
    visit = next((one for one in facts.visits if one.id == key), None)
    return visit is not None and _is_settled_of(visit, rest)


def _is_settled_of(visit: Visit, path: str) -> bool:
    if not path.startswith("items/"):
        return path == "" or getattr(visit, path, None) is not None
    _items, place, name = path.split("/")
    item: Item | None = visit.items[int(place)] if int(place) < len(visit.items) else None
    return item is not None and getattr(item, name, None) not in (None, "disputed", "unknown")


def _periods(refused: Refused, assessment: Assessment) -> Iterator[Contradiction]:
    """A period is said to be over that ran when the demand was made: by record and law, or by the filing alone."""
    demand = refused.facts.demand
    for denial in refused.denials:
        name = PERIOD_FACTS.get(denial.fact)
        if name is None or demand is None or assessment.periods is None:
            continue
        if _window(refused.facts, name).contains(demand.made_on, demand.mileage_km):
            yield Contradiction(PERIOD_RUNNING, fact=denial.fact)
        elif refused.filed and _window(_filed(refused, "periods"), name).contains(demand.made_on, demand.mileage_km):
            yield Contradiction(FILED_PERIODS, fact=denial.fact)


def _window(facts: CaseFacts, name: str) -> Window:
    law = _law(facts)
    if law is None:
        raise LookupError(name)  # out of scope has no periods, and is not asked for them
    window: Window = getattr(periods_of(facts.vehicle, facts.voucher, law), name)
    return window


def _filing(refused: Refused, assessment: Assessment) -> Iterator[Contradiction]:
    """By the terms that the producer filed the answer would be better for the consumer; or a listed part is denied."""
    if refused.filed is None:
        return
    for code, what in ((FILED_PERIODS, "periods"), (FILED_PARTS, "parts")):
        better = assess(_filed(refused, what), texts=False)
        for rule in dict.fromkeys(one.rule for one in refused.denials):
            if _rank(better, rule) > _rank(assessment, rule):
                yield Contradiction(code, rule=rule)
    for denial in refused.denials:
        item = _item(refused.facts, denial.fact)
        if item is not None and item.component in refused.filed.main_components:
            yield Contradiction(FILED_PARTS, fact=denial.fact)


def _filed(refused: Refused, what: str) -> CaseFacts:
    """The case with the periods, or the parts, as the producer filed them."""
    filed = refused.filed.voucher if refused.filed else Voucher()
    names = {"periods": ("repair_warranty", "three_guarantees"), "parts": ("wear_parts", "extra_main_components")}
    terms = {name: getattr(filed, name) for name in names[what]}
    return replace(refused.facts, voucher=replace(refused.facts.voucher, **terms))


def _rank(assessment: Assessment, rule: str) -> int:
    outcome = next((one.outcome for one in assessment.findings if one.rule == rule), NOT_MET)
    return _BETTER.index(outcome)


def _item(facts: CaseFacts, path: str) -> Item | None:
    """The item whose part a path denies."""
    where, _items, place_and_name = path.partition("/items/")
    place, _, name = place_and_name.partition("/")
    if name not in _PART_FACTS or not place.isdigit():
        return None
    items = {f"visits/{visit.id}": visit.items for visit in facts.visits}
    items["demand"] = facts.demand.items if facts.demand else ()
    found = items.get(where, ())
    return found[int(place)] if int(place) < len(found) else None


def _law(facts: CaseFacts) -> Law | None:
    governing, _because = governing_regulation(facts.vehicle)
    return None if governing is None else governing.law_on(selecting_day(facts.vehicle))


def _remedy(assessment: Assessment, name: str) -> Remedy | None:
    found: Remedy | None = getattr(assessment.remedies, name) if name in REMEDIES else None
    return found


def _outcome(facts: CaseFacts, name: str) -> str:
    remedy = _remedy(assess(facts, texts=False), name)
    return NOT_MET if remedy is None else remedy.outcome
