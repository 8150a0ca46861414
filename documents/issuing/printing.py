"""From a frozen paper to its bytes: nothing here is written, so it may be done again after a worker was lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings

from documents.issuing import register
from documents.issuing.keys import sealing_key
from documents.issuing.models import Paper
from documents.issuing.restoring import context_from
from documents.issuing.seal import sealed
from documents.papers.proof import Proof

ADDRESS = "/verify/"


@dataclass(frozen=True, slots=True)
class Printed:
    content: bytes
    seal: str


def print_paper(paper: Paper) -> Printed:
    """The same paper and key give the same bytes."""
    seal = sealed(paper.essentials, sealing_key())
    kind = register.kind_of(paper.kind)
    return Printed(kind.printed(context_with(paper, seal), paper.issued_at), seal)


def context_with(paper: Paper, seal: str) -> Any:
    """The frozen context as it is printed: with its check code, and the seal as its QR code."""
    address, told = f"{settings.SITE}{ADDRESS}", paper.essentials
    proof = Proof(paper.check_code, f"{address}#{seal}", address, told.issuer, date.fromisoformat(told.issued_on))
    context = context_from(paper.payload, register.kind_of(paper.kind).context)
    return replace(context, proof=proof)
