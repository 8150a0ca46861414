"""All open claims assessed in one run, as `manage.py assess_claims` does it: time a claim, and whether memory stays as it is.

    python -m benchmarks.assess_claims [CLAIMS]

Each size runs in a process of its own, so that the peak of memory is its own. Two claims a car, three repairs each.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from time import perf_counter

from benchmarks.claim_rows import claims_to_answer, owned_cars_with_visits, shop
from benchmarks.ledger_database import fresh_database
from benchmarks.measuring import machine, processor_seconds

FEW, MANY = 2_000, 100_000
TARGET = 1.3  # of the peaks, many beside few
CHILD = "--child"


def child() -> None:
    """The command, in a process that has made none of the rows."""
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    settings.DEBUG = False
    connection.settings_dict["NAME"] = os.environ["BENCHMARK_DATABASE"]
    call_command("assess_claims", stdout=sys.stderr)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def run(number: int) -> float:
    """The peak of memory in MB."""
    from django.db import connection  # noqa: PLC0415

    case = shop("示例店")
    claims_to_answer(case, number, owned=owned_cars_with_visits(case, max(number // 2, 1)))
    name = str(connection.settings_dict["NAME"])
    connection.close()
    start, used = perf_counter(), processor_seconds()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.assess_claims", CHILD],
        env={**os.environ, "BENCHMARK_DATABASE": name},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, cpu = perf_counter() - start, processor_seconds() - used
    peak = float(done.stdout)
    print(
        f"{number:>7,} claims: {seconds:.1f} s, processor {cpu:.1f} s, {cpu / number * 1e3:.2f} ms a claim; peak {peak:.0f} MB"
    )
    print(f"         {done.stderr.splitlines()[-1]}")
    return peak


if __name__ == "__main__":
    if CHILD in sys.argv:
        child()
    else:
        print(machine())
        peaks = []
        for size in (FEW, int(sys.argv[1]) if len(sys.argv) > 1 else MANY):
            with fresh_database() as database:
                peaks.append(run(size))
        print(f"ratio of the peaks {peaks[1] / peaks[0]:.2f}   target {TARGET:g};   {database}")
