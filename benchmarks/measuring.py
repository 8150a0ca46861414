"""How the benchmarks measure: rounds in which the baseline and what is compared with it take turns.

A machine wanders by a third from one minute to the next, so a ratio is the median of the ratios of the rounds.
"""

import json
import os
import platform
import resource
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

BASELINE = "json.loads + json.dumps"
TEN_VISITS = Path(__file__).parent / "cases" / "ten_visits.json"


def machine() -> str:
    """Processor, cores and interpreter, as a heading of the figures."""
    return f"{_processor()}, {os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def read_and_write(text: str) -> str:
    """The baseline: what it costs to read and write the same case as JSON, doing nothing with it."""
    return json.dumps(json.loads(text))


def processor_seconds() -> float:
    """Processor time so far, of this process and of commands it has run: what others do on the machine is not in it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


Rounds = dict[str, list[float]]


def measure(
    calls: Mapping[str, Callable[[], object]],
    *,
    rounds: int,
    repeats: int = 1,
    clock: Callable[[], float] = processor_seconds,
) -> Rounds:
    """Seconds a call by this clock, by round; in each round all calls take turns."""
    seconds: Rounds = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = clock()
            for _ in range(repeats):
                call()
            seconds[name].append((clock() - start) / repeats)
    return seconds


def ratio(seconds: Rounds, name: str, baseline: str) -> float:
    """The median of the ratios of each round, in which both met the same machine."""
    return median([one / other for one, other in zip(seconds[name], seconds[baseline], strict=True)])


def print_ratios(seconds: Rounds, baseline: str, targets: Mapping[str, float]) -> None:
    """A line a measured call: its time, its ratio to the baseline, and the target beside it."""
    for name, measured in seconds.items():
        target = f"   target {targets[name]:g}" if name in targets else ""
        figures = f"{median(measured) * 1e6:>10.1f} µs   ratio {ratio(seconds, name, baseline):>6.2f}"
        print(f"{name:<58} {figures}{target}")


if __name__ == "__main__":
    print(machine())
