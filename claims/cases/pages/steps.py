"""The steps that need but a confirmation, and which of them a person may take now."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import can_proceed

from claims.cases.codes import Outcome, State
from claims.cases.models import Claim
from claims.cases.pages.registry import StepPage, add_step_page, step_pages
from claims.cases.pages.shown import Shown
from claims.cases.permissions import rule_of
from claims.cases.services import deciding
from claims.cases.services.acting import Doing
from sanbao.accounts.models import Organisation
from sanbao.web.components import Action

_ACCEPT = _("接受以后，经营者应当在期限内办好；您确认办好以后，这份请求才结束。")
_LET_STAND = _("接受拒绝以后，这份请求就结束了。以后有新的情况，可以再提出。")
_DISPUTE = _("争议处理机构会看双方的说法，请经营者再考虑，或者请技术人员就有争议的事实提供意见。对您不收费。")
_OUTSIDE = _(
    "可以请消费者协会调解、向市场监督管理部门投诉、按约定仲裁，或者起诉。每条途径需要什么、什么时候以前办，会印在告知书上。"
)
_WITHDRAW = _("撤回以后，对方不用再答复。以后可以再提出，不影响您的权利。")
_CLOSE = _("请写明这件事在别的途径是怎样结束的。")


class BareForm(forms.Form):
    """Key and lock alone: sent twice it is done once, and shown before another's step it is told so."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    lock = forms.IntegerField(widget=forms.HiddenInput)


def body_form(_shown: Shown) -> type[forms.Form]:
    class BodyForm(BareForm):
        body = forms.ModelChoiceField(
            Organisation.objects.filter(is_dispute_body=True).order_by("region", "name"),
            label=_("请哪个机构处理"),
            empty_label=None,
            to_field_name="public_id",
            error_messages={"required": _("请选择争议处理机构。"), "invalid_choice": _("请选择争议处理机构。")},
        )
        field_order = ("body",)

    return BodyForm


def end_form(_shown: Shown) -> type[forms.Form]:
    class EndForm(BareForm):
        outcome = forms.ChoiceField(
            label=_("怎样结束"),
            choices=[(one.value, one.label) for one in (Outcome.DECIDED_OUTSIDE, Outcome.GIVEN_UP_OUTSIDE)],
            widget=forms.RadioSelect,
        )
        field_order = ("outcome",)

    return EndForm


def add() -> None:
    add_step_page(
        "accept",
        StepPage(_("接受"), _("接受"), _accept, lambda _it: _ACCEPT, quiet=False),
    )
    add_step_page(
        "accept_refusal", StepPage(_("接受拒绝"), _("接受拒绝，结束"), _accept_refusal, lambda _it: _LET_STAND)
    )
    add_step_page(
        "dispute",
        StepPage(_("提出争议"), _("提出争议"), _dispute, lambda _it: _DISPUTE, form=body_form, quiet=False),
    )
    add_step_page("refer_outside", StepPage(_("走别的途径"), _("走别的途径"), _refer, lambda _it: _OUTSIDE))
    add_step_page(
        "close_outside", StepPage(_("登记结果"), _("登记，结束"), _close_outside, lambda _it: _CLOSE, form=end_form)
    )
    add_step_page(
        "withdraw",
        StepPage(_("撤回请求"), pgettext_lazy("claim", "撤回"), _withdraw, lambda _it: _WITHDRAW, danger=True),
    )


def open_steps(shown: Shown) -> Iterator[tuple[str, StepPage]]:
    """Those whose parties he is one of, whose state this is, and whose guard lets them through at this moment."""
    claim = shown.claim
    claim.moment = shown.now
    for name, page in step_pages().items():
        rule = rule_of(claim, name)
        if rule and shown.parties & set(rule.who) and can_proceed(getattr(claim, name)) and page.offered(shown):
            yield name, page


def step_actions(shown: Shown) -> Iterator[Action]:
    """A draft is withdrawn on its own pages."""
    if shown.claim.state == State.DRAFT:
        return
    for name, page in open_steps(shown):
        url = reverse("cases:step", args=[shown.claim.public_id, name])
        yield Action(str(page.title), url, quiet=page.quiet or page.danger)


def _accept(claim: Claim, _told: Mapping[str, Any], doing: Doing) -> Claim:
    return deciding.claim_accept(claim=claim, doing=doing)


def _accept_refusal(claim: Claim, _told: Mapping[str, Any], doing: Doing) -> Claim:
    return deciding.refusal_accept(claim=claim, doing=doing)


def _dispute(claim: Claim, told: Mapping[str, Any], doing: Doing) -> Claim:
    return deciding.claim_dispute(claim=claim, body=told["body"], doing=doing)


def _refer(claim: Claim, _told: Mapping[str, Any], doing: Doing) -> Claim:
    return deciding.claim_refer_outside(claim=claim, doing=doing)


def _close_outside(claim: Claim, told: Mapping[str, Any], doing: Doing) -> Claim:
    return deciding.claim_close_outside(claim=claim, outcome=told["outcome"], doing=doing)


def _withdraw(claim: Claim, _told: Mapping[str, Any], doing: Doing) -> Claim:
    return deciding.claim_withdraw(claim=claim, doing=doing)
