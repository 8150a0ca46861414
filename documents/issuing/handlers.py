from datetime import timedelta
from typing import Any

from documents.issuing.models import Paper
from documents.issuing.services import PRINT, paper_note_failure, paper_store
from sanbao.work import MessageInfo, handler


@handler(PRINT, lease=timedelta(minutes=10))
def print_and_store(message_payload: dict[str, Any], message: MessageInfo) -> None:
    """Called again after a worker was lost: what is stored already stays as it is."""
    paper = Paper.objects.select_related("issuer").get(public_id=message_payload["paper"])
    if paper.withdrawn_at is not None or paper.is_printed:
        return
    from documents.issuing.signing import printed_and_signed  # noqa: PLC0415  the printer: a web process never needs it

    try:
        printed = printed_and_signed(paper)
    except Exception as error:
        paper_note_failure(paper, type(error).__name__, at=message.at)
        raise
    paper_store(paper, printed, at=message.at)
