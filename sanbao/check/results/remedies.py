"""The five remedies: which may be demanded, named and put in the order in which a person asks about them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanbao.check.results.matter import Matter
from sanbao.law.assessment import (
    ASSEMBLY_REPLACEMENT,
    LOANER_OR_TRANSPORT,
    REPAIR,
    VEHICLE_REPLACEMENT,
    VEHICLE_RETURN,
    Remedies,
)
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.phrases import named_part

ORDER = (VEHICLE_RETURN, VEHICLE_REPLACEMENT, ASSEMBLY_REPLACEMENT, REPAIR, LOANER_OR_TRANSPORT)
VEHICLE = (VEHICLE_REPLACEMENT, VEHICLE_RETURN)
_BEST_FIRST = (MET, UNDETERMINED, NOT_MET)


@dataclass(frozen=True)
class RemedyLine:
    """One remedy and whether it may be demanded; `code` and `outcome` are for machines, not shown."""

    code: str
    outcome: str
    name: str
    tag: str
    asked: bool


def remedy_lines(matter: Matter) -> tuple[RemedyLine, ...]:
    """What was asked for first, then what may be demanded."""
    remedies = matter.assessment.remedies
    lines = [
        RemedyLine(code, outcome, capital(named(matter, code, remedies)), tag(outcome), code == matter.wants)
        for code in ORDER
        for outcome in [getattr(remedies, code).outcome]
    ]
    return tuple(sorted(lines, key=lambda line: (not line.asked, _BEST_FIRST.index(line.outcome))))


def capital(text: str) -> str:
    """As the first word of a line."""
    return text[:1].upper() + text[1:]


def named(matter: Matter, code: str, remedies: Remedies) -> str:
    """A remedy by its name, with the assemblies that it is about."""
    if code == ASSEMBLY_REPLACEMENT and remedies.assemblies:
        assemblies = matter.words.assemblies([named_part(matter.words, part) for part in remedies.assemblies])
        written: str = matter.page.ASSEMBLIES.format(assemblies=assemblies)
        return written
    name: str = matter.page.REMEDIES[code]
    return name


def named_together(matter: Matter, codes: tuple[str, ...]) -> str:
    names = [named(matter, code, matter.assessment.remedies) for code in codes]
    together: str = matter.words.either(names)
    return together


def past_stays(matter: Matter) -> list[str]:
    """The finished visits for which transport money is owed, where the car is in no shop now."""
    if any(visit.finished_at is None for visit in matter.facts.visits):
        return []
    return [key for key, days in matter.assessment.remedies.loaner_days.items() if days]


def demanded(matter: Matter, code: str) -> str:
    """A remedy as it may be demanded now: for stays that are over no car can be lent any more."""
    stays = past_stays(matter) if code == LOANER_OR_TRANSPORT else []
    if stays:
        return _("{visits}的交通补偿").format(visits=matter.visit_numbers(stays))
    return named(matter, code, matter.assessment.remedies)


def demanded_together(matter: Matter, codes: tuple[str, ...]) -> str:
    together: str = matter.words.either([demanded(matter, code) for code in codes])
    return together


def tag(outcome: str) -> str:
    return {MET: _("可以要求"), UNDETERMINED: pgettext("outcome", "还不能确定"), NOT_MET: _("现在不可以")}[outcome]


def groups(matter: Matter) -> list[tuple[str, ...]]:
    """Remedies told together (car and money back for the same reasons), what was asked for first, then the best."""
    remedies = matter.assessment.remedies
    together = remedies.vehicle_replacement == remedies.vehicle_return
    found: list[tuple[str, ...]] = [VEHICLE] if together else [(VEHICLE_RETURN,), (VEHICLE_REPLACEMENT,)]
    found += [(code,) for code in ORDER if code not in VEHICLE]
    return sorted(found, key=lambda codes: (matter.wants not in codes, _BEST_FIRST.index(outcome_of(matter, codes))))


def outcome_of(matter: Matter, codes: tuple[str, ...]) -> str:
    outcome: str = getattr(matter.assessment.remedies, codes[0]).outcome
    return outcome


def rules_of(matter: Matter, codes: tuple[str, ...]) -> tuple[str, ...]:
    rules: tuple[str, ...] = getattr(matter.assessment.remedies, codes[0]).rules
    return rules


def only_a_car(matter: Matter) -> bool:
    """Is the money back wanted where another car is granted, and the money only when there is no such car?"""
    remedies = matter.assessment.remedies
    return (
        matter.wants == VEHICLE_RETURN
        and remedies.vehicle_return.outcome == NOT_MET
        and remedies.vehicle_replacement.outcome == MET
    )
