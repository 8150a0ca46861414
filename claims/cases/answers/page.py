"""What stands beside the answer: the record, what the law says, on which facts it turns, what it comes to in money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.cases.answers.choices import Choice
from claims.cases.codes import Duty, Kind
from claims.cases.limits.wording import limit_says
from claims.cases.pages.law import card_of
from claims.cases.pages.shown import Shown
from claims.cases.permissions import can_step
from documents.evidence.models import Evidence
from documents.evidence.permissions import can_add_evidence, evidence_visible_to
from documents.evidence.subjects import Subject, subject_of
from sanbao.check.results.open_questions import MOST_QUESTIONS, open_questions, panels
from sanbao.check.results.visit_rows import VisitRow, visit_rows
from sanbao.web import says
from sanbao.web.components import Action, DecisionCard, QuestionPanel


@dataclass(frozen=True)
class AnswerPage:
    it: Shown

    @cached_property
    def card(self) -> DecisionCard | None:
        return card_of(self.it.claim, self.it.matter)

    @cached_property
    def questions(self) -> tuple[QuestionPanel, ...]:
        matter = self.it.matter
        if matter is None:
            return ()
        return tuple(one.panel for one in panels(matter, open_questions(matter)[:MOST_QUESTIONS]))

    @cached_property
    def record(self) -> tuple[VisitRow, ...]:
        return () if self.it.matter is None else visit_rows(self.it.matter)

    @property
    def refund(self) -> str:
        """What a return comes to by the law, where it is asked for and known."""
        matter = self.it.matter
        if matter is None or self.it.claim.kind != Kind.VEHICLE_RETURN:
            return ""
        yuan = matter.assessment.money.refund_yuan
        return "" if yuan is None else says.yuan(yuan)

    @property
    def initial(self) -> Mapping[str, Any]:
        matter = self.it.matter
        refund = matter.assessment.money.refund_yuan if matter else None
        return {"amount": refund} if self.it.claim.kind == Kind.VEHICLE_RETURN and refund is not None else {}

    @property
    def offer_url(self) -> str:
        return reverse("cases:offer", args=[self.it.claim.public_id])

    @property
    def reply_says(self) -> str:
        """By when, from which event, by which article; and that it is late."""
        reply = self.it.deadlines.get(Duty.REPLY)
        return "" if reply is None else limit_says(reply, self.it.now)

    @property
    def ways(self) -> list[Action]:
        """What may be answered now, in one press."""
        url = reverse("cases:answer", args=[self.it.claim.public_id])
        labels = {"grant": _("同意"), "refuse": _("拒绝")}
        ways = [
            Action(labels[how], f"{url}?how={how}#answer", quiet=how == "refuse")
            for how in labels
            if can_step(self.it.person, self.it.claim, how)
        ]
        return [*ways, Action(_("提出别的办法"), self.offer_url, quiet=True)]

    @property
    def lacks_papers(self) -> bool:
        demand = self.it.claim.demand
        return not (demand.has_invoice and demand.has_voucher)

    @cached_property
    def subject(self) -> Subject | None:
        return subject_of(self.it.claim.ledger_subject)

    @cached_property
    def evidence(self) -> list[Choice]:
        if self.subject is None:
            return []
        return [(str(one.public_id), _titled(one)) for one in evidence_visible_to(self.it.person, self.subject)]

    @cached_property
    def add_url(self) -> str:
        if self.subject is None or not can_add_evidence(self.it.person, self.subject):
            return ""
        return reverse("evidence:add", args=[self.subject.kind.name, self.subject.id])


def _titled(one: Evidence) -> str:
    return _("{title}（{kind}）").format(title=one.title, kind=one.get_kind_display())
