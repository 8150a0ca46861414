"""The replies to a claim with their reasons, in one query."""

from __future__ import annotations

from django.db.models import F

from claims.cases.models import Claim, RefusalReason, Reply

_NAMES = ("number", "fact", "fact_words", "rule", "evidence", "no_evidence_because")


def replies_told(claim: Claim) -> list[Reply]:
    """In their order; `told_reasons` in theirs."""
    columns = {f"reason_{name}": F(f"reasons__{name}") for name in _NAMES}
    replies: dict[int, Reply] = {}
    for row in claim.replies.annotate(**columns).order_by("number", "reasons__number"):
        reply = replies.setdefault(row.number, row)
        if reply is row:
            reply.told_reasons = []
        if getattr(row, "reason_number") is not None:  # noqa: B009  an annotation, of which the type knows nothing
            told = {name: getattr(row, f"reason_{name}") for name in _NAMES}
            reply.told_reasons.append(RefusalReason(**told))
    return list(replies.values())
