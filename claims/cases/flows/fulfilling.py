from viewflow import this

from claims.cases.flows.base import DutyFlow
from claims.cases.flows.nodes import Ended, Opened, ToDo, opened
from claims.cases.models.duty import Work


class FulfilFlow(DutyFlow):
    start = Opened(opened).Next(this.fulfil)
    fulfil = ToDo(Work.FULFIL).Next(this.end)
    end = Ended()
