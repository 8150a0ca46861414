"""What a side says of a fact: another value than the record has, or than the other side says. Nothing is overwritten."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Party, State
from claims.cases.facts import facts_of_claim
from claims.cases.models import Claim, Side, Statement
from claims.cases.permissions import parties_of
from claims.cases.services.acting import NOT_NOW, Doing, locked, record_claim
from claims.cases.signals import claim_noted
from claims.cases.versions.paths import NoSuchFactError, with_value
from claims.record.facts import UnknownSaleError
from sanbao.accounts.services.recording import demand
from sanbao.law.errors import FactsError

NO_SUCH_FACT = _("这份请求里没有这一项事实。")
NOT_A_VALUE = _("这一项不能这样填，请核对。")
SALE_UNKNOWN = _("还没有登记这辆车的购车情况，不能比对事实。")
NO_WORDS = _("请写明为什么。")
_PARTY = {Side.CONSUMER: Party.CONSUMER, Side.BUSINESS: Party.BUSINESS}


@transaction.atomic
def fact_state(  # noqa: PLR0913  a statement has that many parts, each named at the call
    *, claim: Claim, side: str, fact: str, value: Any, words: str, doing: Doing, evidence: Sequence[str] = ()
) -> Statement:
    """`fact`: the path of the contract (`visits/R2/finished_at`), `value` as the contract writes it, None for absent. `evidence`: public ids.

    What a side says is said by its own people; what both agree on, or a panel finds, has services of its own. Said
    again in the same words, it is one statement. Raises ValidationError at `fact`, `value` or `words`.
    """
    current = locked(claim)
    party = _PARTY.get(Side(side))
    demand(doing.by is not None and party is not None and party in parties_of(doing.by, current))
    if current.state in (State.WITHDRAWN, State.CLOSED):
        raise ValidationError(NOT_NOW, code="not_now")
    _check(current, fact, value, words, doing)
    written = json.dumps(value, ensure_ascii=False, sort_keys=True)
    last: Statement | None = (
        Statement.objects.filter(claim=current, side=side, fact=fact).order_by("-stated_at", "-id").first()
    )
    if last is not None and (last.value, last.words, last.evidence) == (written, words.strip(), ",".join(evidence)):
        return last
    row: Statement = Statement.objects.create(
        claim=current,
        side=side,
        fact=fact,
        value=written,
        words=words.strip(),
        evidence=",".join(evidence),
        stated_by=doing.by,
        stated_at=max(doing.at, last.stated_at) if last else doing.at,
    )
    record_statement(current, row, doing)
    if current.state != State.DRAFT:  # what a draft says nobody else hears before it is sent
        claim_noted.send(sender=Claim, claim=current, note="claim.fact_stated", by=doing.by, at=doing.at)
    return row


def record_statement(claim: Claim, row: Statement, doing: Doing) -> None:
    """Which fact, and of which side; the value may be personal, its words are."""
    codes = {"fact": row.fact.lower(), "side": row.side}
    record_claim("claim.fact_stated", claim, doing, Party(row.side), {**codes})


def _check(claim: Claim, fact: str, value: Any, words: str, doing: Doing) -> None:
    if not words.strip():
        raise ValidationError({"words": NO_WORDS})
    try:
        with_value(facts_of_claim(claim, doing.at), fact, value)
    except UnknownSaleError:
        raise ValidationError({"fact": SALE_UNKNOWN}) from None
    except NoSuchFactError:
        raise ValidationError({"fact": NO_SUCH_FACT}) from None
    except FactsError:
        raise ValidationError({"value": NOT_A_VALUE}) from None


def latest_statements(claim: Claim, side: str) -> dict[str, Statement]:
    """What the side says now, by fact."""
    rows = Statement.objects.filter(claim=claim, side=side).order_by("stated_at", "id")
    return {row.fact: row for row in rows}
