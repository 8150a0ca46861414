"""The worklist of a seller with 50,000 claims to answer beside that of one with 500: queries, and the 95th percentile.

Run it with DATABASE_URL for PostgreSQL, without for SQLite. The page is asked for as a browser does: first pages, queues, and
pages far inside.
"""

from __future__ import annotations

import sys
from itertools import cycle
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from benchmarks.claim_rows import claims_to_answer, shop
from benchmarks.ledger_database import fresh_database
from benchmarks.measuring import machine

FEW, MANY, ROUNDS = 500, 50_000, 240
TARGET, TARGET_QUERIES = 1.5, 8


def addresses(place: Any) -> list[str]:
    from django.urls import reverse  # noqa: PLC0415  once Django is set up

    from claims.cases.models import DutyTask  # noqa: PLC0415
    from claims.cases.worklist import Cursor  # noqa: PLC0415

    tasks = DutyTask.objects.filter(organisation=place).order_by("ranked_on", "pk")
    inside = Cursor.at(tasks[tasks.count() // 2])
    asked = ("", "?queue=late", "?queue=mine", "?queue=answer", f"?after={inside}", f"?queue=answer&before={inside}")
    return [reverse("cases:work") + one for one in asked]


def run(few: int, many: int) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    sides = {}
    for number in (few, many):
        case = shop(f"第{number}店")
        claims_to_answer(case, number)
        client = Client(HTTP_HOST="localhost")
        client.force_login(case.seller)
        sides[number] = (client, cycle(addresses(case.shop.place)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    seconds: dict[int, list[float]] = {number: [] for number in sides}
    most = 0
    for turn in range(ROUNDS):
        for number, (client, pages) in sides.items():
            page = next(pages)
            with CaptureQueriesContext(connection) as queries:
                start = perf_counter()
                response = client.get(page)
                seconds[number].append(perf_counter() - start)
            assert response.status_code == 200, page  # noqa: S101, PLR2004
            if turn:
                most = max(most, sum(one["sql"].startswith(("SELECT", "INSERT", "UPDATE")) for one in queries))
    for number, measured in seconds.items():
        late = quantiles(measured[6:], n=20)[-1]
        print(f"{number:>7,} claims: median {median(measured) * 1e3:.1f} ms, 95th percentile {late * 1e3:.1f} ms")
    ratio = quantiles(seconds[many][6:], n=20)[-1] / quantiles(seconds[few][6:], n=20)[-1]
    print(f"ratio of the 95th percentiles {ratio:.2f}   target {TARGET:g};   queries {most}   target {TARGET_QUERIES}")


if __name__ == "__main__":
    with fresh_database() as database:
        print(f"{machine()}; {database}")
        run(FEW, int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
