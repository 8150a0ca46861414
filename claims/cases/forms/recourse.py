"""What a seller asks of the producer, and what the producer answers."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.cases.forms.fulfilling import fen_of
from claims.cases.models import RecourseCost, RecourseRequest
from documents.issuing import register
from documents.issuing.models import Paper
from sanbao.web.forms import Hinted, YuanField

What = RecourseCost.What


class RecourseForm(forms.Form):
    """A field a kind of cost; what is left empty is none."""

    words = forms.CharField(
        label=_("为什么应当由生产者承担？"),
        max_length=1000,
        help_text=_("写清是什么质量问题、怎样修过。不要写消费者的姓名、电话。"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("请写明为什么应当由生产者承担。")},
    )
    refund = YuanField(label=What.REFUND.label, required=False)
    new_car = YuanField(label=What.NEW_CAR.label, required=False)
    losses = YuanField(label=What.LOSSES.label, required=False)
    repair = YuanField(label=What.REPAIR.label, required=False)
    loaner = YuanField(label=What.LOANER.label, required=False)
    other = YuanField(label=What.OTHER.label, required=False)
    other_words = forms.CharField(label=_("其他费用是什么？"), max_length=200, required=False)
    papers = forms.MultipleChoiceField(
        label=_("附哪些文书？"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("只列编号和名称。")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, papers: Iterable[Paper], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = list(papers)
        field = self.fields["papers"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  says to the type checker what stands above
        field.choices = [(str(one.public_id), Hinted(title_of(one), one.number)) for one in self.listed]
        if not self.listed:
            del self.fields["papers"]

    def costs(self) -> list[RecourseCost]:
        told = {what: fen_of(self.cleaned_data[what.value]) for what in What}
        words: Mapping[str, str] = {What.OTHER: self.cleaned_data["other_words"].strip()}
        return [RecourseCost(what=what, amount_fen=fen, words=words.get(what, "")) for what, fen in told.items() if fen]

    def chosen(self) -> list[Paper]:
        ids = set(self.cleaned_data.get("papers", ()))
        return [one for one in self.listed if str(one.public_id) in ids]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("other") and not cleaned.get("other_words", "").strip():
            self.add_error("other_words", _("请写明是什么费用。"))
        return cleaned


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("承担多少？"),
        choices=RecourseRequest.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择承担多少。"), "invalid_choice": _("请选择承担多少。")},
    )
    amount_yuan = YuanField(label=_("承担的金额"), required=False, help_text=_("承担一部分的，请填写。"))
    words = forms.CharField(label=_("理由"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def title_of(paper: Paper) -> str:
    return str(register.kind_of(paper.kind).title)
