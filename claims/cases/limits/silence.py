"""Silence that the law takes for a refusal: a predicate of the reply's due day and the moment, stored nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language

from claims.cases.codes import Duty, State
from claims.cases.models import Claim, Deadline
from claims.cases.words import article_named
from sanbao.law.deadlines import deemed_refusal
from sanbao.law.regulations import FOLDERS


@dataclass(frozen=True)
class DeemedRefusal:
    """After `due_on` silence is taken for a refusal."""

    due_on: date
    article: str


def deemed_on(reply: Deadline) -> DeemedRefusal | None:
    """None where it is no reply of the law, was given, or its day is not known."""
    order = reply.law.partition("/")[0]
    if reply.duty != Duty.REPLY or order not in FOLDERS or reply.met_on is not None:
        return None
    found = deemed_refusal(order, reply.due_on)
    if found.due_on is None:
        return None
    lang = "en" if get_language() == "en" else "zh"
    return DeemedRefusal(found.due_on, article_named(found.citation, lang))


def is_deemed_refused(claim: Claim, moment: datetime) -> bool:
    """No reply came, and the law takes that for a refusal."""
    reply = claim.deadlines.filter(duty=Duty.REPLY).first()
    if reply is None or claim.state != State.SUBMITTED:
        return False
    last = deemed_on(reply)
    return last is not None and timezone.localdate(moment) > last.due_on
