"""From a context to a numbered, frozen paper: what every way of issuing shares. It writes inside the caller's transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from documents.issuing import completeness, register
from documents.issuing.check_code import new_check_code
from documents.issuing.models import Paper, Series, WhyReplaced
from documents.issuing.numbering import SAMPLE, take_number
from documents.issuing.restoring import context_from
from documents.issuing.signals import paper_frozen
from documents.papers.payload import payload
from sanbao import work
from sanbao.accounts.models import Organisation, User
from sanbao.ledger.canonical import commit, new_salt
from sanbao.ledger.services import record
from sanbao.ledger.shapes import SYSTEM, Code

PRINT = "papers.print"
AT_ONCE = timedelta(0)


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be issued. `key` is one for a form: sent twice, it makes one paper. Without an issuer: by the site."""

    kind: str
    context: Any
    issuer: Organisation | None
    subject: str
    key: UUID
    holder: User | None = None
    replaces: Paper | None = None
    why_replaced: WhyReplaced = WhyReplaced.LOST


class ContextTypeError(TypeError):
    """A context, or a field of one, of another type than its kind declares: a fault of the app that made it."""


def ready(kind: register.Kind, context: Any, issuer: Organisation | None) -> Any:
    """Complete, printable, this issuer's and settled; an incomplete context raises ContextError.

    Loads fonts and counts days: not while rows are locked.
    """
    if type(context) is not kind.context:
        raise ContextTypeError(kind.code)
    completeness.check(kind, kind.numbered(context, SAMPLE), issuer)
    settled = kind.settled(context)
    if not _comes_back(kind, settled):
        raise ContextTypeError(kind.code)
    return settled


def _comes_back(kind: register.Kind, context: Any) -> bool:
    """A field of another type than declared is written as something else, or not read again: told now, not at printing."""
    bare = kind.numbered(context, SAMPLE)
    try:
        return bool(context_from(payload(kind.code, bare).decode(), kind.context) == bare)
    except (ValueError, TypeError):
        return False


def says_the_same(paper: Paper, context: Any) -> bool:
    """Whether a context, ready or not, is what this paper was issued with; the law's words and the number aside."""
    kind = register.kind_of(paper.kind)
    if paper.replaces is not None:
        context = kind.replacing(context, paper.replaces.number, timezone.localdate(paper.issued_at))
    asked = json.loads(payload(kind.code, kind.numbered(context, paper.number)))
    frozen = json.loads(paper.payload)
    return bool(asked["content"] == frozen["content"])


def freeze(
    order: Order, context: Any, series: Series, *, by: User | None, at: datetime, print_after: timedelta = AT_ONCE
) -> Paper:
    """The next number of the locked series, for a context that is ready; printed by a worker unless somebody is quicker."""
    kind = register.kind_of(order.kind)
    numbered = kind.numbered(context, take_number(series, kind.prefix))
    paper = _created(order, kind, numbered, series, by=by, at=at)
    record_act("paper.issued", paper, _codes(paper), by=by, at=at, commitments=_commitments(paper))
    paper_frozen.send(sender=Paper, paper=paper, context=numbered, by=by, at=at)
    if paper.replaces is not None:
        codes: dict[str, Code] = {"by": str(paper.public_id), "reason": str(order.why_replaced)}
        record_act("paper.replaced", paper.replaces, codes, by=by, at=at)
    work.schedule(
        topic=PRINT, payload={"paper": str(paper.public_id)}, key=print_key(paper), due_at=at + print_after, at=at
    )
    return paper


def print_key(paper: Paper) -> str:
    return f"{PRINT}/{paper.public_id}"


def record_act(
    action: str,
    paper: Paper,
    codes: dict[str, Code],
    *,
    by: User | None,
    at: datetime,
    commitments: dict[str, str] | None = None,
) -> None:
    record(
        action=action,
        subject=paper.ledger_subject,
        actor=str(by.public_id) if by else SYSTEM,
        organisation=str(paper.issuer.public_id) if paper.issuer else None,
        codes=codes,
        commitments=commitments,
        at=at,
    )


def _created(
    order: Order, kind: register.Kind, context: Any, series: Series, *, by: User | None, at: datetime
) -> Paper:
    frozen = payload(kind.code, context)
    digest, day = sha256(frozen).hexdigest(), timezone.localdate(at)
    told = kind.essentials(context, issuer=name_of(order.issuer), issued_on=day.isoformat(), payload_sha256=digest)
    return Paper.objects.create(
        kind=kind.code,
        number=context.number,
        issuer=order.issuer,
        year=series.year,
        sequence=series.last,
        subject=order.subject,
        holder=order.holder,
        payload=frozen.decode(),
        payload_sha256=digest,
        payload_salt=new_salt().hex(),
        essentials_text=told.text,
        essentials_salt=new_salt().hex(),
        check_code=new_check_code(),
        issued_at=at,
        issued_by=by,
        request_key=order.key,
        replaces=order.replaces,
    )


def name_of(issuer: Organisation | None) -> str:
    """The site stands on its papers by its host name."""
    return issuer.name if issuer else urlsplit(settings.SITE).netloc


def _codes(paper: Paper) -> dict[str, Code]:
    replaced = str(paper.replaces.public_id) if paper.replaces else None
    return {"kind": paper.kind, "year": paper.year, "sequence": paper.sequence, "replaces": replaced}


def _commitments(paper: Paper) -> dict[str, str]:
    return {
        "payload": commit(bytes.fromhex(paper.payload_salt), paper.payload_sha256),
        "essentials": commit(bytes.fromhex(paper.essentials_salt), paper.essentials_text),
    }
