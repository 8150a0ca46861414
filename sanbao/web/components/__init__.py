"""Template components: a frozen dataclass says what is shown, its template says how; `{{ meter }}` prints it.

Templates decide nothing: whoever fills a component has computed what it says.
"""

from sanbao.web.components.base import Component
from sanbao.web.components.deadline import DeadlineSheet, SheetDay
from sanbao.web.components.decision import Action, DecisionCard
from sanbao.web.components.evidence import EvidenceItem, EvidenceStrip
from sanbao.web.components.frame import Breadcrumbs, Crumb, EmptyState, Notice, PageLink, Pagination
from sanbao.web.components.meter import Meter
from sanbao.web.components.question import QuestionPanel, Side
from sanbao.web.components.timeline import Timeline, TimelineEvent
from sanbao.web.components.worklist import Worklist, WorklistAct, WorklistQueue, WorklistRow, WorklistTag
from sanbao.web.components.workshop_clock import WorkshopClock

__all__ = [
    "Action",
    "Breadcrumbs",
    "Component",
    "Crumb",
    "DeadlineSheet",
    "DecisionCard",
    "EmptyState",
    "EvidenceItem",
    "EvidenceStrip",
    "Meter",
    "Notice",
    "PageLink",
    "Pagination",
    "QuestionPanel",
    "SheetDay",
    "Side",
    "Timeline",
    "TimelineEvent",
    "Worklist",
    "WorklistAct",
    "WorklistQueue",
    "WorklistRow",
    "WorklistTag",
    "WorkshopClock",
]
