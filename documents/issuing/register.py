"""The register of kinds of papers, and of what may be issued now. Apps fill it in their `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from documents.issuing.seal import Essentials
from documents.papers.checking import Problem
from documents.papers.voucher import StatutoryItem
from sanbao.accounts.models import Organisation, User


@dataclass(frozen=True, slots=True)
class Telling:
    """What a kind tells of a paper in its QR code and to a stranger: nothing that names a person."""

    vin_last6: str = ""
    outcome: str = ""
    amount: str = ""


def _nothing_wrong(_context: Any, _issuer: Organisation | None) -> Iterable[Problem]:
    return ()


@dataclass(frozen=True)
class Kind:
    """`context` is a frozen dataclass with `number` and `proof`; `check` raises ContextError. `settled` gives the
    context with all that the law's data say of it now, to be frozen and printed whatever they say later.

    `seen_by` gives the papers of this kind that a person may see, `issued_by` the organisations for which a
    person may issue one, `items` what the law wants on this paper and the fields that give it, `replacing` the context of a paper
    that names the one it replaces, `correcting` the same where that one was not lost but wrong (None: no difference),
    `following` of one that names the one withdrawn before it, `by_site` whether the site issues it,
    `is_kept` whether such a one belongs to something that keeps it: else it is given to whoever asks, and erased after some days,
    `of_issuer` what is wrong with a context in a paper of this issuer, `bilingual` the context of one that is printed in
    both languages (None: there is none).
    """

    code: str
    title: str | Promise
    prefix: str
    subject_kind: str
    context: type[Any]
    check: Callable[[Any], None]
    settled: Callable[[Any], Any]
    printed: Callable[[Any, datetime], bytes]
    tells: Callable[[Any], Telling]
    items: Callable[[Any], Iterable[StatutoryItem]]
    seen_by: Callable[[User], Q]
    issued_by: Callable[[User], Q]
    replacing: Callable[[Any, str, date], Any]
    correcting: Callable[[Any, str], Any] | None = None
    following: Callable[[Any, str], Any] = lambda context, _number: context
    bilingual: Callable[[Any], Any] | None = None
    by_site: bool = False
    is_kept: bool = False
    of_issuer: Callable[[Any, Organisation | None], Iterable[Problem]] = _nothing_wrong

    def numbered(self, context: Any, number: str) -> Any:
        return replace(context, number=number, proof=None)

    def essentials(self, context: Any, *, issuer: str, issued_on: str, payload_sha256: str) -> Essentials:
        told = self.tells(context)
        return Essentials(
            self.code, context.number, issuer, issued_on, told.vin_last6, told.outcome, told.amount, payload_sha256
        )


@dataclass(frozen=True)
class Candidate:
    """A paper that can be issued now: `key` names it among those of an organisation, `subject` is opaque."""

    key: str
    kind: str
    label: str
    subject: str
    context: Any
    holder: User | None = None


Source = Callable[[Organisation], Iterable[Candidate]]

_kinds: dict[str, Kind] = {}
_sources: list[Source] = []


def add_kind(kind: Kind) -> None:
    known = _kinds.get(kind.code)
    if known is None and any(other.prefix == kind.prefix for other in _kinds.values()):
        message = f"two kinds with the prefix {kind.prefix!r}"
        raise ValueError(message)
    _kinds[kind.code] = kind


def add_source(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def kind_of(code: str) -> Kind:
    return _kinds[code]


def kinds() -> Mapping[str, Kind]:
    return dict(_kinds)


def kept_kinds() -> list[str]:
    """Codes of what the site issues and nobody fetches by a code, nor is it erased."""
    return [kind.code for kind in _kinds.values() if kind.is_kept]


def candidates_of(organisation: Organisation) -> list[Candidate]:
    return [candidate for source in _sources for candidate in source(organisation)]
