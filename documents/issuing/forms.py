import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.issuing import register
from documents.issuing.models import Paper, Reason, WhyReplaced
from documents.issuing.selectors import Offer
from sanbao.web.forms import Hinted


class IssueForm(forms.Form):
    candidate = forms.ChoiceField(
        label=gettext_lazy("出具哪一份"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请选择一份文书。"),
            "invalid_choice": gettext_lazy("这一份现在不能出具，请重新选择。"),
        },
    )
    bilingual = forms.BooleanField(label=gettext_lazy("三包凭证印中英文"), required=False)
    # One number a form: sent twice, it makes one paper.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, offers: Sequence[Offer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {offer.candidate.key: offer for offer in offers}
        field = self.fields["candidate"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  says to the type checker what stands above
        field.choices = [(offer.candidate.key, _choice(offer)) for offer in offers]
        if not any(offer.kind.bilingual for offer in offers):
            del self.fields["bilingual"]

    @property
    def chosen(self) -> Offer:
        return self.offers[self.cleaned_data["candidate"]]


def _choice(offer: Offer) -> Hinted:
    title = str(register.kind_of(offer.candidate.kind).title)
    return Hinted(_("%(kind)s：%(car)s") % {"kind": title, "car": offer.candidate.label}, _standing(offer))


def _standing(offer: Offer) -> str:
    if offer.replaces:
        return _("代替%(number)s") % {"number": offer.replaces.number}
    if offer.follows:
        return _("重新出具（%(number)s已作废）") % {"number": offer.follows.number}
    return _("第一份")


class ReplaceForm(forms.Form):
    """Asked before a valid paper loses its force; carries what was chosen, and which paper that was."""

    why = forms.ChoiceField(
        label=gettext_lazy("为什么"),
        choices=WhyReplaced.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请选择原因。"),
            "invalid_choice": gettext_lazy("请从列出的原因中选择一个。"),
        },
    )
    candidate = forms.CharField(widget=forms.HiddenInput)
    bilingual = forms.BooleanField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    replaces = forms.CharField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("作废的原因"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请选择作废的原因。"),
            "invalid_choice": gettext_lazy("请从列出的原因中选择一个。"),
        },
    )

    def __init__(self, paper: Paper, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  says to the type checker what stands above
        field.choices = [
            (reason.value, reason.label)
            for reason in Reason
            if reason != Reason.CANNOT_BE_PRINTED or not paper.is_printed
        ]
