"""What people sign: `visit/2f1c…`. The apps that own such things say what is shown, what of it is hashed, and who may ask.

add_signable(SignableKind("visit", title=…, content=…, html=…, roles={"owner": _("车主")}, may_view=…, may_request=…))
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from sanbao.accounts.models import User
from sanbao.ledger.canonical import canonical

WRITTEN = re.compile(r"(?P<kind>[a-z]+(?:_[a-z]+)*)/(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
CONTENT_TAG = "sanbao.signatures.content.1"

Permitted = Callable[[User, UUID], bool]


@dataclass(frozen=True)
class SignableKind:
    """`content`: what is signed, as JSON without floats; `html`: the same for people. One must not say what the other
    leaves out. `may_request`: who asks for signatures and hands over the tablet."""

    name: str
    title: Callable[[UUID], str]
    content: Callable[[UUID], Mapping[str, Any]]
    html: Callable[[UUID], SafeString]
    roles: Mapping[str, str | Promise]
    may_view: Permitted
    may_request: Permitted
    url: Callable[[UUID], str] | None = None


@dataclass(frozen=True)
class Signable:
    kind: SignableKind
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind.name}/{self.id}"

    @property
    def title(self) -> str:
        return self.kind.title(self.id)

    @property
    def url(self) -> str:
        return self.kind.url(self.id) if self.kind.url else ""

    @property
    def html(self) -> SafeString:
        return self.kind.html(self.id)

    @property
    def content_hash(self) -> str:
        """Of the content as it is now."""
        return hash_of(self.kind.content(self.id))

    def role_label(self, role: str) -> str:
        return str(self.kind.roles.get(role, role))


def hash_of(content: Mapping[str, Any]) -> str:
    """For an app that has the content at hand."""
    return hashlib.sha256(f"{CONTENT_TAG}\n{canonical(content)}".encode()).hexdigest()


_kinds: dict[str, SignableKind] = {}


def add_signable(kind: SignableKind) -> None:
    _kinds[kind.name] = kind


def signable_of(written: str) -> Signable | None:
    """None for what no app has said anything about."""
    found = WRITTEN.fullmatch(written)
    kind = _kinds.get(found["kind"]) if found else None
    return Signable(kind, UUID(found["id"])) if found and kind else None
