"""The respondent answers: it grants, or refuses with fact, article and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Duty, Remedy, VehicleOffered
from claims.cases.comparing import grant_contradicts, refusal_contradicts
from claims.cases.contradictions import Denial, codes_of
from claims.cases.keeping import keep_for
from claims.cases.models import Claim, RaisedGround, RefusalReason, Reply
from claims.cases.models.claim import PERFORMANCE
from claims.cases.services.acting import Act, Doing, begin
from claims.cases.sides import settled_facts
from claims.cases.time_limits import mark_met, with_deadlines
from sanbao.law import CaseFacts

NO_REASON = _("拒绝要写明理由：哪一项事实，哪一条规定，有什么证据。")
NO_FACT = _("请写明是哪一项事实。")
NO_RULE = _("请选择依据哪一条。")
NO_EVIDENCE = _("请附上证据，或者写明为什么没有。")
NO_REMEDY = _("请选择同意怎样办。")
NO_CAR = _("请选择提供哪辆车。")
NO_DAY = _("请写明什么时候办。")
ANOTHER_REMEDY = _("同意的和要求的不是一回事。想用别的办法解决，请作为和解提议提出。")
IN_THE_PAST = _("办理的日期不能早于今天。")


@dataclass(frozen=True, kw_only=True)
class Grant:
    """`fulfil_on`: when it will be done. `amount_fen`: of what is about money."""

    remedy: str
    fulfil_on: date | None
    vehicle_offered: str = ""
    vehicle_words: str = ""
    amount_fen: int | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """`evidence`: public ids. Without evidence it is said why."""

    fact_words: str
    rule: str
    fact: str = ""
    evidence: Sequence[str] = ()
    no_evidence_because: str = ""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A ground of exemption that the business raises, for the problems it names by their keys."""

    ground: str
    problems: Sequence[str]
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """`replied_on`: of an answer on paper that is recorded later; None: today."""

    reasons: Sequence[Reason]
    grounds: Sequence[Ground] = ()
    words: str = ""
    replied_on: date | None = None


@transaction.atomic
def claim_grant(*, claim: Claim, grant: Grant, doing: Doing, replied_on: date | None = None) -> Claim:
    act = begin(claim, "grant", doing)
    current = act.claim
    if act.is_repeated:
        return current
    _check_grant(grant, current.about.remedy, timezone.localdate(current.moment))
    facts = settled_facts(current, current.moment)
    found = _grant_contradicts(current, grant, facts)
    current.remedy = grant.remedy
    _reply(
        act,
        replied_on,
        grants=True,
        remedy=grant.remedy,
        vehicle_offered=grant.vehicle_offered,
        vehicle_words=grant.vehicle_words,
        amount_fen=grant.amount_fen,
        fulfil_on=grant.fulfil_on,
        words=grant.words,
        contradicts=",".join(found),
    )
    return act.take(
        remedy=grant.remedy,
        fulfil_on=str(grant.fulfil_on),
        contradicts=bool(found),
        assessment=keep_for(current, "claim.grant", doing, facts),
    )


@transaction.atomic
def claim_refuse(*, claim: Claim, refusal: Refusal, doing: Doing) -> Claim:
    """Raises ValidationError for a refusal without fact, article and evidence (Order 43, article 28)."""
    act = begin(claim, "refuse", doing)
    current = act.claim
    if act.is_repeated:
        return current
    _check_refusal(refusal)
    _raise_grounds(act, refusal.grounds)
    facts = settled_facts(current, current.moment)
    found = _refusal_contradicts(current, refusal, facts)
    reply = _reply(act, refusal.replied_on, grants=False, words=refusal.words, contradicts=",".join(found))
    RefusalReason.objects.bulk_create(
        RefusalReason(
            reply=reply,
            number=number,
            fact=reason.fact,
            fact_words=reason.fact_words.strip(),
            rule=reason.rule,
            evidence=",".join(reason.evidence),
            no_evidence_because=reason.no_evidence_because.strip(),
        )
        for number, reason in enumerate(refusal.reasons, 1)
    )
    return act.take(
        reasons=len(refusal.reasons),
        contradicts=bool(found),
        assessment=keep_for(current, "claim.refuse", doing, facts),
    )


def _refusal_contradicts(claim: Claim, refusal: Refusal, facts: CaseFacts | None) -> tuple[str, ...]:
    """Whoever sends it, by whichever way: what it contradicts is found again, and kept. Its grounds are raised already."""
    denials = [Denial(one.rule, one.fact) for one in refusal.reasons]
    return () if facts is None else codes_of(refusal_contradicts(claim, facts, denials))


def _grant_contradicts(claim: Claim, grant: Grant, facts: CaseFacts | None) -> tuple[str, ...]:
    if facts is None:
        return ()
    days = [one.due_on for one in with_deadlines(claim) if one.duty in PERFORMANCE and one.due_on]
    return codes_of(grant_contradicts(claim, facts, grant.amount_fen, grant.fulfil_on, max(days, default=None)))


def _reply(act: Act, replied_on: date | None, **told: object) -> Reply:
    claim = act.claim
    day = replied_on or timezone.localdate(claim.moment)
    reply = Reply.objects.create(
        claim=claim,
        number=act.times_taken("grant", "refuse") + 1,
        replied_on=day,
        replied_at=claim.moment,
        replied_by=act.person,
        **told,
    )
    mark_met(claim, [Duty.REPLY], day)
    return reply


def _raise_grounds(act: Act, grounds: Sequence[Ground]) -> None:
    if not grounds:
        return
    first = act.claim.grounds.count() + 1
    RaisedGround.objects.bulk_create(
        RaisedGround(
            claim=act.claim,
            number=number,
            ground=one.ground,
            problems=",".join(one.problems),
            words=one.words.strip(),
            raised_by=act.person,
            raised_at=act.claim.moment,
        )
        for number, one in enumerate(grounds, first)
    )
    act.claim.has_grounds = True


def _check_grant(grant: Grant, asked: str, today: date) -> None:
    faults: dict[str, object] = {}
    if grant.remedy not in Remedy.values:
        faults["remedy"] = NO_REMEDY
    elif grant.remedy != asked:
        faults["remedy"] = ANOTHER_REMEDY
    if grant.remedy == Remedy.VEHICLE_REPLACEMENT and grant.vehicle_offered not in VehicleOffered.values:
        faults["vehicle_offered"] = NO_CAR
    if grant.fulfil_on is None:
        faults["fulfil_on"] = NO_DAY
    elif grant.fulfil_on < today:
        faults["fulfil_on"] = IN_THE_PAST
    if faults:
        raise ValidationError(faults)


def _check_refusal(refusal: Refusal) -> None:
    if not refusal.reasons:
        raise ValidationError({"reasons": NO_REASON})
    for reason in refusal.reasons:
        faults = {
            "fact_words": NO_FACT if not reason.fact_words.strip() else None,
            "rule": NO_RULE if not reason.rule else None,
            "evidence": NO_EVIDENCE if not (reason.evidence or reason.no_evidence_because.strip()) else None,
        }
        if any(faults.values()):
            raise ValidationError({name: fault for name, fault in faults.items() if fault})
