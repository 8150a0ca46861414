"""How the benchmarks measure: rounds in which the baseline and what is compared with it take turns, and medians.

A machine wanders by a third from one minute to the next, so only what ran in turns is compared.
"""

import json
import os
import platform
import statistics
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

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


def medians(calls: Mapping[str, Callable[[], object]], *, rounds: int, repeats: int = 1) -> dict[str, float]:
    """Seconds a call, the median over rounds in which all calls take turns."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = perf_counter()
            for _ in range(repeats):
                call()
            seconds[name].append((perf_counter() - start) / repeats)
    return {name: statistics.median(measured) for name, measured in seconds.items()}


def print_ratios(seconds: Mapping[str, float], baseline: str, targets: Mapping[str, float]) -> None:
    """A line a measured call: its time, its ratio to the baseline, and the target beside it."""
    for name, time in seconds.items():
        target = f"   target {targets[name]:g}" if name in targets else ""
        print(f"{name:<58} {time * 1e6:>10.1f} µs   ratio {time / seconds[baseline]:>6.2f}{target}")


if __name__ == "__main__":
    print(machine())
