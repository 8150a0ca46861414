"""A draft is told page by page: each answer is kept at once, under the rules of `opening`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from claims.cases.codes import Channel, Kind, Party, State
from claims.cases.models import AskingProgress, Claim, Demand, DemandItem, Statement
from claims.cases.services.acting import NOT_NOW, Doing, record_claim, save
from claims.cases.services.opening import Asked, Respondent, claim_open, demand_put, respondent_put
from claims.cases.services.stating import record_statement
from claims.cases.services.submitting import claim_submit, receipt_record
from claims.cases.signals import claim_noted
from claims.repairs.models import QualityProblem
from claims.repairs.services.opening import problem_create
from claims.repairs.services.recording import check
from claims.vehicles.models import Vehicle
from claims.vehicles.selectors import latest_reading
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

NO_NAME = gettext_lazy("请用几个字写下是什么毛病，例如“变速器顿挫”。")
GONE = gettext_lazy("经营者已经不存在，没有人可以签收，从提出的那一天算起。")
OF_THE_ITEM = (
    "symptom",
    "group",
    "component",
    "part_name",
    "position",
    "quality_problem",
    "serious_safety",
    "event",
    "event_established",
    "main_component",
    "needs_replacement",
)


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What is wrong now: a problem of before, or a new one by its `name`; `values` are those of the item that are told."""

    problem: QualityProblem | None = None
    name: str = ""
    values: Mapping[str, str]


def asked_of(claim: Claim) -> Asked:
    """What the draft asks for so far; of a new one: nothing, at the mileage last read."""
    row = Demand.objects.filter(claim=claim).first()
    if row is None:
        last = latest_reading(claim.vehicle)
        return Asked(mileage_km=last.km if last else 0, made_on=timezone.localdate(claim.opened_at))
    values = {name: getattr(row, name) for name in Asked.__dataclass_fields__ if name != "items"}
    return Asked(**values, items=[_copy(item) for item in _items(row)])


@transaction.atomic
def demand_change(*, claim: Claim, by: User, at: datetime, **values: Any) -> Demand:
    """The named answers are told anew, the others stay."""
    _draft(claim, by)
    return demand_put(claim=claim, asked=replace(asked_of(claim), **values), by=by, at=at)


@transaction.atomic
def item_put(*, claim: Claim, number: int, wrong: Wrong, by: User, at: datetime) -> Demand:
    """The thing that is wrong with this number, or one more. Told twice, it is one."""
    _draft(claim, by)
    asked = asked_of(claim)
    items = list(asked.items)
    before = items[number - 1] if number <= len(items) else None
    item = before or DemandItem()
    item.problem = _problem(claim, before, wrong)
    for name, value in wrong.values.items():
        setattr(item, name, value)
    if before is None:
        items.append(item)
    return demand_put(claim=claim, asked=replace(asked, items=items), by=by, at=at)


@transaction.atomic
def item_drop(*, claim: Claim, number: int, by: User, at: datetime) -> Demand:
    _draft(claim, by)
    asked = asked_of(claim)
    dropped = [item for place, item in enumerate(asked.items, 1) if place == number]
    left = [item for place, item in enumerate(asked.items, 1) if place != number]
    row = demand_put(claim=claim, asked=replace(asked, items=left), by=by, at=at)
    for item in dropped:
        if _is_of_this_draft_alone(item.problem, row):
            item.problem.delete()
    return row


@transaction.atomic
def kind_put(*, claim: Claim, kind: Kind, by: User) -> Claim:
    """What is asked for. Whom to ask is asked again where somebody else owes it."""
    current = _draft(claim, by)
    if current.kind == kind:
        return current
    owed_by_seller = current.about.owed_by_seller
    current.kind = kind
    if current.about.owed_by_seller != owed_by_seller:
        _forget(current, ("respondent",))
    _forget(current, ("also", "losses", "amount"))
    save(current)
    return current


@transaction.atomic
def respondent_choose(*, claim: Claim, respondent: Respondent, by: User) -> Claim:
    """Whom to ask; of another one than before, name and address are asked again."""
    before = claim.respondent_name
    current = respondent_put(claim=claim, respondent=respondent, by=by)
    if current.respondent_name != before or not current.respondent_name:
        _forget(current, ("named",))
    return current


@transaction.atomic
def page_answered(*, claim: Claim, name: str, by: User) -> None:
    _draft(claim, by)
    row = AskingProgress.objects.get_or_create(claim=claim)[0]
    if name not in row.answered_names:
        row.answered = ",".join((*row.answered_names, name))
        row.save(update_fields=["answered"])


