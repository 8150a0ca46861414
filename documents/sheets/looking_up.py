"""The sheet of whoever holds its number and check code: of the site's own papers alone, and until they are erased."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from documents.issuing import register
from documents.issuing.models import Paper
from documents.verifying import looking_up


def sheet_by_code(number: str, check_code: str) -> Paper | None:
    paper = looking_up.by_code(number, check_code)
    if paper is None or paper.issuer is not None or paper.kind in register.kept_kinds():
        return None
    return paper


def kept_until(paper: Paper) -> date:
    return timezone.localdate(paper.issued_at + timedelta(days=settings.SHEET_DAYS))
