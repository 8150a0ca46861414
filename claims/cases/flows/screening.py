from viewflow import this

from claims.cases.flows.base import DutyFlow
from claims.cases.flows.nodes import Ended, Opened, ToDo, opened
from claims.cases.models.duty import Work


class ScreenFlow(DutyFlow):
    start = Opened(opened).Next(this.screen)
    screen = ToDo(Work.SCREEN).Next(this.end)
    end = Ended()
