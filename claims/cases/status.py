"""A claim in one sentence: how it stands, whose turn it is, until when. For both sides, each in its own words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from claims.cases.codes import Duty, Party, State
from claims.cases.models import Claim, Deadline
from claims.cases.models.claim import PERFORMANCE
from sanbao.web import says


@dataclass(frozen=True)
class Status:
    """`turn` is None where nobody has to do anything; `turn_says` in words; `until` is None where no day is known."""

    says: str
    turn: Party | None
    turn_says: str
    until: date | None
    is_mine: bool
    is_late: bool


@dataclass(frozen=True)
class Told:
    """What the sentences are made of. `owner` and `asked`: “您”, or what the reader calls the other side."""

    claim: Claim
    owner: str
    asked: str
    body: str
    due: Mapping[str, Deadline]
    today: date

    def day(self, *duties: str) -> date | None:
        days = [one.due_on for duty in duties if (one := self.due.get(duty)) and one.due_on and one.met_on is None]
        return min(days, default=None)

    def is_late(self, *duties: str) -> bool:
        day = self.day(*duties)
        return day is not None and day < self.today

    @property
    def remedy(self) -> str:
        return self.claim.get_remedy_display() if self.claim.remedy else self.claim.get_kind_display()


Sentence = tuple[str, Party | None, tuple[str, ...]]  # what it says, whose turn it is, the duties that give the day


def status_of(
    claim: Claim, parties: Collection[Party], now: datetime, due: Mapping[str, Deadline] | None = None
) -> Status:
    """`parties`: what the reader is (`parties_of`). `due` where the time limits are at hand, else one query."""
    told = _told(claim, parties, now, due)
    sentence, turn, duties = _STATES[State(claim.state)](told)
    return Status(
        says=sentence,
        turn=turn,
        turn_says="" if turn is None else _turn(told, turn, parties),
        until=told.day(*duties),
        is_mine=turn is not None and _is(turn, parties),
        is_late=told.is_late(*duties),
    )


def _told(claim: Claim, parties: Collection[Party], now: datetime, due: Mapping[str, Deadline] | None) -> Told:
    you = pgettext("at the beginning of a sentence", "您")
    is_owner = _is(Party.CONSUMER, parties)
    return Told(
        claim=claim,
        owner=you if is_owner else pgettext("at the beginning of a sentence", "车主"),
        asked=you if _is(Party.BUSINESS, parties) else claim.respondent_called or _("对方"),
        body=claim.body.name if claim.body else _("争议处理机构"),
        due={one.duty: one for one in claim.deadlines.all()} if due is None else due,
        today=timezone.localdate(now),
    )


def _is(party: Party, parties: Collection[Party]) -> bool:
    """Whoever acts for the consumer reads as he does, also where he records the answer of a seller without an account.

    A clerk who enters claims for others speaks of them in the third person.
    """
    if party == Party.BUSINESS:
        return party in parties and Party.CONSUMER not in parties
    if party == Party.CONSUMER:
        return party in parties and Party.CLERK not in parties
    return party in parties


def _turn(told: Told, turn: Party, parties: Collection[Party]) -> str:
    if _is(turn, parties):
        return _("现在等您")
    names = {Party.CONSUMER: _("车主"), Party.BUSINESS: told.asked, Party.CLERK: told.body}
    return _("现在等{name}").format(name=names[turn])


def _draft(_it: Told) -> Sentence:
    return _("还没有提出。写完、发出以后，对方才看得到，期限才开始算。"), Party.CONSUMER, ()


def _submitted(told: Told) -> Sentence:
    duties = (Duty.REPLY,)
    reply = told.due.get(Duty.REPLY)
    if reply is None:
        sentence = _("还不知道{asked}哪一天收到要求。送到以后请登记，从那一天起算答复的期限。")
        return sentence.format(asked=told.asked), Party.CONSUMER, ()
    if reply.due_on is None:
        sentence = _("等{asked}答复。最后一天还算不出来：那一年的放假安排还没有公布。")
        return sentence.format(asked=told.asked), Party.BUSINESS, duties
    if told.is_late(*duties):
        sentence = _("{asked}最晚应当在{day}答复，还没有答复。{owner}现在可以提出争议。")
        return _with_day(sentence, told, reply.due_on), Party.BUSINESS, duties
    return _with_day(_("{asked}最晚在{day}答复。"), told, reply.due_on), Party.BUSINESS, duties


def _granted(told: Told) -> Sentence:
    sentence = _("{asked}已经同意（{remedy}）。{owner}可以接受，认为不够的可以提出争议。")
    return _filled(sentence, told), Party.CONSUMER, PERFORMANCE


def _refused(told: Told) -> Sentence:
    return _filled(_("{asked}拒绝了。{owner}可以提出争议，也可以接受。"), told), Party.CONSUMER, ()


def _disputed(told: Told) -> Sentence:
    return _filled(_("{body}正在处理争议。双方随时可以谈妥。"), told), Party.CLERK, (Duty.SCREEN,)


def _in_consultation(told: Told) -> Sentence:
    return _filled(_("{body}正在就有争议的事实咨询技术人员。双方随时可以谈妥。"), told), Party.CLERK, ()


def _settled(told: Told) -> Sentence:
    day = told.day(Duty.SIGN)
    if day is None:
        return _filled(_("双方已经谈妥（{remedy}），等双方在协议上签字。"), told), None, (Duty.SIGN,)
    sentence = _("双方已经谈妥（{remedy}），最晚在{day}签字。过了这一天没有签的，回到争议。")
    return _with_day(sentence, told, day), None, (Duty.SIGN,)


def _fulfilling(told: Told) -> Sentence:
    confirm = told.due.get(Duty.CONFIRM)
    if confirm is not None and confirm.met_on is None and confirm.due_on is not None:
        sentence = _("{asked}说已经办好（{remedy}）。{owner}可以确认，没有办好的可以提出异议，最晚在{day}。")
        return _with_day(sentence, told, confirm.due_on), Party.CONSUMER, (Duty.CONFIRM,)
    day = told.day(*PERFORMANCE)
    if day is None:
        return _filled(_("{asked}正在办理（{remedy}）。"), told), Party.BUSINESS, PERFORMANCE
    if told.is_late(*PERFORMANCE):
        sentence = _("{asked}最晚应当在{day}办好（{remedy}），还没有办好。{owner}现在可以提出争议。")
        return _with_day(sentence, told, day), Party.BUSINESS, PERFORMANCE
    return _with_day(_("{asked}最晚在{day}办好（{remedy}）。"), told, day), Party.BUSINESS, PERFORMANCE


def _referred_outside(told: Told) -> Sentence:
    return _filled(_("已经转到别的途径。有了结果，{owner}可以在这里登记。"), told), Party.CONSUMER, ()


def _ended(told: Told) -> Sentence:
    return _("已经结束：{how}。").format(how=told.claim.get_outcome_display()), None, ()


def _filled(sentence: str, told: Told) -> str:
    return sentence.format(asked=told.asked, owner=told.owner, body=told.body, remedy=told.remedy)


def _with_day(sentence: str, told: Told, day: date) -> str:
    return sentence.format(asked=told.asked, owner=told.owner, remedy=told.remedy, day=says.day(day))


_STATES: Mapping[State, Callable[[Told], Sentence]] = {
    State.DRAFT: _draft,
    State.SUBMITTED: _submitted,
    State.GRANTED: _granted,
    State.REFUSED: _refused,
    State.DISPUTED: _disputed,
    State.IN_CONSULTATION: _in_consultation,
    State.SETTLED: _settled,
    State.FULFILLING: _fulfilling,
    State.REFERRED_OUTSIDE: _referred_outside,
    State.WITHDRAWN: _ended,
    State.CLOSED: _ended,
}
