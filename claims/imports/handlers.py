"""What a worker does for imports. A message of an earlier turn finds that the run has gone on, and does nothing."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from claims.imports import files
from claims.imports.models import OVER, RUNNING, Finding, Run, State
from claims.imports.running import check, write_step, write_whole
from claims.imports.services import CHECK, WRITE, WRITE_WHOLE, run_go_on
from sanbao.work import MessageInfo, every, handler

FILE_KEPT = timedelta(days=7)
REPORT_KEPT = timedelta(days=90)


@handler(CHECK, lease=timedelta(minutes=30))
def check_file(payload: dict[str, Any], _message: MessageInfo) -> None:
    if run := _run_of(payload, State.CHECKING):
        check(run, timezone.now)


@handler(WRITE)
def write_a_step(payload: dict[str, Any], _message: MessageInfo) -> None:
    run = _run_of(payload, State.WRITING)
    if run and not write_step(run, timezone.now):
        run_go_on(run=run, at=timezone.now())


@handler(WRITE_WHOLE, lease=timedelta(hours=1))
def write_all(payload: dict[str, Any], _message: MessageInfo) -> None:
    if run := _run_of(payload, State.WRITING):
        write_whole(run, timezone.now)


@every(minutes=60, topic="imports.forget")
def forget(_payload: dict[str, Any], message: MessageInfo) -> None:
    """Files that nobody goes on with hold personal data, and so do the words that a report quotes."""
    left = Run.objects.filter(changed_at__lt=message.at - FILE_KEPT).exclude(state__in=(*OVER, *RUNNING))
    left.update(state=State.DROPPED, changed_at=message.at)
    for path in files.forgotten(message.at - FILE_KEPT):
        path.unlink(missing_ok=True)
    Finding.objects.filter(run__changed_at__lt=message.at - REPORT_KEPT).delete()


def _run_of(payload: dict[str, Any], state: State) -> Run | None:
    found = Run.objects.filter(public_id=payload["run"], turn=payload["turn"], state=state)
    return found.select_related("organisation", "acted_by").first()
