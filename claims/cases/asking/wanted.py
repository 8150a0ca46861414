"""What is asked for, with what the law gives of it, and of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.cases.asking import rights
from claims.cases.asking.page import Page
from claims.cases.asking.respondents import OTHER, Option, options_for
from claims.cases.asking.rights import Right
from claims.cases.codes import Kind
from claims.cases.facts import yuan
from claims.cases.forms.asking import AmountForm, KindForm, LossesForm, NamedForm, RespondentForm, fen_of
from claims.cases.models import Claim
from claims.cases.services.drafting import demand_change, kind_put, respondent_choose
from claims.cases.services.opening import Respondent, respondent_put
from sanbao.web import says
from sanbao.web.forms import Hinted

LOSSES = ("registration", "accessories_net", "services")


class KindPage(Page):
    """Every kind with its outcome on one line; why, in full, below."""

    name = "kind"
    title = gettext_lazy("要求什么？")
    hint = gettext_lazy("按现在知道的事实算。算出来“现在不可以”的，也可以提出，由双方再核对事实。")
    template = "cases/asking_kind.html"

    def form(self, data: Any = None) -> KindForm:
        found = self._rights()
        is_answered = self.name in self.draft.answered
        initial = self.draft.claim.kind if is_answered else rights.best_of(found)
        choices = [(right.kind, Hinted(right.kind.label, right.tag)) for right in found]
        return KindForm(choices, data, initial={"kind": initial})

    def _rights(self) -> list[Right]:
        return rights.rights_of(self.draft.matter, self.draft.regulation)

    def context(self) -> Mapping[str, Any]:
        cards = {right.card: right for right in self._rights()}
        return {"cards": list(cards), "others": self.draft.others, "knows_sale": self.draft.record is not None}

    def save(self, form: forms.Form) -> str:
        kind = Kind(form.cleaned_data["kind"])
        running = self._running(kind)
        if running is not None:
            says_so = _("已经有一份没有结束的“{kind}”（{number}），请接着办那一份。")
            raise ValidationError({"kind": says_so.format(kind=kind.label, number=running.number)})
        self.draft.claim.kind = kind_put(claim=self.draft.claim, kind=kind, by=self.by).kind
        return ""

    def _running(self, kind: Kind) -> Claim | None:
        """Of one kind one at a time; money may be asked for again, for other days and other bills."""
        if kind in (Kind.LOANER_OR_TRANSPORT, Kind.REIMBURSEMENT):
            return None
        return next((one for one in self.draft.others if one.kind == kind), None)

    def told(self) -> str:
        return str(self.draft.claim.get_kind_display())


class Also(Page):
    """Rights that nobody has asked for: each is one press away."""

    name = "also"
    title = gettext_lazy("还可以要求这些")
    template = "cases/asking_also.html"

    def exists(self) -> bool:
        return not self.number and bool(self.more() or self.beside() or self.asked_beside())

    def more(self) -> Sequence[Right]:
        return list(rights.more_than_asked(self._rights(), self.draft.claim.kind))

    def beside(self) -> Sequence[Right]:
        if self.by.pk == self.draft.claim.representative_id:  # who was authorised for this one begins no other
            return []
        taken = {one.kind for one in (*self.draft.others, *self.asked_beside())}
        return [one for one in rights.beside(self._rights(), self.draft.claim.kind) if one.kind not in taken]

    def asked_beside(self) -> Sequence[Claim]:
        """Added already, with everything that was told here."""
        return self.draft.further

    def _rights(self) -> list[Right]:
        return rights.rights_of(self.draft.matter, self.draft.regulation)

    def context(self) -> Mapping[str, Any]:
        return {"more": self.more(), "beside": self.beside(), "added": self.asked_beside()}

    def told(self) -> str:
        return _("、").join(str(one.get_kind_display()) for one in self.asked_beside())


class Losses(Page):
    name = "losses"
    title = gettext_lazy("买车以后还付过这些吗？")
    hint = gettext_lazy("换车、退车的时候，销售者要赔偿这些损失。没有付过的，不填。")

    def exists(self) -> bool:
        return not self.number and rights.takes_losses(self.draft.claim.kind, self.draft.regulation)

    def form(self, data: Any = None) -> LossesForm:
        row = self.draft.demand
        amounts = {name: getattr(row, f"{name}_fen") for name in LOSSES} if row else {}
        return LossesForm(data, initial={name: _yuan(amount) for name, amount in amounts.items()})

    def save(self, form: forms.Form) -> str:
        values = {f"{name}_fen": fen_of(form.cleaned_data[name]) for name in LOSSES}
        demand_change(claim=self.draft.claim, by=self.by, at=self.draft.now, **values)
        return ""

    def told(self) -> str:
        row = self.draft.demand
        given = [getattr(row, f"{name}_fen") or 0 for name in LOSSES] if row else []
        return says.yuan(yuan(sum(given))) if any(given) else _("没有")


class Amount(Page):
    name = "amount"
    title = gettext_lazy("要求多少钱？")
    template = "cases/asking_amount.html"

    def exists(self) -> bool:
        return not self.number and self.draft.claim.about.is_about_money

    def form(self, data: Any = None) -> AmountForm:
        row = self.draft.demand
        return AmountForm(data, initial={"amount": _yuan(row.amount_fen if row else None)})

    def context(self) -> Mapping[str, Any]:
        """The days for which it is owed, as the law counts them."""
        matter = self.draft.matter
        if matter is None or self.draft.claim.kind != Kind.LOANER_OR_TRANSPORT:
            return {}
        owed = matter.assessment.remedies.loaner_days.items()
        return {"stays": [(matter.visit(key), matter.words.days(days)) for key, days in owed if days]}

    def save(self, form: forms.Form) -> str:
        amount = fen_of(form.cleaned_data["amount"])
        demand_change(claim=self.draft.claim, by=self.by, at=self.draft.now, amount_fen=amount)
        return ""

    def told(self) -> str:
        row = self.draft.demand
        return says.yuan(yuan(row.amount_fen)) if row and row.amount_fen else _("由双方商量")


class RespondentPage(Page):
    name = "respondent"
    title = gettext_lazy("向谁提出？")
    hint = gettext_lazy("换车、退车和补办凭证找卖车的经销店；修理、更换总成和备用车找修车的店，卖车的经销店也可以。")

    def _options(self) -> list[Option]:
        return options_for(self.draft)

    def form(self, data: Any = None) -> RespondentForm:
        options, claim = self._options(), self.draft.claim
        choices = [(one.value, Hinted(one.name, one.hint)) for one in options]
        initial: dict[str, Any] = {"to": options[0].value if options else OTHER}
        if self.name in self.draft.answered:
            known = str(claim.respondent.public_id) if claim.respondent else f"name:{claim.respondent_name}"
            is_listed = any(one.value == known for one in options)
            initial = {"to": known if is_listed else OTHER, "is_gone": claim.is_respondent_gone}
        return RespondentForm([*choices, (OTHER, _("别的经营者"))], data, initial=initial)

    def save(self, form: forms.Form) -> str:
        """Another one keeps the name that it was given before."""
        told, claim = form.cleaned_data, self.draft.claim
        option = next((one for one in self._options() if one.value == told["to"]), None)
        chosen = option.respondent if option else Respondent(name=claim.respondent_name)
        same = chosen.organisation is None and chosen.name == claim.respondent_name
        respondent = replace(
            chosen,
            address=claim.respondent_address if same else "",
            phone=claim.respondent_phone if same else "",
            is_gone=told["is_gone"],
        )
        respondent_choose(claim=claim, respondent=respondent, by=self.by)
        return ""

    def told(self) -> str:
        claim = self.draft.claim
        gone = _("（已经不存在了）") if claim.is_respondent_gone else ""
        return claim.respondent_called + gone


class Named(Page):
    """Name and address of one that is not in the system, for the letter."""

    name = "named"
    title = gettext_lazy("经营者的名称和地址")
    hint = gettext_lazy("它没有使用本网站，要求书由您打印出来送去或者寄去。")

    def exists(self) -> bool:
        return not self.number and self.draft.claim.respondent_id is None and "respondent" in self.draft.answered

    def form(self, data: Any = None) -> NamedForm:
        return NamedForm(data, initial={name: getattr(self.draft.claim, name) for name in NamedForm.base_fields})

    def save(self, form: forms.Form) -> str:
        told, claim = form.cleaned_data, self.draft.claim
        respondent = Respondent(
            name=told["respondent_name"],
            address=told["respondent_address"],
            phone=told["respondent_phone"],
            is_gone=claim.is_respondent_gone,
        )
        respondent_put(claim=claim, respondent=respondent, by=self.by)
        return ""

    def told(self) -> str:
        claim = self.draft.claim
        told = (claim.respondent_name, claim.respondent_address, claim.respondent_phone)
        return _("；").join(text for text in told if text)


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else yuan(fen)
