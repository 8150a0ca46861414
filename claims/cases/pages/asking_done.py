"""The forms that a remedy needs when it is said to be done, and what they make: `Done`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.cases.codes import Remedy
from claims.cases.figures import figures_of
from claims.cases.forms.fulfilling import (
    HEADINGS,
    MONEY_FORMS,
    SAME_LINE,
    NewCarForm,
    OldCarForm,
    VisitForm,
    WhenForm,
    fen_of,
)
from claims.cases.models import Claim
from claims.cases.pages.shown import Shown
from claims.cases.services.done import OF_A_VISIT, WHOLE_CAR, Done, sold_by_respondent
from claims.filings.models import ModelLine
from claims.repairs.models import Visit
from claims.vehicles.models import Vehicle
from claims.vehicles.selectors import lines_sold_by
from claims.vehicles.services.exchanging import Given
from claims.vehicles.services.registering import Identity
from claims.vehicles.services.selling import Invoice

_COPIED = ("brand", "model", "vehicle_type", "specification", "kind", "energy")


class DoneForms:
    """Those of one claim, bound or fresh; sent together as one form of the page."""

    def __init__(self, shown: Shown, data: QueryDict | None) -> None:
        self.claim, self.today = shown.claim, timezone.localdate(shown.now)
        self.visits = _finished(self.claim) if self.claim.remedy in OF_A_VISIT else []
        self.sells_new_car = self.claim.remedy == Remedy.VEHICLE_REPLACEMENT and bool(sold_by_respondent(self.claim))
        self.lines = _lines(self.claim) if self.sells_new_car else []
        self.forms = {name: form for name, form in self._made(shown, data) if form is not None}

    def _made(self, shown: Shown, data: QueryDict | None) -> list[tuple[str, forms.Form | None]]:
        claim, today, initial = self.claim, self.today, {"returned_on": self.today, "paid_on": self.today}
        money = MONEY_FORMS.get(claim.remedy)
        if claim.remedy == Remedy.LOANER_OR_TRANSPORT:
            initial["days"] = figures_of(claim, shown.now).days or None  # type: ignore[assignment]
        return [
            ("visit", VisitForm(self.visits, data) if self.visits else None),
            ("new_car", self._new_car(data) if self.sells_new_car else None),
            ("old_car", OldCarForm(data, initial=initial) if claim.remedy in WHOLE_CAR else None),
            ("money", money(data, initial=initial) if money else None),
            ("when", WhenForm(data, initial={"fulfilled_on": today})),
        ]

    def _new_car(self, data: QueryDict | None) -> NewCarForm:
        sale = sold_by_respondent(self.claim)
        initial: dict[str, Any] = {"line": SAME_LINE, "handover_on": self.today, "invoiced_on": self.today}
        initial["price_yuan"] = f"{sale.price_yuan:.2f}" if sale and sale.price_yuan else ""
        return NewCarForm(str(self.claim.vehicle.name), self.lines, data, initial=initial)

    @property
    def headed(self) -> list[tuple[Any, forms.Form]]:
        return [(HEADINGS[name], form) for name, form in self.forms.items()]

    def is_valid(self) -> bool:
        """Each is asked, so that all faults are told at once."""
        answers = [form.is_valid() for form in self.forms.values()]
        return all(answers)

    def add_error(self, field: str, fault: Any) -> None:
        """At the field, in whichever form it is; else above the last."""
        known = next((form for form in self.forms.values() if field in form.fields), None)
        (known or self.forms["when"]).add_error(field if known else None, fault)

    def done(self) -> Done:
        told = {name: value for form in self.forms.values() for name, value in form.cleaned_data.items()}
        return Done(
            fulfilled_on=told["fulfilled_on"],
            words=told["words"],
            visit=next((one for one in self.visits if str(one.public_id) == told.get("visit")), None),
            given=self._given(told) if self.sells_new_car else None,
            returned_on=told.get("returned_on"),
            returned_mileage_km=told.get("returned_mileage_km"),
            days=told.get("days"),
            per_day_fen=fen_of(told.get("per_day_yuan")),
            paid_fen=_paid(told),
            paid_on=_paid_on(told),
        )

    def _given(self, told: dict[str, Any]) -> Given:
        line = next((one for one in self.lines if str(one.public_id) == told["line"]), None)
        invoice = Invoice(number=told["invoice_number"], invoiced_on=told["invoiced_on"], price_yuan=told["price_yuan"])
        return Given(
            identity=_identity(self.claim.vehicle, line, told),
            invoice=invoice,
            handover_on=told["handover_on"],
            km=told["km"],
            reason=_("三包换车，请求{number}").format(number=self.claim.number),
            proof=told["proof"],
            key=self.claim.public_id,
        )


def _identity(old: Vehicle, line: ModelLine | None, told: dict[str, Any]) -> Identity:
    """Of a chosen line, or as the old car is."""
    line = line or old.model_line
    words = {} if line else {name: getattr(old, name) for name in _COPIED}
    return Identity(
        vin=told["vin"],
        is_vin_confirmed=told["is_vin_confirmed"],
        model_line=line,
        use=old.use,
        built_on=told["built_on"],
        **words,
    )


def _lines(claim: Claim) -> list[ModelLine]:
    assert claim.respondent is not None  # noqa: S101  it has sold the car
    own = claim.vehicle.model_line_id
    return [line for line in lines_sold_by(claim.respondent) if line.pk != own]


def _finished(claim: Claim) -> list[Visit]:
    """Since something was asked for; the latest first."""
    rows = Visit.objects.filter(vehicle=claim.vehicle_id, finished_at__isnull=False).select_related("outlet")
    return list(rows.filter(finished_at__date__gte=claim.demand.made_on).order_by("-received_at", "-id"))


def _paid(told: dict[str, Any]) -> int | None:
    paid, received = fen_of(told.get("paid_yuan")), fen_of(told.get("received_yuan"))
    return None if paid is None and received is None else (paid or 0) - (received or 0)


def _paid_on(told: dict[str, Any]) -> date | None:
    """Without money there is no day of it."""
    day: date | None = told.get("paid_on")
    return day if _paid(told) is not None else None
