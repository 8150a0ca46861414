"""From a checked context to its PDF."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation

from claims.cases.papers.codes import ENGLISH, TITLES
from claims.cases.papers.contexts import CasePaper
from documents.papers.language import CHINESE
from documents.papers.printing import imprint, pictures, rendered


def printed(code: str, context: CasePaper, made_at: datetime) -> bytes:
    with translation.override(CHINESE):
        heading = str(TITLES[code])
        values = {
            "paper": context,
            "title": f"{heading} {context.number}",
            "heading": heading,
            "heading_en": ENGLISH[code],
        }
        return rendered(
            f"cases/papers/{code}.html",
            values,
            imprint(code, context, made_at),
            language=CHINESE,
            pictures=pictures(context.proof),
        )
