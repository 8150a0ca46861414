"""The respondent's answers as papers."""

from __future__ import annotations

from claims.cases.codes import Duty, Remedy
from claims.cases.models import RefusalReason, Reply
from claims.cases.papers.articles import cited, joined
from claims.cases.papers.contexts import Grant, ReasonTold, Refusal
from claims.cases.papers.told import ClaimTold, evidence_told, fen, remedy_named
from claims.cases.regulation import regulation_of
from documents.evidence.models import Evidence
from documents.papers import fact_words
from sanbao.law.phrases import citation_of
from sanbao.law.regulations import regulation

_WHOLE_CAR = (Remedy.VEHICLE_REPLACEMENT, Remedy.VEHICLE_RETURN)
_OF_THE_CAR = ("车辆登记证书、行驶证", "身份证件")


def grant(told: ClaimTold, reply: Reply) -> Grant:
    return Grant(
        **told.head(),
        replied_on=reply.replied_on,
        remedy=remedy_named(reply.remedy),
        articles=told.articles(reply.remedy),
        fulfil_on=reply.fulfil_on or reply.replied_on,
        vehicle_offered=str(reply.get_vehicle_offered_display()) if reply.vehicle_offered else "",
        vehicle_words=reply.vehicle_words,
        amount=fen(reply.amount_fen),
        words=reply.words,
        limits=told.limits(Duty.COMPLETE, Duty.CERTIFICATE, Duty.VOUCHER_REISSUE),
        bring=_bring(told, reply),
    )


def _bring(told: ClaimTold, reply: Reply) -> tuple[str, ...]:
    """What the order wants to be shown, and what the registration of a car needs."""
    regulation_id = regulation_of(told.claim)
    if regulation_id is None:
        return ()
    is_whole_car = reply.remedy in _WHOLE_CAR
    parameter = regulation(regulation_id).parameters["papers_for_vehicle" if is_whole_car else "papers_for_repair"]
    shown = next(value for _day, value in reversed(parameter.values) if value is not None)
    return (*map(fact_words.paper, shown), *(_OF_THE_CAR if is_whole_car else ()))


def refusal(told: ClaimTold, reply: Reply) -> Refusal:
    duty = told.limits(Duty.REPLY)
    reasons = list(reply.reasons.order_by("number"))
    evidence = _evidence(reasons)
    return Refusal(
        **told.head(),
        replied_on=reply.replied_on,
        duty=duty[0] if duty and duty[0].citation else None,
        reasons=tuple(_reason(one, evidence) for one in reasons),
        grounds=tuple(
            _ground(told, one.ground, one.problem_keys, one.words) for one in told.claim.grounds.order_by("number")
        ),
        words=reply.words,
    )


def _reason(row: RefusalReason, evidence: dict[str, str]) -> ReasonTold:
    return ReasonTold(
        fact=row.fact_words,
        citation=cited(citation_of(row.rule)),
        evidence=tuple(evidence[key] for key in _keys(row) if key in evidence),
        without_evidence=row.no_evidence_because,
    )


def _keys(row: RefusalReason) -> list[str]:
    return [key for key in row.evidence.split(",") if key]


def _evidence(reasons: list[RefusalReason]) -> dict[str, str]:
    wanted = {key for row in reasons for key in _keys(row)}
    return {str(item.public_id): evidence_told(item) for item in Evidence.objects.filter(public_id__in=wanted)}


def _ground(told: ClaimTold, ground: str, problems: tuple[str, ...], words: str) -> str:
    named = joined(told.names.get(key, key) for key in problems)
    return "：".join(filter(None, (f"{fact_words.ground(ground)}（{named}）", words)))
