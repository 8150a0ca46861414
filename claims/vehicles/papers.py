"""Papers of this app: the record of a handover, the disclosure of a resale; and who sees the voucher, which goes with the car."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.vehicles import handover_record, resale_disclosure
from claims.vehicles.handover_record import HandoverContext
from claims.vehicles.models import Ownership, Resale, Sale
from claims.vehicles.paper_kinds import HANDOVER, RESALE
from claims.vehicles.permissions import SELLING_ROLES
from claims.vehicles.resale_disclosure import DisclosureContext
from documents.issuing.papers import sellers_issuing
from documents.issuing.permissions import holder_and_issuer
from documents.issuing.register import Kind, Telling, add_kind, kind_of
from documents.papers.printing import VOUCHER
from documents.papers.voucher import StatutoryItem
from sanbao.accounts.models import User
from sanbao.accounts.roles import Role

_VIN_SHOWN = 6


def add() -> None:
    add_kind(replace(kind_of(VOUCHER), seen_by=voucher_seen_by))
    add_kind(HANDOVERS)
    add_kind(RESALES)


def voucher_seen_by(user: User) -> Q:
    """It goes with the car (Order 43, article 30): whoever owns it now sees the one in force."""
    owned = Ownership.objects.filter(consumer=user, until=None).values("vehicle")
    return holder_and_issuer(user) | Q(pk__in=Sale.objects.filter(vehicle__in=owned).values("voucher"))


def handover_seen_by(user: User) -> Q:
    """It names the buyer: he sees it, a later owner does not. With its code the car is bound: it is for those who sell."""
    bought = Ownership.objects.filter(consumer=user, acquired_by=Ownership.Acquired.SALE).values("vehicle")
    return holder_and_issuer(user, (*SELLING_ROLES, Role.AUDITOR)) | Q(
        pk__in=Sale.objects.filter(vehicle__in=bought).values("record")
    )


def resale_seen_by(user: User) -> Q:
    bought = Resale.objects.filter(ownership__consumer=user)
    return holder_and_issuer(user) | Q(pk__in=bought.values("paper"))


def _naming(context: HandoverContext | DisclosureContext, number: str, _on: date) -> object:
    return replace(context, replaces=number)


def _tells(context: HandoverContext | DisclosureContext) -> Telling:
    return Telling(vin_last6=context.vin[-_VIN_SHOWN:])


def _as_it_is(context: object) -> object:
    """What the law's data say of it stands in its fields already."""
    return context


def _no_items(_context: object) -> Iterable[StatutoryItem]:
    """What must be done stands in the duties themselves."""
    return ()


HANDOVERS = Kind(
    code=HANDOVER,
    title=_("交车记录"),
    prefix="JC",
    subject_kind="vehicle",
    context=HandoverContext,
    check=handover_record.check,
    settled=_as_it_is,
    printed=handover_record.printed,
    tells=_tells,
    items=_no_items,
    seen_by=handover_seen_by,
    issued_by=sellers_issuing,
    replacing=_naming,
)
RESALES = Kind(
    code=RESALE,
    title=_("换退车再次销售告知书"),
    prefix="ZS",
    subject_kind="vehicle",
    context=DisclosureContext,
    check=resale_disclosure.check,
    settled=_as_it_is,
    printed=resale_disclosure.printed,
    tells=_tells,
    items=resale_disclosure.items,
    seen_by=resale_seen_by,
    issued_by=sellers_issuing,
    replacing=_naming,
)
