"""Two steps of one claim at the same moment, on PostgreSQL: both have begun and wait for the claim when it is let go.

What comes out must be what one order of the two gives when they are taken one after the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import combinations_with_replacement
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from claims.cases.models import Claim, DutyTask
from sanbao.ledger.models import Chain, Event
from tests.claims.cases import walking, world
from tests.claims.cases.walking import One

REFUSED = (ValidationError, PermissionDenied)
PATIENCE_S = 20
Pair = tuple[One, One]
Did = tuple[str, ...]  # per step: taken, or how it was refused


def pairs_of(state: str) -> Iterator[Pair]:
    """Every two steps that are enabled in the state, a step with itself (two people of one side, two tabs) included."""
    steps = [one for one in walking.all_steps() if one.source == state]
    return combinations_with_replacement(steps, 2)


def race(pair: Pair, case: world.Case) -> list[str]:
    """Faults of the pair, begun in both orders."""
    claim = walking.brought_to(pair[0].source, case)
    serial = [in_turn(pair, claim, case), in_turn(pair[::-1], claim, case, reverse=True)]
    faults = []
    for first in (0, 1):
        claim = walking.brought_to(pair[0].source, case) if first else claim
        calls = [_taking(one, claim, case, number) for number, one in enumerate(pair)]
        came = at_once(calls[::-1] if first else calls, claim)
        told = outcome(claim, tuple(came[::-1] if first else came))
        if told not in serial:
            faults.append(f"{pair[0].source}: {pair[0]} and {pair[1]}: {told}, not one of {serial}")
    return faults


def in_turn(order: Sequence[One], claim: Claim, case: world.Case, *, reverse: bool = False) -> tuple[Any, ...]:
    """One after the other, and undone."""
    with transaction.atomic():
        came = [_taking(one, claim, case, 1 - number if reverse else number)() for number, one in enumerate(order)]
        told = outcome(claim, tuple(came[::-1] if reverse else came))
        transaction.set_rollback(True)
    return told


def _taking(one: One, claim: Claim, case: world.Case, number: int) -> Callable[[], str]:
    def take() -> str:
        at = world.AT
        doing = world.doing(_person(one, case, number), one.moment(at))
        try:
            with transaction.atomic():
                walking.STEPS[one.name](claim, doing, case)
        except REFUSED as error:
            return type(error).__name__
        return "taken"

    return take


def _person(one: One, case: world.Case, number: int) -> Any:
    """The second of a side is a colleague, where the side has one."""
    person = walking.person(case, one.party)
    return case.colleague(person) if number and person in (case.seller, case.clerk) else person


def outcome(claim: Claim, came: Did) -> tuple[Any, ...]:
    """What is left of it; that its chain has an event a step is checked on the way."""
    now = Claim.objects.get(pk=claim.pk)
    steps = tuple(now.steps.order_by("number").values_list("number", "name", "party", "to_state"))
    chain = Chain.objects.get(subject=now.ledger_subject) if steps else None
    events = Event.objects.filter(subject=now.ledger_subject).count()
    assert chain is None or chain.length == events
    assert not steps or steps[-1][3] == now.state
    limits = tuple(now.deadlines.order_by("duty").values_list("duty", "due_on", "met_on"))
    tasks = DutyTask.objects.filter(claim=now).order_by("id")
    rows = tuple(tasks.values_list("work", "status", "due_on", "queue"))
    return (now.state, now.outcome, now.next_due_on, steps, events, limits, rows, now.replies.count(), came)


def at_once(calls: Sequence[Callable[[], Any]], claim: Claim) -> list[Any]:
    """All have begun, in this order, before any can go on: they wait for the claim that is held here."""
    with ThreadPoolExecutor(len(calls)) as pool:
        running: list[Future[Any]] = []
        with transaction.atomic():
            Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
            for call in calls:
                running.append(pool.submit(_then_close, call))
                _wait_until(lambda: _waiting() + sum(one.done() for one in running) >= len(running))
        return [one.result(PATIENCE_S) for one in running]


def _then_close(call: Callable[[], Any]) -> Any:
    try:
        return call()
    finally:
        connection.close()


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
        return int(cursor.fetchone()[0])


def _wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > end:
            message = "nobody came to wait for the claim"
            raise AssertionError(message)
        time.sleep(0.002)
