"""The story of a claim, one line an event: when, who, what."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.cases.codes import Party
from claims.cases.models import Step
from claims.cases.pages import registry
from claims.cases.pages.shown import Shown
from sanbao.ledger.telling import add_words
from sanbao.web import says
from sanbao.web.components.timeline import Timeline, TimelineEvent

SAYS = {
    "submit": _("提出要求"),
    "grant": pgettext_lazy("claim", "同意"),
    "refuse": _("拒绝"),
    "accept": _("接受"),
    "accept_refusal": _("接受拒绝，结束"),
    "dispute": _("提出争议"),
    "agree": _("谈妥"),
    "take_up": _("双方签字，开始办理"),
    "fall_through": _("没有按时签字，回到争议"),
    "consult": _("有争议的事实交给技术咨询人员"),
    "take_back": _("收到技术咨询人员的意见"),
    "refer_outside": _("转到别的途径"),
    "close_outside": _("在别的途径结束"),
    "confirm": _("确认已经办好"),
    "close_unconfirmed": _("说已经办好，消费者没有回复，结束"),
    "withdraw": pgettext_lazy("claim", "撤回"),
}
# Beside the steps; what is done and recourse say themselves in `claims.cases.pages.done`.
NOTES = {
    "claim.entered": _("争议处理机构代为登记"),
    "claim.representative_named": _("委托或者收回委托"),
    "claim.receipt_recorded": _("登记收到要求的日期"),
    "claim.respondent_gone": _("说经营者已经不存在"),
    "claim.information_asked": _("请消费者补充情况"),
    "claim.information_given": _("消费者补充了情况"),
    "claim.delay_recorded": _("登记消费者造成的延误"),
    "claim.delay_conceded": _("消费者同意登记的延误"),
    "claim.delay_contested": _("消费者不同意登记的延误"),
    "claim.offer_made": _("提出和解方案"),
    "claim.offer_declined": _("没有接受和解方案"),
    "claim.offer_withdrawn": _("收回和解方案"),
    "claim.fact_stated": _("一方对一项事实的说法"),
    "claim.fact_agreed": _("双方对一项事实的说法一致"),
    "claim.dispute_accepted": _("争议处理机构受理争议"),
    "claim.route_begun": _("登记走了别的途径"),
    "claim.route_followed": _("登记别的途径的进展"),
    "claim.duty_taken": _("经办人领取这件事"),
    "claim.duty_given_back": _("经办人退回这件事"),
    "claim.reminded": _("提醒：期限快到了"),
    "claim.overdue": _("期限过了，还没有办"),
    "claim.deemed_refused": _("没有按期答复，视为拒绝"),
    "claim.due_day_known": _("工作日公布以后，期限的最后一天定了"),
}


def add() -> None:
    add_words({f"claim.{name}": words for name, words in SAYS.items()} | NOTES)


def story(shown: Shown) -> Timeline:
    lines = [*_steps(shown), *registry.events(shown)]
    lines.sort(key=lambda event: (event.when is None, event.when), reverse=True)
    return Timeline(tuple(lines), str(_("经过")))


def _steps(shown: Shown) -> Iterator[TimelineEvent]:
    for step in shown.steps:
        yield TimelineEvent(
            when=step.at, says=str(SAYS[step.name]), shown_when=says.moment(step.at), who=who(step, shown)
        )


def who(step: Step, shown: Shown) -> str:
    """The side, and the organisation by its name; no person."""
    if step.organisation is not None:
        return step.organisation.name
    if step.party == Party.BUSINESS:
        return str(_("{name}（由消费者登记）")).format(name=shown.claim.respondent_called)
    return str(Party(step.party).label)
