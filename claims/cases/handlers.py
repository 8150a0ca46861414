"""What workers do for claims."""

from typing import Any

from claims.cases.keeping import KEEP, keep
from claims.cases.papers.steps import TOPIC, issue_papers_of_step
from sanbao.work import MessageInfo, handler

handler(KEEP)(keep)


@handler(TOPIC)
def issue_papers(message_payload: dict[str, Any], _message: MessageInfo) -> None:
    issue_papers_of_step(message_payload["claim"], message_payload["step"])
