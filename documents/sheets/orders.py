"""From the answers of a check to the sheet that is asked for. Nothing that names a person or a car is in it."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

from django.utils import timezone, translation

from documents.issuing.freezing import Order
from documents.issuing.models import Paper
from documents.papers.entitlement import EntitlementContext
from documents.papers.language import LANGUAGES
from documents.papers.printing import ENTITLEMENT
from sanbao.check.case import case_of, is_only_asking
from sanbao.check.state import Answers
from sanbao.check.steps.part_of_problem import language
from sanbao.law import assess
from sanbao.law.sources import law_data_version


def order_again(answers: Answers, known: Paper) -> Order:
    """The same answers as on the day and in the language of the sheet that they made before."""
    told = json.loads(known.payload)["content"]["language"]
    with translation.override(LANGUAGES[told]):
        return order_of(answers, known.request_key, timezone.localdate(known.issued_at))


def order_of(answers: Answers, key: UUID, today: date) -> Order:
    """Raises FactsError when the answers contradict themselves. The owner's own words for a problem stay behind."""
    facts = case_of(answers, today)
    context = EntitlementContext(
        number="",
        facts=facts,
        assessment=assess(facts),
        law_data_version=law_data_version(),
        self_reported=True,
        only_asking=is_only_asking(answers),
        language="en" if language() == "en" else "zh",
    )
    return Order(kind=ENTITLEMENT, context=context, issuer=None, subject=f"check/{key}", key=key)
