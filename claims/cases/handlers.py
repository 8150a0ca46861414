"""What workers do for claims."""

from datetime import timedelta
from typing import Any

from claims.cases.keeping import KEEP, keep
from claims.cases.models import CaseFile
from claims.cases.papers.steps import RECOURSE_TOPIC, TOPIC, issue_papers_of_step, issue_recourse_papers
from claims.cases.services.case_file import TOPIC as CASE_FILE
from claims.cases.services.case_file import case_file_make, case_file_note_failure, case_files_sweep
from claims.cases.timers.counting import count_again
from claims.cases.timers.lapsing import lapse
from claims.cases.timers.reminding import remind
from sanbao.work import GiveUp, MessageInfo, every, handler
from sanbao.work.delivery import WORKER_LOST

_CASE_FILE_ATTEMPTS = 3  # then its reader is told, and asks again

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


@handler(CASE_FILE, lease=timedelta(minutes=30), longest_pause=timedelta(minutes=1))
def make_case_file(message_payload: dict[str, Any], message: MessageInfo) -> None:
    related = ("claim__vehicle", "claim__ownership", "claim__respondent", "claim__body", "claim__demand", "reader")
    rows = CaseFile.objects.select_related(*related).filter(state=CaseFile.State.WAITING)
    row = rows.filter(public_id=message_payload["file"]).first()
    if row is None:
        return
    if message.attempt > _CASE_FILE_ATTEMPTS:  # every attempt took its worker along
        case_file_note_failure(row)
        raise GiveUp(WORKER_LOST)
    from claims.cases.papers.case_file import case_file_writes  # noqa: PLC0415  the printer takes over a second to load

    try:
        case_file_make(row=row, writes=case_file_writes, at=message.at)
    except Exception as error:
        if message.attempt < _CASE_FILE_ATTEMPTS:
            raise
        case_file_note_failure(row)
        raise GiveUp(type(error).__name__) from error


@every(minutes=60, topic="claims.sweep_case_files")
def sweep_case_files(_payload: dict[str, Any], message: MessageInfo) -> None:
    case_files_sweep(message.at)
