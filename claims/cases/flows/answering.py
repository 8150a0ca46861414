from viewflow import this

from claims.cases.flows.base import DutyFlow
from claims.cases.flows.nodes import Ended, Opened, ToDo, opened
from claims.cases.models.duty import Work


class AnswerFlow(DutyFlow):
    start = Opened(opened).Next(this.answer)
    answer = ToDo(Work.ANSWER).Next(this.end)
    end = Ended()
