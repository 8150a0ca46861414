from datetime import timedelta
from typing import Any

from documents.issuing.freezing import PRINT, print_key
from documents.issuing.models import Paper
from documents.issuing.services import paper_note_failure, paper_store
from sanbao.work import MessageInfo, every, handler
from sanbao.work.status import retry_parked


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


@every(minutes=24 * 60, topic="papers.print_again")
def print_again(_payload: dict[str, Any], message: MessageInfo) -> None:
    """A paper shown as failed is tried again for as long as it is neither printed nor withdrawn, as its page says."""
    failed = Paper.objects.filter(failed_at__isnull=False, file=None, withdrawn_at=None).defer("payload")
    retry_parked(map(print_key, failed), message.at)
