"""The certificate of a return or a replacement, issued with what the seller says that it has done (Order 43, article 28)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from claims.cases.models import Fulfilment
from documents.issuing.models import Paper
from sanbao.accounts.models import User

Certifies = Callable[[Fulfilment, User, datetime], Paper | None]

_certifies: list[Certifies] = []


def set_certificate(certifies: Certifies) -> None:
    """By the module that knows these papers, in its `ready()`: one for all, the last that was set."""
    _certifies[:] = [certifies]


def certificate_issue(fulfilment: Fulfilment, by: User, at: datetime) -> Paper | None:
    """None where it is no paper of this site: of a respondent without an account, or of another remedy."""
    return _certifies[0](fulfilment, by, at) if _certifies else None
