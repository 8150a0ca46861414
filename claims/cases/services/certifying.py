"""The certificate of a return or a replacement, issued with what the seller says that it has done (Order 43, article 28)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Party, State
from claims.cases.models import Fulfilment
from claims.cases.services.acting import Doing
from claims.cases.services.noting import begin_note
from documents.issuing.models import Paper
from documents.papers.checking import ContextError
from sanbao.accounts.models import User

WITHDRAWN_SAYING = _("消费者说没有办好，请办好以后再登记，那时出具证明。")


class Certifies(Protocol):
    """Which paper it is and what stands on it: the affair of the module that knows these papers."""

    def is_ours(self, fulfilment: Fulfilment, by: User) -> bool:
        """False of a respondent without an account, of another remedy, or for a person who may not issue it."""

    def missing(self, fulfilment: Fulfilment, at: datetime) -> tuple[str, ...]:
        """What has to be known first, in words; nothing: it can be issued."""

    def issue(self, fulfilment: Fulfilment, by: User, at: datetime) -> Paper:
        """Raises ContextError with what is missing. Asked for again, it is the same paper."""


_certifies: list[Certifies] = []


def set_certificate(certifies: Certifies) -> None:
    """By the module that knows these papers, in its `ready()`: one for all, the last that was set."""
    _certifies[:] = [certifies]


def certificate_issue(fulfilment: Fulfilment, by: User, at: datetime) -> Paper | None:
    """What was done is recorded in any case: None where it is no paper of this site, or a fact is missing. Then the claim's
    page tells the seller which (`certificate_missing`), and he issues it later (`certificate_make`)."""
    known = next((one for one in _certifies if one.is_ours(fulfilment, by)), None)
    try:
        return known.issue(fulfilment, by, at) if known else None
    except ContextError:
        return None


@dataclass(frozen=True)
class Missing:
    """A certificate that was not issued; `says`: what has to be known first, nothing where it can be issued now."""

    says: tuple[str, ...]


def certificate_missing(fulfilment: Fulfilment, by: User, at: datetime) -> Missing | None:
    """None where there is nothing for this person to issue."""
    if fulfilment.certificate_id is not None or fulfilment.contested_at is not None:
        return None
    known = next((one for one in _certifies if one.is_ours(fulfilment, by)), None)
    return Missing(known.missing(fulfilment, at)) if known else None


@transaction.atomic
def certificate_make(*, fulfilment: Fulfilment, doing: Doing) -> Paper:
    """Of what was said to be done before. Made twice, it is the same one. Raises ValidationError with what is missing."""
    note = begin_note(fulfilment.claim, doing, Party.BUSINESS, states=(State.FULFILLING, State.CLOSED))
    row = Fulfilment.objects.select_related("certificate").get(pk=fulfilment.pk)
    row.claim = note.claim
    if row.certificate is not None:
        return row.certificate
    if row.contested_at is not None:
        raise ValidationError(WITHDRAWN_SAYING, code="contested")
    known = next((one for one in _certifies if one.is_ours(row, note.by)), None)
    if known is None:
        raise PermissionDenied
    try:
        paper = known.issue(row, note.by, note.claim.moment)
    except ContextError as refused:
        raise ValidationError([problem.says for problem in refused.problems], code="missing") from refused
    row.certificate = paper
    row.save(update_fields=["certificate"])
    note.take("certificate_issued", number=row.number)
    return paper
