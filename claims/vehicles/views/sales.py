"""The seller's pages: his sales, one sale, its handover, its voucher."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.vehicles import permissions, selectors
from claims.vehicles.duties import duties_on
from claims.vehicles.forms import BringBackForm, CorrectionForm, DecideForm, HandoverForm, ReissueForm
from claims.vehicles.models import BindingRequest, Sale
from claims.vehicles.periods import reissue_due
from claims.vehicles.services.binding import binding_decide, handover_code_renew
from claims.vehicles.services.handing_over import (
    Handover,
    handover_ask_for_signatures,
    handover_complete,
    handover_note,
)
from claims.vehicles.services.resale import car_bring_back
from claims.vehicles.services.selling import Buyer, Invoice, sale_correct
from claims.vehicles.services.vouchers import voucher_issue, voucher_reissue
from claims.vehicles.views.asking import attempt, faults_of, keep_to_show, posted, shown_once
from claims.vehicles.views.sale_page import sale_page
from documents.papers.checking import cited
from sanbao.accounts.access import requires, signed_in
from sanbao.web.components import Pagination

ON_A_PAGE = 20


def sales_read() -> QuerySet[Sale]:
    return Sale.objects.select_related("vehicle__model_line__producer", "seller", "voucher", "record")


def _requests() -> QuerySet[BindingRequest]:
    return BindingRequest.objects.select_related("vehicle", "consumer")


@never_cache
@login_required
@require_safe
def sales(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    page = Paginator(selectors.sales_listed_for(person), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pagination": Pagination.of(page, request),
        "outlets": selectors.outlets_selling_by(person),
        "drafts": selectors.drafts_of(person),
        "waiting": selectors.waiting_for_seller(person),
    }
    return render(request, "vehicles/sales.html", context)


@never_cache
@require_safe
@requires(permissions.can_see_sale, sales_read)
def sale(request: HttpRequest, sale: Sale) -> HttpResponse:
    return render(request, "vehicles/sale.html", sale_page(sale, signed_in(request)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_hand_over, sales_read)
def correct(request: HttpRequest, sale: Sale) -> HttpResponse:
    buyer = selectors.current_ownership(sale.vehicle)
    initial = {
        "invoice_number": sale.invoice_number,
        "invoiced_on": sale.invoiced_on,
        "price_yuan": sale.price_yuan,
        "name": buyer.name if buyer else "",
        "phone": buyer.phone if buyer else "",
    }
    form = CorrectionForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        invoice = Invoice(number=told["invoice_number"], invoiced_on=told["invoiced_on"], price_yuan=told["price_yuan"])
        told_buyer = Buyer(name=told["name"], phone=told["phone"])
        change = partial(sale_correct, sale=sale, invoice=invoice, buyer=told_buyer)
        if attempt(form, partial(change, by=signed_in(request), at=timezone.now())):
            messages.success(request, _("已经更正。以前的签字不再有效。"))
            return redirect("vehicles:sale", sale.public_id)
    return render(request, "vehicles/correct.html", {"sale": sale, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_hand_over, sales_read)
def handover(request: HttpRequest, sale: Sale) -> HttpResponse:
    initial = {
        "handover_on": sale.handover_on or timezone.localdate(),
        "km": sale.handover_km,
        "done": list(sale.duties.values_list("duty", flat=True)),
        "words": sale.handover_words,
    }
    form = HandoverForm(duties_on(sale.invoiced_on), posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        told = Handover(**form.cleaned_data)
        if attempt(form, lambda: handover_note(sale=sale, handover=told, by=signed_in(request), at=timezone.now())):
            return redirect("vehicles:sale", sale.public_id)
    return render(request, "vehicles/handover.html", {"sale": sale, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_hand_over, sales_read)
def sign(request: HttpRequest, sale: Sale) -> HttpResponse:
    """Asks both; the requests stand on the page of the sale."""
    return _done(
        request, sale, lambda: handover_ask_for_signatures(sale=sale, by=signed_in(request), at=timezone.now()), ""
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_see_sale, sales_read)
def complete(request: HttpRequest, sale: Sale) -> HttpResponse:
    """Sent again after the car is handed over, it leads to the page that says so."""
    if sale.handed_over_at is None and not permissions.can_hand_over(signed_in(request), sale):
        return redirect("vehicles:sale", sale.public_id)
    says = _("交车已经办完。交车记录和三包凭证正在生成PDF。")
    complete_now = partial(handover_complete, sale=sale, by=signed_in(request), bilingual=_wants_english(request))
    return _done(request, sale, lambda: complete_now(at=timezone.now()), says)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_issue_voucher, sales_read)
def voucher(request: HttpRequest, sale: Sale) -> HttpResponse:
    says = _("三包凭证已经出具，正在生成PDF。")
    issue_now = partial(voucher_issue, sale=sale, by=signed_in(request), bilingual=_wants_english(request))
    return _done(request, sale, lambda: issue_now(at=timezone.now()), says)


def _wants_english(request: HttpRequest) -> bool:
    """Pressed by the button of a voucher in both languages."""
    return request.POST.get("voucher") == "bilingual"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_reissue_voucher, sales_read)
def reissue(request: HttpRequest, sale: Sale) -> HttpResponse:
    form = ReissueForm(posted(request))
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        if attempt(form, lambda: voucher_reissue(sale=sale, key=key, by=signed_in(request), at=timezone.now())):
            messages.success(request, _("补办的三包凭证已经出具，正在生成PDF。"))
            return redirect("vehicles:sale", sale.public_id)
    asked = sale.reissue_requests.filter(answered_at=None).first()
    due = reissue_due(sale, timezone.localdate(asked.asked_at)) if asked else None
    context = {"sale": sale, "form": form, "asked": asked, "due": due, "cited": cited(due.citation) if due else ""}
    return render(request, "vehicles/reissue.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(lambda user, sale: permissions.can_renew_code(user, sale.vehicle), sales_read)
def code(request: HttpRequest, sale: Sale) -> HttpResponse:
    """Shown once, on the page after the button."""
    if request.method == "POST":
        made = handover_code_renew(vehicle=sale.vehicle, by=signed_in(request), at=timezone.now())
        keep_to_show(request, sale.vehicle, made)
        return redirect("vehicles:code", sale.public_id)
    shown = shown_once(request, sale.vehicle)
    return render(request, "vehicles/code.html", {"sale": sale, "vehicle": sale.vehicle, "code": shown})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_decide_binding, _requests)
def decide(request: HttpRequest, asked: BindingRequest) -> HttpResponse:
    form = DecideForm(posted(request))
    if request.method == "POST" and form.is_valid():
        confirmed = form.cleaned_data["decision"] == "yes"
        settle = partial(binding_decide, request=asked, confirmed=confirmed)
        if attempt(form, partial(settle, by=signed_in(request), at=timezone.now())):
            messages.success(request, _("已经记录。申请人会看到结果。"))
            return redirect("vehicles:sales")
    owner = selectors.current_ownership(asked.vehicle)
    context = {"asked": asked, "form": form, "owner": owner, "sale": selectors.sale_of(asked.vehicle)}
    return render(request, "vehicles/decide.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(permissions.can_bring_back, sales_read)
def bring_back(request: HttpRequest, sale: Sale) -> HttpResponse:
    form = BringBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        take = partial(car_bring_back, sale=sale, how=told["how"], on=told["on"], km=told["km"])
        if attempt(form, partial(take, by=signed_in(request), at=timezone.now())):
            messages.success(request, _("已经登记：这辆车换退回来了。"))
            return redirect(sale.vehicle)
    return render(request, "vehicles/bring_back.html", {"sale": sale, "form": form})


def _done(request: HttpRequest, sale: Sale, act: Callable[[], object], says: str) -> HttpResponse:
    """For an act of one button: read, as after a change of language, the address leads back."""
    if request.method == "POST":
        faults = faults_of(act)
        for fault in faults:
            messages.error(request, fault)
        if says and not faults:
            messages.success(request, says)
    return redirect("vehicles:sale", sale.public_id)
