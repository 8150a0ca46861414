"""What the ledger adds to a step of a claim: the whole step, with guard, row, duties and messages, with and without its event.

Run it with DATABASE_URL for PostgreSQL, without for SQLite. A clerk consults and takes back, which can go on for ever.
"""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from itertools import cycle
from time import perf_counter
from typing import Any
from unittest.mock import patch

from benchmarks.claim_rows import shop
from benchmarks.ledger_database import fresh_database
from benchmarks.measuring import machine, measure, print_ratios

TARGET = 1.5
CLAIMS, REPEATS, ROUNDS = 60, 12, 25
WITHOUT, WITH = "a step without its event", "a step with its event in the ledger"


def run() -> None:
    walking = import_module("tests.claims.cases.walking")
    world = import_module("tests.claims.cases.world")
    case = shop("示例店")
    claims = [walking.brought_to("disputed", case) for _ in range(CLAIMS)]
    one = cycle(claims)
    at = world.AT + timedelta(hours=1)

    def step() -> Any:
        claim = type(claims[0]).objects.get(pk=next(one).pk)
        name = "consult" if claim.state == "disputed" else "take_back"
        return walking.STEPS[name](claim, world.doing(case.clerk, at), case)

    def without() -> Any:
        with patch("claims.cases.services.acting.record"):
            return step()

    # Wall clock: a part of a transaction is spent in the server and on the disk.
    seconds = measure({WITHOUT: without, WITH: step}, rounds=ROUNDS, repeats=REPEATS, clock=perf_counter)
    print_ratios(seconds, WITHOUT, {WITH: TARGET})


if __name__ == "__main__":
    with fresh_database() as database:
        print(f"{machine()}; {database}")
        run()
