"""What evidence may be about: `claim/2f1c…`. The apps that own such things say who may see them; nobody else does.

    add_subject_kind(SubjectKind("claim", title=…, may_view=…, may_add=…, may_open_original=…))    # in ready()

A kind that was never added is nobody's: everything about it is denied.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sanbao.accounts.models import User

WRITTEN = re.compile(r"(?P<kind>[a-z]+(?:_[a-z]+)*)/(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")

Permitted = Callable[[User, UUID], bool]


@dataclass(frozen=True)
class SubjectKind:
    """`may_open_original`: of a panel's members and clerks; the parties see copies."""

    name: str
    title: Callable[[UUID], str]
    may_view: Permitted
    may_add: Permitted
    may_open_original: Permitted
    url: Callable[[UUID], str] | None = None


@dataclass(frozen=True)
class Subject:
    kind: SubjectKind
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind.name}/{self.id}"

    @property
    def title(self) -> str:
        return self.kind.title(self.id)

    @property
    def url(self) -> str:
        return self.kind.url(self.id) if self.kind.url else ""


_kinds: dict[str, SubjectKind] = {}


def add_subject_kind(kind: SubjectKind) -> None:
    _kinds[kind.name] = kind


def subject_of(written: str) -> Subject | None:
    """None for what no app has said anything about."""
    found = WRITTEN.fullmatch(written)
    kind = _kinds.get(found["kind"]) if found else None
    return Subject(kind, UUID(found["id"])) if found and kind else None
