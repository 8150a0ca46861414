"""What an assessment of a ten-visit case costs beside reading and writing the same case as JSON."""

import io
import json
import subprocess
import sys
from collections.abc import Callable

from benchmarks.measuring import BASELINE, TEN_VISITS, machine, medians, print_ratios, read_and_write
from sanbao.law.engine import assess
from sanbao.law.json_lines import assess_lines
from sanbao.law.parsing import facts_from_text

LINES = 3_000
COMMAND = (sys.executable, "-m", "sanbao.law", "assess", "--jsonl", "-")
ASSESS = "assess"
LINES_IN_PROCESS = "JSON lines in this process, a line"
LINES_AS_COMMAND = "JSON lines as a command without its start, a line"
START = "start"
TARGETS = {ASSESS: 6, LINES_IN_PROCESS: 12, LINES_AS_COMMAND: 12}


def measure_calls(text: str) -> dict[str, float]:
    facts = facts_from_text(text)
    calls = {
        BASELINE: lambda: read_and_write(text),
        ASSESS: lambda: assess(facts, texts=False),
        "assess, with texts": lambda: assess(facts),
        "parse": lambda: facts_from_text(text),
        "parse and assess": lambda: assess(facts_from_text(text), texts=False),
    }
    return medians(calls, rounds=25, repeats=100)


def measure_lines(text: str) -> dict[str, float]:
    lines = (text + "\n").encode() * LINES

    def as_command(source: bytes, *options: str) -> Callable[[], object]:
        return lambda: subprocess.run([*COMMAND, *options], input=source, stdout=subprocess.DEVNULL, check=True)

    calls = {
        BASELINE: lambda: [read_and_write(text) for _ in range(LINES)],
        LINES_IN_PROCESS: lambda: assess_lines(io.BytesIO(lines), io.BytesIO()),
        f"{LINES_IN_PROCESS}, without texts": lambda: assess_lines(io.BytesIO(lines), io.BytesIO(), texts=False),
        START: as_command(text.encode()),
        LINES_AS_COMMAND: as_command(lines),
        f"{LINES_AS_COMMAND}, without texts": as_command(lines, "--without-texts"),
    }
    seconds = medians(calls, rounds=7)
    start = seconds.pop(START)
    print(f"start of the command, law data and one case: {start * 1e3:.0f} ms")
    return {
        name: (time - start if name.startswith(LINES_AS_COMMAND) else time) / LINES for name, time in seconds.items()
    }


if __name__ == "__main__":
    case = json.dumps(json.loads(TEN_VISITS.read_text(encoding="utf-8")))
    print(machine())
    print(f"a decided case of ten visits, {len(case)} bytes of JSON; {LINES} lines of it")
    print_ratios(measure_calls(case), BASELINE, TARGETS)
    print_ratios(measure_lines(case), BASELINE, TARGETS)
