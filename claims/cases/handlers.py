"""What workers do for claims."""

from typing import Any

from claims.cases.keeping import KEEP, keep
from claims.cases.papers.steps import RECOURSE_TOPIC, TOPIC, issue_papers_of_step, issue_recourse_papers
from claims.cases.timers.counting import count_again
from claims.cases.timers.lapsing import lapse
from claims.cases.timers.reminding import remind
from sanbao.work import MessageInfo, every, handler

handler(KEEP)(keep)


@every(minutes=15, topic="claims.remind")
def remind_holders(_payload: dict[str, Any], message: MessageInfo) -> None:
    remind(message.at)


@every(minutes=60, topic="claims.lapse")
def let_lapse(_payload: dict[str, Any], message: MessageInfo) -> None:
    lapse(message.at)


@every(minutes=24 * 60, topic="claims.count_again")
def count_due_days_again(_payload: dict[str, Any], message: MessageInfo) -> None:
    count_again(message.at)


@handler(TOPIC)
def issue_papers(message_payload: dict[str, Any], _message: MessageInfo) -> None:
    issue_papers_of_step(message_payload["claim"], message_payload["step"])


@handler(RECOURSE_TOPIC)
def issue_recourse(message_payload: dict[str, Any], _message: MessageInfo) -> None:
    issue_recourse_papers(message_payload["claim"])
