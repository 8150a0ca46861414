"""What the respondent answers: a grant, or a refusal of several reasons, each with its fact, article and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.cases.answers.choices import Offered
from claims.cases.codes import Kind, VehicleOffered
from claims.cases.models import Claim, RaisedGround
from claims.cases.pages.steps import BareForm
from claims.cases.services import answering
from claims.workshop.forms.fields import fen, words
from sanbao.web.forms import ChineseDateField, YuanField

MOST_REASONS, MOST_GROUNDS = 8, 4
LONGEST_FACT = 300
OWN_WORDS = ("", _("都不是，用自己的话写"))
NO_PROBLEM = _("请选择是哪个问题。")


class AnswerForm(BareForm):
    """`unjudged`: shown again with what was written so far, faults left for later. `is_recorded`: the consumer records the answer
    that he got on paper."""

    def __init__(
        self, data: Any = None, *, claim: Claim, is_recorded: bool, unjudged: bool = False, **rest: Any
    ) -> None:
        super().__init__(data, **rest)
        self.claim, self.unjudged = claim, unjudged
        if is_recorded:
            self.fields["replied_on"] = ChineseDateField(label=_("对方答复的日期"))

    def full_clean(self) -> None:
        if self.unjudged:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()


class GrantForm(AnswerForm):
    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        kind = self.claim.kind
        if kind == Kind.VEHICLE_REPLACEMENT:
            self.fields["vehicle_offered"] = forms.ChoiceField(
                label=_("提供哪辆车"), choices=VehicleOffered.choices, widget=forms.RadioSelect
            )
            self.fields["vehicle_words"] = words(
                _("提供的车"), required=False, help_text=_("品牌、型号、颜色、现车还是订车。")
            )
        if kind == Kind.VEHICLE_RETURN or self.claim.about.is_about_money:
            self.fields["amount"] = YuanField(label=_("付给消费者的金额"))
        self.fields["fulfil_on"] = ChineseDateField(label=_("什么时候以前办好"))
        self.fields["words"] = words(_("说明"), 3, required=False, max_length=1000)

    @property
    def vehicle_told(self) -> str:
        offered = self.cleaned_data.get("vehicle_offered", "")
        return str(VehicleOffered(offered).label) if offered else ""

    def grant(self) -> answering.Grant:
        told = self.cleaned_data
        return answering.Grant(
            remedy=self.claim.about.remedy,
            fulfil_on=told["fulfil_on"],
            vehicle_offered=told.get("vehicle_offered", ""),
            vehicle_words=told.get("vehicle_words", ""),
            amount_fen=fen(told.get("amount")),
            words=told["words"],
        )


class RefuseForm(AnswerForm):
    """Rows of fields, `fact_1`, `rule_1` …; a row left empty after the first is none."""

    def __init__(
        self,
        data: Any = None,
        *,
        offered: Offered,
        counts: tuple[int, int] = (1, 1),
        **rest: Any,
    ) -> None:
        super().__init__(data, **rest)
        self.offered, self.labels = offered, offered.labels
        self.counts = min(counts[0], MOST_REASONS), min(counts[1], MOST_GROUNDS)
        for number in self.numbers:
            self._ask_reason(number)
        for number in self.ground_numbers:
            self._ask_ground(number)
        self.fields["words"] = words(_("对消费者说明"), 3, required=False, max_length=1000)

    @property
    def numbers(self) -> Iterable[int]:
        return range(1, self.counts[0] + 1)

    @property
    def ground_numbers(self) -> Iterable[int]:
        return range(1, self.counts[1] + 1)

    def _ask_reason(self, number: int) -> None:
        offered = self.offered
        self.fields[f"fact_{number}"] = forms.ChoiceField(
            label=_("哪一项事实"), choices=[OWN_WORDS, *offered.facts], required=False
        )
        self.fields[f"fact_words_{number}"] = words(
            _("事实是怎样的"), 2, required=False, max_length=200, help_text=_("写明您认为实际是怎样的。")
        )
        self.fields[f"rule_{number}"] = forms.ChoiceField(
            label=_("依据哪一条"), choices=[("", pgettext_lazy("article", "请选择")), *offered.rules], required=False
        )
        if offered.evidence:
            self.fields[f"evidence_{number}"] = forms.MultipleChoiceField(
                label=_("证据"), choices=offered.evidence, required=False, widget=forms.CheckboxSelectMultiple
            )
        self.fields[f"no_evidence_because_{number}"] = words(
            _("没有证据的，为什么"), required=False, help_text=_("例如：以双方都看得到的修理记录为准。")
        )
        for name in ("fact", "fact_words", "rule", "evidence", "no_evidence_because"):
            if field := self.fields.get(f"{name}_{number}"):
                field.is_opened = True  # type: ignore[attr-defined]  # not optional: `clean` says which are wanted

    def _ask_ground(self, number: int) -> None:
        offered = self.offered
        self.fields[f"ground_{number}"] = forms.ChoiceField(
            label=_("免责理由"), choices=offered.grounds, required=False
        )
        self.fields[f"problems_{number}"] = forms.MultipleChoiceField(
            label=_("针对哪个问题"), choices=offered.problems, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields[f"ground_words_{number}"] = words(_("怎样造成的，有什么根据"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for number in self.numbers:
            if number == 1 or not self._is_empty(number):
                self._check_reason(number, told)
        for number in self.ground_numbers:
            if told.get(f"ground_{number}") and not told.get(f"problems_{number}"):
                self.add_error(f"problems_{number}", str(NO_PROBLEM))
        return told

    def _is_empty(self, number: int) -> bool:
        names = ("fact", "fact_words", "rule", "evidence", "no_evidence_because")
        return not any(self.cleaned_data.get(f"{name}_{number}") for name in names)

    def _check_reason(self, number: int, told: dict[str, Any]) -> None:
        if not (told.get(f"fact_{number}") or told.get(f"fact_words_{number}")):
            self.add_error(f"fact_{number}", str(answering.NO_FACT))
        if f"rule_{number}" in told and not told[f"rule_{number}"]:
            self.add_error(f"rule_{number}", str(answering.NO_RULE))
        if not (told.get(f"evidence_{number}") or told.get(f"no_evidence_because_{number}")):
            self.add_error(f"no_evidence_because_{number}", str(answering.NO_EVIDENCE))

    def reasons(self) -> list[answering.Reason]:
        return [self._reason(number) for number in self.numbers if not self._is_empty(number)]

    def _reason(self, number: int) -> answering.Reason:
        told = self.cleaned_data
        fact = told[f"fact_{number}"]
        label, own = self.labels.get(fact, ""), told[f"fact_words_{number}"].strip()
        said = str(_("{fact}：{words}")).format(fact=label, words=own) if label and own else label or own
        return answering.Reason(
            fact=fact,
            fact_words=said[:LONGEST_FACT],
            rule=told[f"rule_{number}"],
            evidence=told.get(f"evidence_{number}", ()),
            no_evidence_because=told[f"no_evidence_because_{number}"],
        )

    def grounds(self) -> list[answering.Ground]:
        told = self.cleaned_data
        return [
            answering.Ground(
                ground=told[f"ground_{number}"],
                problems=told[f"problems_{number}"],
                words=told[f"ground_words_{number}"],
            )
            for number in self.ground_numbers
            if told[f"ground_{number}"]
        ]

    def refusal(self) -> answering.Refusal:
        told = self.cleaned_data
        return answering.Refusal(
            reasons=self.reasons(), grounds=self.grounds(), words=told["words"], replied_on=told.get("replied_on")
        )

    @property
    def titles(self) -> dict[str, str]:
        return dict(self.offered.evidence)

    @property
    def has_grounds(self) -> bool:
        return any(self[f"ground_{number}"].value() or number > 1 for number in self.ground_numbers)

    def grounds_told(self) -> list[tuple[str, str, str]]:
        """Each with the problems it names, by their names."""
        labels, names = dict(self.offered.grounds), dict(self.offered.problems)
        return [
            (labels[one.ground], str(_("、")).join(names[key] for key in one.problems), one.words)
            for one in self.grounds()
        ]

    def rows_of_reasons(self) -> list[list[forms.BoundField]]:
        names = ("fact", "fact_words", "rule", "evidence", "no_evidence_because")
        return [
            [self[f"{name}_{number}"] for name in names if f"{name}_{number}" in self.fields] for number in self.numbers
        ]

    def rows_of_grounds(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}_{number}"] for name in ("ground", "problems", "ground_words")]
            for number in self.ground_numbers
        ]


def as_raised(grounds: Iterable[answering.Ground]) -> list[RaisedGround]:
    """Before they are raised: for what they would contradict."""
    return [RaisedGround(ground=one.ground, problems=",".join(one.problems)) for one in grounds]
