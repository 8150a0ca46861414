"""Later entries about a sale: what was typed wrong, and that the car was given for another one."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.vehicles import permissions
from claims.vehicles.correction_forms import PutRightForm, ReplacementForm
from claims.vehicles.models import Sale, SaleCorrection
from claims.vehicles.services.correcting import Why, replacement_note, sale_put_right
from claims.vehicles.services.selling import Invoice
from claims.vehicles.views.asking import attempt, posted
from claims.vehicles.views.sales import sales_read
from sanbao.accounts.access import requires, signed_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_put_right, sales_read)
def put_right(request: HttpRequest, sale: Sale) -> HttpResponse:
    shown = ("invoice_number", "invoiced_on", "price_yuan", "handover_on")
    form = PutRightForm(posted(request), initial={name: getattr(sale, name) for name in shown})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        invoice = Invoice(number=told["invoice_number"], invoiced_on=told["invoiced_on"], price_yuan=told["price_yuan"])
        why = Why(reason=told["reason"], key=told["key"])
        change = partial(sale_put_right, sale=sale, invoice=invoice, handover_on=told["handover_on"], why=why)
        entry = attempt(form, partial(change, by=signed_in(request), at=timezone.now()))
        if entry is not None:
            return _told(request, sale, entry)
    return render(request, "vehicles/put_right.html", {"sale": sale, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_note_replacement, sales_read)
def replacement(request: HttpRequest, sale: Sale) -> HttpResponse:
    form = ReplacementForm(posted(request), initial={"on": sale.replacement_handover_on or sale.handover_on})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        why = Why(reason=told["reason"], proof=told["proof"], key=told["key"])
        change = partial(replacement_note, sale=sale, on=told["on"], why=why)
        entry = attempt(form, partial(change, by=signed_in(request), at=timezone.now()))
        if entry is not None:
            return _told(request, sale, entry)
    return render(request, "vehicles/replacement.html", {"sale": sale, "form": form})


def _told(request: HttpRequest, sale: Sale, entry: SaleCorrection) -> HttpResponse:
    messages.success(request, _("已经更正，原来的内容保留，车主会收到通知。"))
    sale.refresh_from_db(fields=["voucher"])
    if entry.replaced_id is not None and sale.voucher_id is None:
        messages.warning(request, _("原来的三包凭证已经作废。现在还印不出新的凭证，请催生产者备案，再来出具。"))
    elif entry.replaced_id is not None:
        messages.success(request, _("三包凭证已经换成新的，正在生成PDF。请把新的一份交给车主。"))
    return redirect("vehicles:sale", sale.public_id)
