"""The voucher of a sale: issued at the handover, issued later where the producer filed late, re-issued when it is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.vehicles.lacking import completed
from claims.vehicles.models import ReissueRequest, Sale
from claims.vehicles.permissions import can_ask_for_reissue, can_issue_voucher, can_reissue_voucher
from claims.vehicles.services.recording import record_vehicle
from claims.vehicles.services.selling import binding_terms
from claims.vehicles.voucher import NotFiledError, voucher_of
from documents.issuing.cars import papers_of_car_take_over
from documents.issuing.freezing import Order, says_the_same
from documents.issuing.models import Paper, Reason, WhyReplaced
from documents.issuing.services import paper_issue, paper_withdraw
from documents.papers.checking import ContextError
from documents.papers.printing import VOUCHER
from documents.papers.voucher import VoucherContext
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

NOT_FILED = _("生产者没有为这个车型备案开票当天有效的三包条款，凭证印不出来。请催生产者备案，再来出具。")

ASK_WHO_MAY_WITHDRAW = _("更正以后，原来的凭证要作废，新的凭证要等生产者备案才能出具。请本店的负责人或者经办人来更正。")


def voucher_issue_first(*, sale: Sale, by: User, at: datetime, bilingual: bool = False) -> Paper | None:
    """Inside the transaction of the handover. None where nothing was filed; raises ContextError where it cannot be printed.

    A voucher that was given before the car was registered (many at once, from a file) stays the car's voucher where it says
    the same; else it is replaced by one that names it.
    """
    assert sale.seller is not None  # noqa: S101  the predicates said so
    vehicle = sale.vehicle
    given = papers_of_car_take_over(vehicle.vin, vehicle.ledger_subject, issuer=sale.seller, at=at)
    context = _context_of(sale, bilingual=bilingual or (given is not None and is_bilingual(given)))
    if given is not None and (context is None or says_the_same(given, context)):
        voucher_link(sale, given, by=by, at=at)
        return given
    if context is None:
        return None
    order = _order(sale, context, _key_of_first(sale), given, WhyReplaced.WRONG_CONTENT)
    return _issue(sale, order, by, at)


def is_bilingual(voucher: Paper) -> bool:
    return bool(json.loads(voucher.payload)["content"]["bilingual"])


def _context_of(sale: Sale, *, bilingual: bool) -> VoucherContext | None:
    try:
        return replace(voucher_of(sale), bilingual=bilingual)
    except NotFiledError:
        return None


def voucher_link(sale: Sale, paper: Paper, *, by: User, at: datetime) -> None:
    """A voucher that was not made by the sale's own pages is the sale's from now on. Whoever calls has locked the sale."""
    sale.voucher = paper
    sale.save(update_fields=["voucher"])
    codes = {"sale": str(sale.public_id), "paper": str(paper.public_id)}
    record_vehicle("voucher.linked", sale.vehicle, by=by, at=at, outlet=sale.seller, **codes)


def voucher_put_right(*, sale: Sale, key: UUID, by: User, at: datetime) -> Paper | None:
    """Inside the transaction of a correction: the voucher tells what is wrong, so another one takes its place.

    None where none can be printed for what the sale says now: then the wrong one is withdrawn, by whoever may.
    """
    wrong = sale.voucher
    if wrong is None:
        return None
    replaces = None if wrong.withdrawn_at else wrong
    try:
        with transaction.atomic():
            context = replace(voucher_of(sale), bilingual=is_bilingual(wrong))
            order = _order(sale, context, key, replaces, WhyReplaced.WRONG_CONTENT)
            return _answered(_issue(sale, order, by, at), sale, at)
    except (NotFiledError, ContextError):
        _withdraw(wrong, by, at)
    sale.voucher = None
    sale.save(update_fields=["voucher"])
    return None


@transaction.atomic
def voucher_issue(*, sale: Sale, by: User, at: datetime, bilingual: bool = False) -> Paper:
    """For a car that was handed over without one. What the producer has filed meanwhile for that day is frozen now."""
    locked = _locked(sale)
    if locked.voucher is not None and can_reissue_voucher(by, locked):
        return locked.voucher
    demand(can_issue_voucher(by, locked))
    locked.terms_json = completed(locked, binding_terms(locked.vehicle.model_line, locked.law_day))
    locked.save(update_fields=["terms_json"])
    paper = voucher_issue_first(sale=locked, by=by, at=at, bilingual=bilingual)
    if paper is None:
        raise ValidationError(NOT_FILED)
    return paper


@transaction.atomic
def voucher_reissue(*, sale: Sale, key: UUID, by: User, at: datetime) -> Paper:
    """The lost one is replaced: same terms, same languages, marked 补办, naming the old number. `key`: sent twice, one paper."""
    locked = _locked(sale)
    demand(can_reissue_voucher(by, locked))
    known = Paper.objects.filter(issued_by=by, request_key=key).first()
    if known is not None:
        return known
    lost = locked.voucher
    context = replace(voucher_of(locked), bilingual=lost is not None and is_bilingual(lost))
    return _answered(_issue(locked, _order(locked, context, key, lost), by, at), locked, at)


@transaction.atomic
def reissue_ask(*, sale: Sale, by: User, at: datetime) -> ReissueRequest:
    """Asked again while it is open, it is the same request."""
    demand(can_ask_for_reissue(by, sale))
    request, is_new = ReissueRequest.objects.get_or_create(
        sale=sale, answered_at=None, defaults={"asked_by": by, "asked_at": at}
    )
    if is_new:
        record_vehicle("voucher.asked_for", sale.vehicle, by=by, at=at, outlet=sale.seller)
    return request


def _locked(sale: Sale) -> Sale:
    rows = Sale.objects.select_for_update(of=("self",))
    return rows.select_related("vehicle__model_line__producer", "seller", "voucher").get(pk=sale.pk)


def _order(
    sale: Sale, context: VoucherContext, key: UUID, replaces: Paper | None, why: WhyReplaced = WhyReplaced.LOST
) -> Order:
    assert sale.seller is not None  # noqa: S101  the predicates said so
    return Order(
        kind=VOUCHER,
        context=context,
        issuer=sale.seller,
        subject=sale.vehicle.ledger_subject,
        key=key,
        replaces=replaces,
        why_replaced=why,
    )


def _answered(paper: Paper, sale: Sale, at: datetime) -> Paper:
    """Whoever asked for another voucher has it with this one."""
    ReissueRequest.objects.filter(sale=sale, answered_at=None).update(answered_at=at, paper=paper)
    return paper


def _key_of_first(sale: Sale) -> UUID:
    """One a sale, and another one once a correction has withdrawn the voucher."""
    corrections = sale.corrections.count()
    return uuid5(sale.public_id, f"voucher/{corrections}" if corrections else "voucher")


def _withdraw(paper: Paper, by: User, at: datetime) -> None:
    try:
        paper_withdraw(paper, reason=Reason.WRONG_CONTENT, by=by, at=at)
    except PermissionDenied:
        raise ValidationError(ASK_WHO_MAY_WITHDRAW) from None


def _issue(sale: Sale, order: Order, by: User, at: datetime) -> Paper:
    sale.voucher = paper_issue(order, by=by, at=at)
    sale.save(update_fields=["voucher"])
    return sale.voucher
