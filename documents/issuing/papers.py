"""The first kinds: voucher, entitlement sheet, deadline sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.issuing import demo_sales
from documents.issuing.permissions import ISSUING_ROLES, acting_in, businesses_issuing, holder_and_issuer
from documents.issuing.register import Kind, Telling, add_kind, add_source
from documents.papers import deadline_page, entitlement_page
from documents.papers.checking import Problem
from documents.papers.deadline import DeadlineContext, limit_of
from documents.papers.entitlement import EntitlementContext
from documents.papers.printing import (
    DEADLINE,
    ENTITLEMENT,
    VOUCHER,
    check_deadline,
    check_entitlement,
    check_voucher,
    deadline_pdf,
    entitlement_pdf,
    voucher_pdf,
)
from documents.papers.voucher import STATUTORY_ITEMS, StatutoryItem, VoucherContext
from sanbao.accounts.models import Organisation, User
from sanbao.law import due_date
from sanbao.law.assessment import REMEDIES
from sanbao.law.explain import PAGES

_VIN_SHOWN = 6
# Whoever checks such a sheet is told that nobody has looked at the facts.
_SELF_REPORTED = {"zh": "（按本人填写的事实）", "en": " (by the facts as the person told them)"}

_NOTHING_MET = {
    "zh": {"undetermined": "还不能确定", "not_met": "现在都不可以"},
    "en": {"undetermined": "not certain yet", "not_met": "nothing can be demanded now"},
}


def add() -> None:
    add_kind(VOUCHERS)
    add_kind(ENTITLEMENTS)
    add_kind(DEADLINES)
    if settings.DEBUG:
        add_source(demo_sales.candidates)


def sellers_issuing(user: User) -> Q:
    """The seller gives it at the sale."""
    return Q(is_seller=True) & acting_in(user, *ISSUING_ROLES)


def _sold_by_issuer(context: VoucherContext, issuer: Organisation | None) -> Iterator[Problem]:
    """Nobody gives the voucher of another seller."""
    if issuer is None or context.seller.name != issuer.name:
        values = {"seller": context.seller.name, "issuer": issuer.name if issuer else ""}
        yield Problem("seller.name", _("销售者是“%(seller)s”，不是出具凭证的“%(issuer)s”，不能出具。") % values)


def _correcting_voucher(context: VoucherContext, number: str) -> VoucherContext:
    says = f"本凭证代替编号{number}的凭证。"
    return replace(context, other=f"{context.other}{says}")


def _replacing_voucher(context: VoucherContext, number: str, on: date) -> VoucherContext:
    """Only a lost voucher is stamped as issued anew."""
    return replace(_correcting_voucher(context, number), reissued_on=on)


def _following_voucher(context: VoucherContext, number: str) -> VoucherContext:
    says = f"以前出具的编号{number}的凭证已经作废。"
    return replace(context, other=f"{context.other}{says}")


def _in_both_languages(context: VoucherContext) -> VoucherContext:
    return replace(context, bilingual=True)


def _voucher_tells(context: VoucherContext) -> Telling:
    return Telling(vin_last6=context.vin[-_VIN_SHOWN:])


def _voucher_items(context: VoucherContext) -> Iterable[StatutoryItem]:
    return [item for item in STATUTORY_ITEMS[context.regulation] if item.asked_of(context)]


def _entitlement_tells(context: EntitlementContext) -> Telling:
    """`outcome` names the remedies that may be had, as they are printed; `amount` is the money that comes back."""
    words, refund, remedies = (
        PAGES[context.language].REMEDIES,
        context.assessment.money.refund_yuan,
        context.assessment.remedies,
    )
    outcomes = {name: getattr(remedies, name).outcome for name in REMEDIES}
    met = [words[name] for name, outcome in outcomes.items() if outcome == "met"]
    nothing = _NOTHING_MET[context.language]["undetermined" if "undetermined" in outcomes.values() else "not_met"]
    outcome = ("、".join(met) or nothing) + (_SELF_REPORTED[context.language] if context.self_reported else "")
    return Telling(context.vin_last6, outcome, "" if refund is None else f"{refund:,.2f}元")


def _deadline_tells(context: DeadlineContext) -> Telling:
    due_on = due_date(context.duty, context.start, context.pauses).due_on
    label = limit_of(context.duty).label_zh
    return Telling(outcome=f"{label} {due_on.isoformat() if due_on else ''}".rstrip())


def _naming(context: EntitlementContext | DeadlineContext, number: str, _on: date) -> object:
    return replace(context, replaces=number)


def _no_items(_context: object) -> Iterable[StatutoryItem]:
    """No law says what must stand on it."""
    return ()


VOUCHERS = Kind(
    code=VOUCHER,
    title=gettext_lazy("三包凭证"),
    prefix="SB",
    subject_kind="vehicle",
    context=VoucherContext,
    check=check_voucher,
    settled=VoucherContext.settle,
    printed=voucher_pdf,
    tells=_voucher_tells,
    items=_voucher_items,
    seen_by=holder_and_issuer,
    issued_by=sellers_issuing,
    replacing=_replacing_voucher,
    correcting=_correcting_voucher,
    following=_following_voucher,
    bilingual=_in_both_languages,
    of_issuer=_sold_by_issuer,
)
ENTITLEMENTS = Kind(
    code=ENTITLEMENT,
    title=gettext_lazy("权利清单"),
    prefix="QD",
    subject_kind="vehicle",
    context=EntitlementContext,
    check=check_entitlement,
    settled=entitlement_page.settle,
    printed=entitlement_pdf,
    tells=_entitlement_tells,
    items=_no_items,
    seen_by=holder_and_issuer,
    issued_by=businesses_issuing,
    replacing=_naming,
    by_site=True,
)
DEADLINES = Kind(
    code=DEADLINE,
    title=gettext_lazy("期限计算表"),
    prefix="QX",
    subject_kind="vehicle",
    context=DeadlineContext,
    check=check_deadline,
    settled=deadline_page.settle,
    printed=deadline_pdf,
    tells=_deadline_tells,
    items=_no_items,
    seen_by=holder_and_issuer,
    issued_by=businesses_issuing,
    replacing=_naming,
)
