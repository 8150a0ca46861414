"""What both sign at a handover, and the paper that may be filed with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.vehicles.duties import duties_on
from claims.vehicles.models import Sale
from claims.vehicles.paper_kinds import HANDOVER
from claims.vehicles.permissions import can_hand_over, can_see_sale
from documents.evidence.subjects import SubjectKind, add_subject_kind
from documents.signatures.signables import SignableKind, add_signable
from sanbao.accounts.models import User


def add() -> None:
    add_signable(
        SignableKind(
            HANDOVER,
            title=_title,
            content=_content,
            html=_html,
            roles={"seller": gettext_lazy("销售者"), "consumer": gettext_lazy("买车人")},
            may_view=_may_view,
            may_request=_may_request,
            url=_url,
        )
    )
    add_subject_kind(
        SubjectKind(
            HANDOVER, title=_title, may_view=_may_view, may_add=_may_request, may_open_original=_may_request, url=_url
        )
    )


def _sale(public_id: UUID) -> Sale | None:
    return Sale.objects.select_related("vehicle", "seller").filter(public_id=public_id).first()


def _title(public_id: UUID) -> str:
    sale = _sale(public_id)
    return _("交车：{car}").format(car=sale.vehicle) if sale else ""


def _content(public_id: UUID) -> Mapping[str, Any]:
    """Codes and numbers alone: the same in every language."""
    sale = Sale.objects.select_related("vehicle", "seller").get(public_id=public_id)
    buyer = sale.vehicle.ownerships.order_by("id").first()
    return {
        "vin": sale.vehicle.vin,
        "car": str(sale.vehicle),
        "seller": sale.seller_named,
        "buyer": buyer.name if buyer else "",
        "invoice_number": sale.invoice_number,
        "invoiced_on": sale.invoiced_on.isoformat(),
        "price_fen": sale.price_fen,
        "handover_on": sale.handover_on.isoformat() if sale.handover_on else None,
        "handover_km": sale.handover_km,
        "words": sale.handover_words,
        "done": sorted(sale.duties.values_list("duty", flat=True)),
    }


def _html(public_id: UUID) -> SafeString:
    sale = Sale.objects.select_related("vehicle", "seller").get(public_id=public_id)
    done = set(sale.duties.values_list("duty", flat=True))
    buyer = sale.vehicle.ownerships.order_by("id").first()
    duties = [(duty, duty.key in done) for duty in duties_on(sale.invoiced_on)]
    return SafeString(
        render_to_string("vehicles/handover_content.html", {"sale": sale, "buyer": buyer, "duties": duties})
    )


def _may_view(user: User, public_id: UUID) -> bool:
    sale = _sale(public_id)
    return sale is not None and can_see_sale(user, sale)


def _may_request(user: User, public_id: UUID) -> bool:
    sale = _sale(public_id)
    return sale is not None and can_hand_over(user, sale)


def _url(public_id: UUID) -> str:
    return reverse("vehicles:sale", args=[public_id])