@transaction.atomic
def further_open(*, claim: Claim, kind: Kind, by: User, at: datetime, key: UUID) -> Claim:
    """One more claim about the same car and the same trouble, with everything that was told; asked twice, it is one."""
    further = claim_open(
        vehicle=claim.vehicle,
        kind=kind,
        respondent=Respondent(),
        by=by,
        at=at,
        key=key,
        channel=Channel(claim.channel),
        body=claim.body,
    )
    if AskingProgress.objects.filter(claim=further).exists():
        return further
    if claim.representative_id is not None:
        further.representative_id = claim.representative_id
        save(further)
    demand_put(claim=further, asked=replace(asked_of(claim), amount_fen=None), by=by, at=at)
    told = AskingProgress.objects.filter(claim=claim).first()
    kept = {"received", "problems", "mileage", "record", "papers", "words", "evidence"}
    names = (*(name for name in (told.answered_names if told else kept) if name in kept), "kind", "also")
    AskingProgress.objects.create(claim=further, answered=",".join(names), beside=claim)
    for said in claim.statements.order_by("id"):
        values = {name: getattr(said, name) for name in ("side", "fact", "value", "words", "stated_by", "stated_at")}
        copy = Statement.objects.create(claim=further, **values)
        record_statement(further, copy, Doing(by=by, at=at, key=key))
    return further


@transaction.atomic
def claim_send(*, claim: Claim, doing: Doing) -> Claim:
    """Asked on the day on which it is sent; what came on paper was asked on the day it says.

    Of a respondent that is gone nobody can sign a receipt: its time begins with the demand, and its producer is told.
    """
    is_first = claim.state == State.DRAFT
    today = timezone.localdate(doing.at)
    if is_first and claim.channel == Channel.ONLINE and hasattr(claim, "demand") and claim.demand.made_on != today:
        Demand.objects.filter(claim=claim, claim__state=State.DRAFT).update(made_on=today)
    sent = claim_submit(claim=claim, doing=doing)
    if is_first and sent.is_respondent_gone:
        sent = _nobody_can_sign(sent, doing)
    return sent


def _nobody_can_sign(claim: Claim, doing: Doing) -> Claim:
    if claim.demand.received_on is None:
        with translation.override("zh-hans"):
            words = str(GONE)
        claim = receipt_record(
            claim=claim, received_on=claim.demand.made_on, words=words, doing=replace(doing, lock=None)
        )
    record_claim("claim.respondent_gone", claim, doing, Party.CONSUMER, {})
    claim_noted.send(sender=Claim, claim=claim, note="claim.respondent_gone", by=doing.by, at=doing.at)
    return claim


def _draft(claim: Claim, by: User) -> Claim:
    rows = Claim.objects.select_for_update(of=("self",), no_key=True).select_related("vehicle")
    current = rows.get(pk=claim.pk)
    demand(by.is_active and by.pk in (current.entered_by_id, current.consumer_id, current.representative_id))
    if current.state != State.DRAFT:
        raise ValidationError(NOT_NOW, code="not_now")
    return current


def _items(row: Demand) -> Iterable[DemandItem]:
    return row.items.select_related("problem").order_by("number")


def _copy(item: DemandItem) -> DemandItem:
    return DemandItem(problem=item.problem, **{name: getattr(item, name) for name in OF_THE_ITEM})


def _problem(claim: Claim, before: DemandItem | None, wrong: Wrong) -> QualityProblem:
    """A new one that the draft has made itself is named anew, not made again."""
    if wrong.problem is not None:
        return wrong.problem
    if not wrong.name.strip():
        raise ValidationError({"name": NO_NAME})
    row = Demand.objects.filter(claim=claim).first()
    if before is not None and row is not None and _is_of_this_draft_alone(before.problem, row):
        before.problem.name = wrong.name.strip()
        check(before.problem)
        before.problem.save(update_fields=["name"])
        return before.problem
    car = Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=claim.vehicle_id)
    return problem_create(car, wrong.name)


def _is_of_this_draft_alone(problem: QualityProblem, row: Demand) -> bool:
    return not problem.items.exists() and not DemandItem.objects.filter(problem=problem).exclude(demand=row).exists()


def _forget(claim: Claim, names: Iterable[str]) -> None:
    """These pages are to be answered again."""
    row = AskingProgress.objects.filter(claim=claim).first()
    if row is not None:
        row.answered = ",".join(name for name in row.answered_names if name not in set(names))
        row.save(update_fields=["answered"])
