"""What a side would settle for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Kind, Party, Remedy, VehicleOffered
from claims.cases.models import Claim, Offer
from claims.cases.pages.steps import BareForm
from claims.cases.services.offering import Terms
from claims.workshop.forms.fields import fen, words, yuan
from sanbao.web.forms import ChineseDateField, KilometresField, YuanField

USUAL_DAYS = 7  # an offer stands a week where nobody says otherwise
CARS = [
    ("", _("不换车")),
    *((one.value, one.label) for one in (VehicleOffered.SAME_MODEL, VehicleOffered.EQUAL_OR_BETTER)),
]


class OfferForm(BareForm):
    """Each kind says below which fields it needs; what the other kinds need stays empty."""

    def __init__(self, data: Any = None, *, claim: Claim, sides: list[Party], **rest: Any) -> None:
        super().__init__(data, **rest)
        if len(sides) > 1:
            self.fields["side"] = forms.ChoiceField(
                label=_("谁提出的"), choices=[(one.value, one.label) for one in sides], widget=forms.RadioSelect
            )
        self.fields["remedy"] = forms.ChoiceField(label=_("怎样办"), choices=_remedies(claim), widget=forms.RadioSelect)
        self.fields["vehicle_offered"] = forms.ChoiceField(label=_("换车的，提供哪辆车"), choices=CARS, required=False)
        self.fields["amount_fen"] = YuanField(
            label=_("金额"), required=False, help_text=_("付给消费者的钱。退车、付款、交通补偿写这里。")
        )
        self.fields["months"] = forms.IntegerField(
            label=_("延长几个月"),
            required=False,
            min_value=1,
            max_value=120,
            widget=forms.NumberInput({"class": "w4"}),
            help_text=_("延长包修期的，写月数、公里数，或者只写一项。"),
        )
        self.fields["km"] = KilometresField(label=_("延长多少公里"), required=False)
        self.fields["fulfil_on"] = ChineseDateField(label=_("什么时候以前办好"))
        self.fields["expires_on"] = ChineseDateField(label=_("提议到哪天为止有效"))
        self.fields["words"] = words(_("说明"), 3, required=False, max_length=1000)

    def terms(self) -> Terms:
        told = self.cleaned_data
        return Terms(
            remedy=told["remedy"],
            vehicle_offered=told["vehicle_offered"] if told["remedy"] == Remedy.VEHICLE_REPLACEMENT else "",
            amount_fen=fen(told["amount_fen"]),
            months=told["months"],
            km=told["km"],
            fulfil_on=told["fulfil_on"],
            expires_on=told["expires_on"],
            words=told["words"],
        )

    @staticmethod
    def initial_of(claim: Claim, today: date, answers: Offer | None) -> dict[str, Any]:
        """A counter-offer begins as the offer that it answers."""
        told: dict[str, Any] = {"lock": claim.lock, "expires_on": today + timedelta(days=USUAL_DAYS)}
        if answers is None:
            return told | {"remedy": claim.about.remedy}
        names = ("remedy", "vehicle_offered", "months", "km", "fulfil_on")
        return told | {name: getattr(answers, name) for name in names} | {"amount_fen": yuan(answers.amount_fen)}


def _remedies(claim: Claim) -> list[tuple[str, Any]]:
    """A lost voucher is issued again, and nothing else is."""
    left_out = () if claim.kind == Kind.VOUCHER_REISSUE else (Remedy.VOUCHER_REISSUE,)
    return [(one.value, one.label) for one in Remedy if one not in left_out]


class DeclineForm(BareForm):
    words = words(_("为什么"), required=False, max_length=300)
