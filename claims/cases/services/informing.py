"""The respondent or a clerk wants to know something; the consumer answers. No time limit waits for it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Party
from claims.cases.models import Claim, InformationRequest
from claims.cases.services.acting import Doing
from claims.cases.services.noting import begin_note

NO_QUESTION = _("请写明想知道什么。")
NO_ANSWER = _("请写下回答。")
ANSWERED_ALREADY = _("已经回答过了。")


@transaction.atomic
def information_ask(*, claim: Claim, words: str, doing: Doing) -> InformationRequest:
    known = InformationRequest.objects.filter(claim=claim, request_key=doing.key, asked_by=doing.by).first()
    if known is not None:
        return known
    note = begin_note(claim, doing, Party.BUSINESS, Party.CLERK)
    if not words.strip():
        raise ValidationError({"words": NO_QUESTION})
    made = InformationRequest.objects.create(
        claim=note.claim,
        number=note.claim.information_requests.count() + 1,
        words=words.strip(),
        asked_party=note.party,
        asked_by=note.by,
        asked_at=note.claim.moment,
        request_key=doing.key,
    )
    note.take("information_asked", request=made.number)
    return made


@transaction.atomic
def information_answer(*, request: InformationRequest, words: str, doing: Doing) -> InformationRequest:
    note = begin_note(request.claim, doing, Party.CONSUMER)
    row = InformationRequest.objects.get(pk=request.pk)
    if row.answered_at is not None:
        if row.answer == words.strip() and row.answered_by_id == note.by.pk:
            return row
        raise ValidationError(ANSWERED_ALREADY, code="answered")
    if not words.strip():
        raise ValidationError({"words": NO_ANSWER})
    row.answer, row.answered_by, row.answered_at = words.strip(), note.by, note.claim.moment
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    note.take("information_given", request=row.number)
    return row
