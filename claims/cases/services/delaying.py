"""Days by which the consumer himself put off the completion: recorded with their proof, contested, or let stand.

They put off the completion alone, and only where the law says so; the reply never waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Party
from claims.cases.models import Claim, ConsumerDelay, Deadline
from claims.cases.services.acting import Doing
from claims.cases.services.noting import Note, begin_note
from claims.cases.time_limits import counted_again, is_pausable, pauses_of

NOTHING_TO_PUT_OFF = _("这份请求没有可以因为消费者延误而顺延的期限。")
BEFORE_START = _("不能早于期限开始的那一天。")
NOT_YET = _("只能登记已经过去的日子。")
TURNED_ROUND = _("结束的日期不能早于开始的日期。")
NO_WORDS = _("请写明消费者怎样耽误了办理。")
NO_PROOF = _("请写明有什么凭据，例如通知的短信、预约记录。")
NO_WHY = _("请写明为什么不是这样。")


@dataclass(frozen=True, kw_only=True)
class Delay:
    """Both days count. `evidence`: public ids."""

    first_day: date
    last_day: date
    words: str
    proof: str
    evidence: Sequence[str] = ()


@transaction.atomic
def delay_record(*, claim: Claim, delay: Delay, doing: Doing) -> ConsumerDelay:
    known = ConsumerDelay.objects.filter(claim=claim, request_key=doing.key, recorded_by=doing.by).first()
    if known is not None:
        return known
    note = begin_note(claim, doing, Party.BUSINESS)
    _check(delay, _running(note.claim), timezone.localdate(note.claim.moment))
    made = ConsumerDelay.objects.create(
        claim=note.claim,
        number=note.claim.consumer_delays.count() + 1,
        first_day=delay.first_day,
        last_day=delay.last_day,
        words=delay.words.strip(),
        proof=delay.proof.strip(),
        evidence=",".join(delay.evidence),
        recorded_by=note.by,
        recorded_at=note.claim.moment,
        request_key=doing.key,
    )
    _count_again(note, "delay_recorded", made)
    return made


@transaction.atomic
def delay_contest(*, delay: ConsumerDelay, words: str, doing: Doing) -> ConsumerDelay:
    """It was not so: until that is settled the days count for the completion as if nothing had been put off."""
    note = begin_note(delay.claim, doing, Party.CONSUMER)
    row = ConsumerDelay.objects.get(pk=delay.pk)
    if not row.counts:
        return row
    if not words.strip():
        raise ValidationError({"words": NO_WHY})
    row.contested_by, row.contested_at, row.conceded_at = note.by, note.claim.moment, None
    row.contested_words = words.strip()
    row.save(update_fields=["contested_by", "contested_at", "conceded_at", "contested_words"])
    _count_again(note, "delay_contested", row)
    return row


@transaction.atomic
def delay_concede(*, delay: ConsumerDelay, doing: Doing) -> ConsumerDelay:
    """Who contested it lets it stand."""
    note = begin_note(delay.claim, doing, Party.CONSUMER)
    row = ConsumerDelay.objects.get(pk=delay.pk)
    if row.counts:
        return row
    row.conceded_at = note.claim.moment
    row.save(update_fields=["conceded_at"])
    _count_again(note, "delay_conceded", row)
    return row


def _running(claim: Claim) -> Deadline:
    found = next((one for one in claim.deadlines.filter(met_on=None) if is_pausable(one)), None)
    if found is None:
        raise ValidationError(NOTHING_TO_PUT_OFF, code="nothing_to_put_off")
    return found


def _count_again(note: Note, action: str, delay: ConsumerDelay) -> None:
    """The due day of what may be put off, by the delays that count now."""
    for deadline in note.claim.deadlines.filter(met_on=None):
        if is_pausable(deadline):
            deadline.due_on = counted_again(deadline, pauses_of(deadline))
            deadline.save(update_fields=["due_on"])
    told = {"first_day": str(delay.first_day), "last_day": str(delay.last_day)}
    note.take(action, delay=delay.number, **told)


def _check(delay: Delay, deadline: Deadline, today: date) -> None:
    faults = {
        "first_day": BEFORE_START if delay.first_day <= deadline.start_on else None,
        "last_day": NOT_YET if delay.last_day > today else TURNED_ROUND if delay.last_day < delay.first_day else None,
        "words": NO_WORDS if not delay.words.strip() else None,
        "proof": NO_PROOF if not (delay.proof.strip() or delay.evidence) else None,
    }
    if any(faults.values()):
        raise ValidationError({name: fault for name, fault in faults.items() if fault})
