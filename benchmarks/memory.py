"""Peak memory of the JSON-lines command over few and over many lines."""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.measuring import TEN_VISITS, machine

FEW, MANY = 1_000, 20_000
MB = 1024 * 1024
GIANT_LINE = 100 * MB
# In an interpreter of its own, so that the peak is the one of this child and of no other.
CHILD = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "sanbao.law", "assess", "--jsonl", "-"], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_mb(lines: Iterator[bytes]) -> float:
    """The peak of the command that reads these lines; ru_maxrss is in KB on Linux, in bytes on macOS."""
    child = subprocess.Popen([sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None  # noqa: S101  a pipe was asked for
    child.stdin.writelines(lines)
    output, _ = child.communicate()
    return int(output) / (MB if sys.platform == "darwin" else 1024)


def repeated(line: bytes, number: int) -> Iterator[bytes]:
    for _ in range(number):
        yield line


if __name__ == "__main__":
    print(machine())
    line = (json.dumps(json.loads(TEN_VISITS.read_text(encoding="utf-8"))) + "\n").encode()
    few, many = peak_mb(repeated(line, FEW)), peak_mb(repeated(line, MANY))
    giant = peak_mb(repeated(b" " * MB, GIANT_LINE // MB))
    print(f"{FEW} lines {few:.1f} MB, {MANY} lines {many:.1f} MB, ratio {many / few:.2f}")
    print(f"one line of {GIANT_LINE // MB} MB: {giant:.1f} MB, ratio {giant / few:.2f}")
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MB")
