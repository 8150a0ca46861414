"""What everyone sees of a model line: one version in full, what the check says of it, and the history of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.filings.checks import Finding, findings_of
from claims.filings.drafting.answers import identity_of_line
from claims.filings.drafting.steps import STEPS
from claims.filings.filing import StoredFile
from claims.filings.lateness import Timeliness, timeliness
from claims.filings.models import FilingVersion, List, ModelLine
from claims.filings.presenting import Row, Section, identity_rows, sections
from claims.filings.selectors import terms_of
from documents.papers.voucher import WITH_CAPACITY_FADE

IN_FORCE, COMING, PAST, WITHDRAWN = "in_force", "coming", "past", "withdrawn"
STATES = {IN_FORCE: _("现行"), COMING: _("还没有生效"), PAST: _("以前的版本"), WITHDRAWN: _("已撤回")}
LOOKS = {IN_FORCE: "yes", COMING: "run", PAST: "", WITHDRAWN: "no"}
SAID = {
    Timeliness.IN_TIME: _("按时"),
    Timeliness.LATE: _("迟于规定期限"),
    Timeliness.UNKNOWN: _("还算不出：缺少放假安排"),
    Timeliness.NO_LIMIT: "",
}


@dataclass(frozen=True)
class VersionLine:
    """A line of the history. `state`: in_force, coming, past or withdrawn."""

    version: FilingVersion
    state: str
    timeliness: Timeliness

    @property
    def says(self) -> str:
        return str(STATES[self.state])

    @property
    def look(self) -> str:
        return LOOKS[self.state]

    @property
    def is_late(self) -> bool:
        return self.timeliness is Timeliness.LATE

    @property
    def timely(self) -> str:
        return str(SAID[self.timeliness])


@dataclass(frozen=True)
class LinePage:
    line: ModelLine
    shown: VersionLine
    identity: tuple[Row, ...]
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    judged_on: date
    history: tuple[VersionLine, ...]


def versions_of(line: ModelLine) -> QuerySet[FilingVersion]:
    """The latest first."""
    return line.versions.order_by("-number").prefetch_related("files", "parts")


def history_of(versions: Iterable[FilingVersion], today: date) -> tuple[VersionLine, ...]:
    """Of all versions of one line."""
    known = list(versions)
    valid = [version for version in known if version.withdrawn_at is None and version.in_force_from <= today]
    now = max(valid, key=lambda version: version.in_force_from, default=None)
    return tuple(VersionLine(version, _state(version, now, today), _timely(version)) for version in known)


def shown_first(history: Iterable[VersionLine]) -> VersionLine | None:
    """The version in force; before the first day of all the next to come; None when all are withdrawn."""
    lines = [line for line in history if line.state != WITHDRAWN]
    in_force = next((line for line in lines if line.state == IN_FORCE), None)
    return in_force or min(lines, key=lambda line: line.version.in_force_from, default=None)


def page_of(line: ModelLine, shown: VersionLine, history: tuple[VersionLine, ...]) -> LinePage:
    version, today = shown.version, timezone.localdate(timezone.now())
    judged_on = today if shown.state == IN_FORCE else version.in_force_from
    return LinePage(
        line=line,
        shown=shown,
        identity=identity_rows(identity_of_line(line)),
        sections=tuple(one for one in sections_of(version, line.energy) if _is_read_here(one, version)),
        findings=findings_on(version, line, judged_on),
        judged_on=judged_on,
        history=history,
    )


def _is_read_here(section: Section, version: FilingVersion) -> bool:
    """Files have their own place on the page; an empty list beyond the standard says nothing."""
    has_extra = any(part.list == List.EXTRA for part in version.parts.all())
    return section.step != "files" and (section.step != "extra" or has_extra)


def sections_of(version: FilingVersion, energy: str) -> tuple[Section, ...]:
    steps = [step.name for step in STEPS if step.name != "battery" or energy in WITH_CAPACITY_FADE]
    return sections(terms_of(version, energy), files_of(version), steps)


def findings_on(version: FilingVersion, line: ModelLine, day: date) -> tuple[Finding, ...]:
    return findings_of(terms_of(version, line.energy), kind=line.kind, uses=files_of(version), day=day)


def files_of(version: FilingVersion) -> dict[str, StoredFile]:
    return {file.use: StoredFile(file.sha256, file.size) for file in version.files.all()}


def _state(version: FilingVersion, now: FilingVersion | None, today: date) -> str:
    if version.withdrawn_at is not None:
        return WITHDRAWN
    if version == now:
        return IN_FORCE
    return COMING if version.in_force_from > today else PAST


def _timely(version: FilingVersion) -> Timeliness:
    return timeliness(number=version.number, happened_on=version.happened_on, filed_at=version.filed_at)
