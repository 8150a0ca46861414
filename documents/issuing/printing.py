"""From a frozen paper to its bytes: nothing here is written, so it may be done again after a worker was lost."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    kind = register.kind_of(paper.kind)
    seal = sealed(paper.essentials, sealing_key())
    address = f"{settings.SITE}{ADDRESS}"
    proof = Proof(paper.check_code, f"{address}#{seal}", address)
    context = replace(context_from(paper.payload, kind.context), proof=proof)
    return Printed(kind.printed(context, paper.issued_at), seal)
