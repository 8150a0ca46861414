"""What the flows have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from viewflow.workflow.base import Flow
from viewflow.workflow.lock import select_for_update_lock

from claims.cases.flows.shaping import shaped
from claims.cases.models.duty import DutyProcess, DutyTask


class DutyFlow(Flow):
    """On PostgreSQL the process is locked while its task moves: two who send at once make one end, not two."""

    lock_impl = select_for_update_lock
    process_class = DutyProcess
    task_class = DutyTask
    shape: ClassVar[Any] = staticmethod(shaped)
