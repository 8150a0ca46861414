"""Importing 100,000 visits beside a baseline that only parses and COPYs the same file, on PostgreSQL.

    .ci/postgres .venv/bin/python -m benchmarks.import_visits [ROWS]

The import runs in a process of its own, so that the peak of its memory is its own. Wall clock, and beside it the processor
time of both sides (this process and its server process): on a busy machine the second says more.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from benchmarks.ledger_database import fresh_database
from benchmarks.measuring import machine, processor_seconds

TARGET, TARGET_MB = 2_000, 300
ROWS, CARS_PER_100 = 100_000, 40  # five visits for two cars
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HEADER = (
    "工单号", "车架号", "送修时间", "行驶里程", "车主的话", "完工时间", "交车时间", "做了什么", "问题", "零部件", "检查结果",
    "工时", "工时费", "材料费", "车牌",
)  # fmt: skip
COMPLAINTS = ("起步时一顿一顿的", "方向盘抖动，高速时更明显", "空调不制冷", "仪表上亮黄灯", "刹车时有异响")
CHILD = "--child"


def build(rows: int, folder: Path) -> tuple[Path, int]:
    """A shop with its cars, all sold, and the file of their visits in the order of their days; the id of its clerk."""
    from claims.repairs.parts_list import PartsList  # noqa: PLC0415  models are there once Django is set up
    from claims.vehicles.models import Ownership, Sale, Vehicle  # noqa: PLC0415
    from claims.vehicles.vin import check_digit  # noqa: PLC0415

    world = import_module("tests.claims.imports.world")
    place = world.place()
    line = world.cars.model_line(place.shop.producer)
    count = max(rows * CARS_PER_100 // 100, 1)
    told = {"brand": line.brand, "model": line.model, "kind": "passenger_car", "energy": "ice", "use": "household"}
    vins = [_vin(number, check_digit) for number in range(count)]
    made = Vehicle.objects.bulk_create(
        [Vehicle(vin=vin, model_line=line, registered_at=NOW, **told) for vin in vins], batch_size=5000
    )
    sold = {
        "seller": place.organisation,
        "invoiced_on": date(2023, 1, 10),
        "sold_by": place.clerk,
        "registered_at": NOW,
    }
    Sale.objects.bulk_create([Sale(vehicle=car, **sold) for car in made], batch_size=5000)
    owned = {"name": "周敏", "acquired_by": "sale", "since": date(2023, 1, 10)}
    Ownership.objects.bulk_create([Ownership(vehicle=car, **owned) for car in made], batch_size=5000)
    parts = [part.code for part in PartsList.of("2021", "ice").parts if part.kind == "main"]
    path = folder / "visits.csv"
    _write(path, rows, vins, parts)
    return path, place.clerk.pk


def _vin(number: int, check_digit: Any) -> str:
    vin = f"LVSHCAMB0C{number:07d}"
    return vin[:8] + check_digit(vin) + vin[9:]


def _write(path: Path, rows: int, vins: list[str], parts: list[str]) -> None:
    start, step = datetime(2023, 2, 1, 8, 0), timedelta(days=1000) / rows  # noqa: DTZ001  as it stands in the file
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADER)
        for number in range(rows):
            vin, turn = vins[number * 7919 % len(vins)], number // len(vins)
            at = start + number * step
            table.writerow(
                (
                    f"RO-{number:07d}", vin, f"{at:%Y-%m-%d %H:%M}", 1000 + number * 60_000 // rows,
                    COMPLAINTS[number % 5], f"{at + timedelta(hours=20):%Y-%m-%d %H:%M}",
                    f"{at + timedelta(hours=26):%Y-%m-%d %H:%M}", ("修理", "更换零部件")[number % 2],
                    f"问题{number % 3 + turn % 2}", parts[number % len(parts)], "已经检查，更换有关零部件。",
                    "1.5", "0", "0", f"浙A{number % 100_000:05d}",
                )
            )  # fmt: skip


def child(path: str, clerk: str) -> None:
    """Looks at the file and writes it, as a worker does; prints its figures as JSON."""
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    settings.DEBUG = False
    from claims.imports import files  # noqa: PLC0415
    from claims.imports.models import Run  # noqa: PLC0415
    from claims.imports.running import check, write_step  # noqa: PLC0415
    from claims.imports.services import run_map, run_start, run_write  # noqa: PLC0415
    from sanbao.accounts.models import User  # noqa: PLC0415

    by = User.objects.get(pk=clerk)
    own = uuid4()
    with Path(path).open("rb") as source:
        kept = files.keep(source, own)
    organisation = by.memberships.get().organisation
    run = run_start(
        path=kept, name=own, file_name="v.csv", organisation=organisation, kind="visits", key=uuid4(), by=by, at=NOW
    )
    run_map(run=run, mapping=run.mapping, by=by, at=NOW)
    looked = _measured(lambda: check(_fresh(Run, run), lambda: NOW), connection)
    run_write(run=run, mode="skip_faults", by=by, at=NOW)
    written = _measured(lambda: write_step(_fresh(Run, run), lambda: NOW), connection)
    done = Run.objects.get(pk=run.pk)
    counts = {"new": done.new, "known": done.known, "wrong": done.wrong, "state": done.state}
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"looked": looked, "written": written, "counts": counts, "peak_mb": peak_mb}))


def _fresh(model: Any, run: Any) -> Any:
    return model.objects.select_related("organisation", "acted_by").get(pk=run.pk)


def _measured(work: Any, connection: Any) -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = cursor.fetchone()[0]
    wall, own, other = perf_counter(), processor_seconds(), _processor_seconds_of(server)
    work()
    return {
        "wall": perf_counter() - wall,
        "own": processor_seconds() - own,
        "server": _processor_seconds_of(server) - other,
    }


def _processor_seconds_of(process: int) -> float:
    """User and system time of a process on this machine; 0 where it is on another."""
    status = Path(f"/proc/{process}/stat")
    if not status.exists():
        return 0.0
    fields = status.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def baseline(path: Path) -> dict[str, float]:
    """Parsed row by row, copied into a table of texts with an id."""
    from django.db import connection  # noqa: PLC0415

    columns = ", ".join(f"c{place} text" for place in range(len(HEADER)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE plain_copy (id bigserial PRIMARY KEY, {columns})")

    def work() -> None:
        names = ", ".join(f"c{place}" for place in range(len(HEADER)))
        with connection.cursor() as cursor, path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows)
            with cursor.copy(f"COPY plain_copy ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)

    return _measured(work, connection)


def main(rows: int) -> None:
    from django.db import connection  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path, clerk = build(rows, Path(folder))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        plain = baseline(path)
        url = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{connection.settings_dict['NAME']}"
        command = [sys.executable, "-m", "benchmarks.import_visits", CHILD, str(path), str(clerk)]
        answer = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | {"DATABASE_URL": url}
        )
        _tell(rows, plain, json.loads(answer.stdout))


def _tell(rows: int, plain: dict[str, float], found: dict[str, Any]) -> None:
    print(f"{rows:,} rows, {found['counts']}")
    for name, seconds in (("parse and COPY", plain), ("check", found["looked"]), ("import", found["written"])):
        busy = seconds["own"] + seconds["server"]
        print(
            f"{name:<16} {seconds['wall']:>7.1f} s  {rows / seconds['wall']:>9,.0f} rows/s   processor: "
            f"own {seconds['own']:.1f} s, server {seconds['server']:.1f} s, {rows / busy:,.0f} rows/s"
        )
    written = found["written"]
    ratio = (written["own"] + written["server"]) / (plain["own"] + plain["server"])
    print(f"ratio to the baseline: wall {written['wall'] / plain['wall']:.1f}, processor {ratio:.1f}")
    print(
        f"target: {TARGET:,} rows/s: {rows / written['wall']:,.0f}; peak memory {found['peak_mb']:.0f} MB of {TARGET_MB} MB"
    )


if __name__ == "__main__":
    if CHILD in sys.argv:
        child(*sys.argv[2:])
    else:
        with fresh_database() as database:
            if "postgres" not in os.environ.get("DATABASE_URL", ""):
                sys.exit("PostgreSQL alone: .ci/postgres .venv/bin/python -m benchmarks.import_visits")
            print(f"{machine()}; {database}")
            main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
