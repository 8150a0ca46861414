"""What stands on the page of one item."""

from typing import Any

from documents.evidence.models import Evidence, State, Use
from documents.evidence.permissions import can_open_original, can_retry_copy
from documents.evidence.selectors import alike, file_of, same_as
from documents.evidence.subjects import subject_of
from sanbao.accounts.models import User


def page_of(item: Evidence, user: User) -> dict[str, Any]:
    return {
        "item": item,
        "subject": subject_of(item.subject),
        "thumbnail": file_of(item, Use.THUMBNAIL),
        "copy": file_of(item, Use.COPY),
        "failed": item.state == State.FAILED,
        "may_retry": can_retry_copy(user, item),
        "same": same_as(item, user),
        "alike": alike(item),
        "may_open_original": can_open_original(user, item),
    }
