from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Visit
from sanbao.accounts.models import User
from sanbao.ledger.services import record
from sanbao.ledger.shapes import Code

CHANGED_MEANWHILE = _("这次送修刚刚有人改过，请看过现在的内容再改。")
NOT_YET = _("时间不能晚于现在。")
SENT_BEFORE = _("这一页已经保存过一次，这次填的没有保存。要再改的，请重新打开这一页。")


def record_visit(action: str, visit: Visit, *, by: User, at: datetime, **codes: Code) -> None:
    """An event in the chain of the visit: codes and opaque ids alone."""
    record(
        action=action,
        subject=visit.ledger_subject,
        actor=str(by.public_id),
        organisation=str(visit.outlet.public_id) if visit.outlet else None,
        codes=codes,
        at=at,
    )


def locked(visit: Visit, lock: int | None = None) -> Visit:
    """The row, locked; raises ValidationError when somebody has saved it since `lock` was shown."""
    found = Visit.objects.select_for_update(of=("self",), no_key=True).select_related("vehicle", "outlet")
    row = found.get(pk=visit.pk)
    if lock is not None and row.lock != lock:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    return row


def save(visit: Visit) -> None:
    visit.lock += 1
    check(visit)
    visit.save()


# Read from the database, by whoever permitted the act: to ask for each of them again costs a query.
_RELATIONS = (
    "vehicle",
    "outlet",
    "ownership",
    "technician",
    "opened_by",
    "visit",
    "item",
    "problem",
    "made_by",
    "started_by",
    "stated_outlet",
    "same_as",
)


def check(row: Model) -> None:
    """Each value by itself; what holds between rows is kept by their locks and the constraints of the database."""
    row.clean_fields(exclude=_RELATIONS)


def not_later(field: str, moment: datetime | None, at: datetime) -> None:
    if moment is not None and moment > at:
        raise ValidationError({field: NOT_YET})
