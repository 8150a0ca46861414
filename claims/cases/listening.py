"""Who is told of signatures and steps: the settlement."""

from __future__ import annotations

from claims.cases.services.settling import settlement_left, settlement_signed
from claims.cases.signals import claim_stepped
from documents.signatures.signals import signature_settled


def add() -> None:
    claim_stepped.connect(settlement_left, dispatch_uid="settlement_left")
    signature_settled.connect(settlement_signed, dispatch_uid="settlement_signed")
