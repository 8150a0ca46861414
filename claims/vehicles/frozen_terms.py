"""The terms of a voucher as they were when the car was sold: JSON in the row of the sale, read back strictly."""

from __future__ import annotations

import json
from typing import Any

from claims.filings.terms import FiledTerms
from documents.issuing.restoring import context_from
from documents.papers.payload import payload

SHAPE = "filed_terms.1"


class TermsError(ValueError):
    """Stored terms that are not exactly what `frozen` writes."""


def frozen(terms: FiledTerms) -> dict[str, Any]:
    """Plain JSON: numbers with a point as text, nothing lost."""
    written: dict[str, Any] = json.loads(payload(SHAPE, terms))
    return written


def thawed(stored: Any) -> FiledTerms:
    """Raises TermsError where a key is missing, unknown, or of another kind: what was frozen is read whole or not at all."""
    try:
        terms: FiledTerms = context_from(json.dumps(stored), FiledTerms)
    except (KeyError, TypeError, ValueError, ArithmeticError) as fault:
        raise TermsError(str(fault)) from fault
    if frozen(terms) != stored:
        raise TermsError("not written by this version")
    return terms
