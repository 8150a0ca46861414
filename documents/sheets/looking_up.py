"""The sheet of whoever holds its number and check code: of the site's own papers alone, and until they are erased."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from documents.issuing.models import Paper
from documents.verifying import looking_up


def sheet_by_code(number: str, check_code: str) -> Paper | None:
    paper = looking_up.by_code(number, check_code)
    return paper if paper is not None and paper.issuer is None else None


def kept_until(paper: Paper) -> date:
    return timezone.localdate(paper.issued_at + timedelta(days=settings.SHEET_DAYS))
