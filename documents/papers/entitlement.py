"""The entitlement sheet: an assessment with the facts it is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext as _

from documents.papers.checking import Problem, unprintable
from documents.papers.proof import Proof
from sanbao.law import Assessment, CaseFacts, assess
from sanbao.law.sources import law_data_version

LONGEST_TEXT = 4_000  # a whole sentence of the law with its reasons
Language = Literal["zh", "en"]
Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """`basis` are the articles."""

    mark: str
    remedy: str
    says: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """`id` is the visit's place among the others, `counted` how many days count, and why."""

    id: str
    received: str
    finished: str
    mileage: str
    items: tuple[str, ...]
    counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section: its text, how deep it stands, whether it heads others."""

    text: str
    level: int
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Section:
    """`is_small`: what stands at the end, in small print."""

    heading: str
    lines: tuple[Line, ...]
    is_small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementWords:
    """All that the sheet says, as the law's data had it when the sheet was issued; frozen with it.

    `headline` is the answer, and the step that is missing; `beside` what else is to be known at once.
    """

    asked: str
    remedies: tuple[RemedyRow, ...]
    car: Rows
    visits: tuple[VisitRow, ...]
    demand: Rows
    exemptions: tuple[str, ...]
    sections: tuple[Section, ...]
    provenance: str
    headline: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementContext:
    """`car` and `vin_last6` may be empty: the check on the public page asks for neither. `self_reported`: the facts are
    what the person told, and nobody has compared them with anything. `only_asking`: nothing has been demanded yet, whatever
    the facts hold for their form. `problem_names` are the words for each problem by its key; one without is told by its
    part."""

    number: str
    facts: CaseFacts
    assessment: Assessment
    law_data_version: str
    car: str = ""
    vin_last6: str = ""
    self_reported: bool = False
    only_asking: bool = False
    problem_names: Mapping[str, str] = field(default_factory=dict)
    replaces: str = ""
    proof: Proof | None = None
    settled: EntitlementWords | None = None
    language: Language = "zh"


def problems_of(context: EntitlementContext, coverage: frozenset[int]) -> Iterator[Problem]:
    """Everything that keeps this sheet from being printed."""
    if not context.number:
        yield Problem("number", _("缺少编号。"))
    if context.law_data_version != law_data_version():
        yield Problem("law_data_version", _("判断用的法律数据不是现在这一版，请重新判断。"))
    elif assess(context.facts) != context.assessment:
        yield Problem("assessment", _("判断的结果和事实对不上，请重新判断。"))
    yield from unprintable(context, coverage, LONGEST_TEXT)
