"""For tests: deliver what is queued, at a moment the test chooses."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sanbao.work.delivery import Result, claim, deliver


def run_all(at: datetime) -> dict[Result, list[str]]:
    """Deliver all that is due at `at`, what handlers enqueue meanwhile included; the keys by result.

    What fails waits for its next attempt, later than `at`: run again at a later moment to see it.
    """
    results: dict[Result, list[str]] = defaultdict(list)
    while job := claim(at):
        results[deliver(job, lambda: at)].append(job.key)
    return results
