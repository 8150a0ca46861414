"""The facts in which both sides differ, or that are open, as cards: who says what, why, with which evidence, what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.cases.disputes import agreeing_as, stating_as
from claims.cases.fact_words import FactWords
from claims.cases.forms.value import may_be_told
from claims.cases.models import RaisedGround, Side, Statement
from claims.cases.pages.follows import BUSINESSES, CONSUMERS, follows, remedy_asked, rules_granting
from claims.cases.pages.shown import Shown
from claims.cases.services.agreeing import agreeable
from claims.cases.sides import Sides
from claims.cases.versions.outlook import TWO_VALUES, Question
from documents.evidence.models import Evidence
from documents.evidence.strip import strip_items
from sanbao.check.results.matter import Matter
from sanbao.check.results.open_questions import question_text
from sanbao.law.assessment import Question as OpenFact
from sanbao.web.components import Action, EvidenceStrip, QuestionPanel
from sanbao.web.components import Side as Says


@dataclass(frozen=True)
class FactCard:
    fact: str
    panel: QuestionPanel
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class SettledRow:
    label: str
    value: str
    by: str
    words: str


@dataclass(frozen=True)
class Differing:
    """`shown.sides` and `shown.matter` are there: the sale is known. `with_outcomes`: parties and clerks see what follows."""

    shown: Shown
    sides: Sides
    matter: Matter
    with_outcomes: bool = True
    words: FactWords = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", FactWords(self.matter))

    @classmethod
    def of(cls, shown: Shown) -> Differing | None:
        return None if shown.sides is None or shown.matter is None else cls(shown, shown.sides, shown.matter)

    @cached_property
    def deciding(self) -> list[FactCard]:
        return [self._card(fact) for fact in self.sides.questions]

    @cached_property
    def panels(self) -> list[QuestionPanel]:
        """What decides, to read alone."""
        return [self._panel(fact, question) for fact, question in self.sides.questions.items()]

    @cached_property
    def about_money(self) -> list[FactCard]:
        facts = [fact for fact in self.sides.outlook.changing_money if fact not in self.sides.questions]
        return [self._card(fact) for fact in facts]

    @cached_property
    def changing_nothing(self) -> list[FactCard]:
        outlook = self.sides.outlook
        told = {*self.sides.questions, *outlook.changing_money}
        return [self._card(fact) for fact in self.sides.differences if fact not in told]

    @cached_property
    def settled(self) -> list[SettledRow]:
        return [
            SettledRow(
                self.words.label(fact),
                self.words.value(fact, self.sides.settled[fact]),
                str(Side(row.side).label),
                row.words,
            )
            for fact, row in self.sides.settling.items()
        ]

    @cached_property
    def unread(self) -> list[str]:
        return [self.words.label(one.fact) for one in self.sides.unread]

    @cached_property
    def _mine(self) -> list[Side]:
        return stating_as(self.shown.parties, self.shown.claim)

    @cached_property
    def _agreeing(self) -> list[Side]:
        return agreeing_as(self.shown.parties, self.shown.claim)

    @cached_property
    def _grounds(self) -> list[RaisedGround]:
        return list(self.shown.claim.grounds.order_by("number"))

    @cached_property
    def _named(self) -> dict[tuple[str, str], list[str]]:
        """By side and fact, the public ids of the evidence that was named with the statement."""
        rows = [row for stated in self.sides.stated.values() for row in stated.values() if row.evidence]
        return {(row.side, row.fact): row.evidence.split(",") for row in rows}

    @cached_property
    def _evidence(self) -> Mapping[str, Evidence]:
        wanted = {one for ids in self._named.values() for one in ids}
        if not wanted:
            return {}
        rows = Evidence.objects.filter(subject=self.shown.claim.ledger_subject, public_id__in=wanted)
        return {str(one.public_id): one for one in rows.select_related("added_by").prefetch_related("files")}

    def _card(self, fact: str) -> FactCard:
        question = self.sides.questions.get(fact)
        return FactCard(fact, self._panel(fact, question), tuple(self._actions(fact)))

    def _panel(self, fact: str, question: Question | None) -> QuestionPanel:
        panel = {"question": self.label(fact, question), "sides": tuple(self._says(fact))}
        if question is None or not self.with_outcomes:
            return QuestionPanel(**panel)  # type: ignore[arg-type]  # of one kind each
        two = (_("按消费者的说法"), _("按经营者的说法")) if question.asks == TWO_VALUES else None
        return QuestionPanel(
            **panel,  # type: ignore[arg-type]  # of one kind each
            if_yes=follows(self.matter, question, CONSUMERS, self._granting),
            if_no=follows(self.matter, question, BUSINESSES, self._granting),
            answers=two,
        )

    @cached_property
    def _granting(self) -> set[str]:
        return rules_granting(self.sides.outlook, remedy_asked(self.shown.claim))

    def label(self, fact: str, question: Question | None) -> str:
        """What the engine asks, in its words; else the fact."""
        if question is None or question.asks == TWO_VALUES:
            return self.words.label(fact)
        return question_text(self.matter, OpenFact(fact, question.asks, "", ""), (fact,))

    def _says(self, fact: str) -> Iterable[Says]:
        yield Says(_("记录"), self.words.value(fact, self.sides.recorded(fact)))
        for side in (Side.CONSUMER, Side.BUSINESS):
            told = self.sides.stated[side].get(fact)
            says = self.words.value(fact, self.sides.value(side, fact))
            yield Says(str(side.label), says, self._why(told, fact, side), self._strip(fact, side))

    def _why(self, told: Statement | None, fact: str, side: Side) -> str:
        if told is not None:
            return told.words
        if fact.startswith("exemptions/"):
            return _("没有同意这个理由。") if side == Side.CONSUMER else self._raised(fact)
        return _("没有另外说明，以记录为准。")

    def _raised(self, fact: str) -> str:
        place = int(fact.split("/")[1])
        return self._grounds[place].words if place < len(self._grounds) else ""

    def _strip(self, fact: str, side: Side) -> EvidenceStrip | None:
        found = [self._evidence[one] for one in self._named.get((side, fact), ()) if one in self._evidence]
        return EvidenceStrip(tuple(strip_items(found)), label=_("证据")) if found else None

    def _actions(self, fact: str) -> Iterable[Action]:
        for side in self._mine:
            whose = self._whose(side)
            if side in self._agreeing and agreeable(self.sides, side, fact):
                yield Action(_("同意对方的说法") + whose, self._url("cases:agree", fact, side), quiet=True)
            if may_be_told(fact):
                yield Action(self._state_label(fact, side) + whose, self._url("cases:state", fact, side), quiet=True)

    def _state_label(self, fact: str, side: Side) -> str:
        return _("改说法") if fact in self.sides.stated[side] else _("写明说法")

    def _whose(self, side: Side) -> str:
        """Named where one person writes for both sides."""
        return _("（{side}）").format(side=side.label) if len(self._mine) > 1 else ""

    def _url(self, name: str, fact: str, side: Side) -> str:
        address = reverse(name, args=[self.shown.claim.public_id])
        return f"{address}?{urlencode({'fact': fact, 'side': side.value})}"
