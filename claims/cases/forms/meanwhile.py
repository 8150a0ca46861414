"""Questions to the consumer and his answers; days by which he put off the completion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.cases.answers.choices import Choice
from claims.cases.pages.steps import BareForm
from claims.cases.services.delaying import Delay
from claims.workshop.forms.fields import words as text
from sanbao.web.forms import ChineseDateField


class QuestionForm(BareForm):
    words = text(_("想知道什么"), 3, max_length=500)


class AnswerForm(BareForm):
    words = text(_("回答"), 4, max_length=1000)


class ContestForm(BareForm):
    words = text(_("为什么不是这样"), 3, max_length=300)


class DelayForm(BareForm):
    first_day = ChineseDateField(label=_("从哪天"))
    last_day = ChineseDateField(label=_("到哪天"), help_text=_("两头的日子都算在内。"))
    words = text(_("消费者怎样耽误了"), 2, max_length=300)
    proof = text(_("凭据"), help_text=_("例如通知的短信、预约记录、双方的约定。"), required=False)

    def __init__(self, data: Any = None, *, evidence: list[Choice], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["proof"].is_opened = True  # type: ignore[attr-defined]  # words or evidence: one of the two is wanted
        if evidence:
            self.fields["evidence"] = forms.MultipleChoiceField(
                label=_("证据"), choices=evidence, required=False, widget=forms.CheckboxSelectMultiple
            )

    def delay(self) -> Delay:
        names = ("first_day", "last_day", "words", "proof")
        return Delay(
            **{name: self.cleaned_data[name] for name in names}, evidence=self.cleaned_data.get("evidence", ())
        )
