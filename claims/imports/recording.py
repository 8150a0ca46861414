from datetime import datetime

from claims.imports.models import Run
from sanbao.accounts.models import User
from sanbao.ledger.services import record
from sanbao.ledger.shapes import Code


def record_run(action: str, run: Run, *, by: User, at: datetime, **codes: Code) -> None:
    """An event in the chain of the import: what was written, and how much; not what it says."""
    record(
        action=action,
        subject=run.ledger_subject,
        actor=str(by.public_id),
        organisation=str(run.organisation.public_id),
        codes={"kind": run.kind, **codes},
        at=at,
    )
