"""What an assessment of a ten-visit case costs beside reading and writing the same case as JSON."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.measuring import BASELINE, TEN_VISITS, Rounds, machine, measure, print_ratios, read_and_write
from sanbao.law.engine import assess
from sanbao.law.json_lines import assess_lines
from sanbao.law.parsing import facts_from_text

LINES = 3_000
COMMAND = (sys.executable, "-m", "sanbao.law", "assess", "--jsonl")
ASSESS = "assess"
LINES_IN_PROCESS = "JSON lines in this process, a line"
LINES_AS_COMMAND = "JSON lines as a command without its start, a line"
START = "start"
TARGETS = {ASSESS: 6, LINES_IN_PROCESS: 12, LINES_AS_COMMAND: 12}


def measure_calls(text: str) -> Rounds:
    facts = facts_from_text(text)
    calls = {
        BASELINE: lambda: read_and_write(text),
        ASSESS: lambda: assess(facts, texts=False),
        "assess, with texts": lambda: assess(facts),
        "parse": lambda: facts_from_text(text),
        "parse and assess": lambda: assess(facts_from_text(text), texts=False),
    }
    return measure(calls, rounds=51, repeats=50)


def read_and_write_often(text: str) -> None:
    for _ in range(LINES):
        read_and_write(text)


def measure_lines(text: str, folder: Path) -> Rounds:
    lines = (text + "\n").encode()
    one, all_ = folder / "one.jsonl", folder / "all.jsonl"
    one.write_bytes(lines)
    all_.write_bytes(lines * LINES)

    def in_process(*, texts: bool) -> None:
        with all_.open("rb") as source, Path(os.devnull).open("wb") as target:
            assess_lines(source, target, texts=texts)

    def as_command(source: Path, *options: str) -> None:
        subprocess.run([*COMMAND, *options, str(source)], stdout=subprocess.DEVNULL, check=True)

    calls = {
        BASELINE: lambda: read_and_write_often(text),
        LINES_IN_PROCESS: lambda: in_process(texts=True),
        f"{LINES_IN_PROCESS}, without texts": lambda: in_process(texts=False),
        START: lambda: as_command(one),
        LINES_AS_COMMAND: lambda: as_command(all_),
        f"{LINES_AS_COMMAND}, without texts": lambda: as_command(all_, "--without-texts"),
    }
    seconds = measure(calls, rounds=7)
    starts = seconds.pop(START)
    print(f"start of the command, law data and one case: {median(starts) * 1e3:.0f} ms")
    return {name: [time / LINES for time in _without(starts, name, times)] for name, times in seconds.items()}


def _without(starts: list[float], name: str, times: list[float]) -> list[float]:
    return [time - median(starts) for time in times] if name.startswith(LINES_AS_COMMAND) else times


if __name__ == "__main__":
    case = json.dumps(json.loads(TEN_VISITS.read_text(encoding="utf-8")))
    print(machine())
    print(f"a decided case of ten visits, {len(case)} bytes of JSON; {LINES} lines of it")
    print_ratios(measure_calls(case), BASELINE, TARGETS)
    with tempfile.TemporaryDirectory() as folder:
        print_ratios(measure_lines(case, Path(folder)), BASELINE, TARGETS)
