"""What both sign at a handover, and the papers that may be filed with it or with what an owner states."""

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
from claims.vehicles.handover_content import as_signed, buyer_of, content_of, done_for
from claims.vehicles.models import Ownership, Sale
from claims.vehicles.paper_kinds import HANDOVER
from claims.vehicles.permissions import can_hand_over, can_see_sale, can_see_stated_papers
from documents.evidence.subjects import Subject, SubjectKind, add_subject_kind, subject_of
from documents.signatures.signables import SignableKind, add_signable
from sanbao.accounts.models import User

STATED_CAR = "stated_car"


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
    add_subject_kind(
        SubjectKind(
            STATED_CAR,
            title=_stated_title,
            may_view=_may_see_stated,
            may_add=_may_see_stated,
            may_open_original=lambda _user, _key: False,
            url=_stated_url,
        )
    )


def stated_subject(owner: Ownership) -> Subject:
    """Photos of the papers from which an owner has stated his car; they are his, not the next owner's."""
    found = subject_of(f"{STATED_CAR}/{owner.public_id}")
    assert found is not None  # noqa: S101  registered when the app is ready
    return found


def _ownership(public_id: UUID) -> Ownership | None:
    return Ownership.objects.select_related("vehicle").filter(public_id=public_id).first()


def _stated_title(public_id: UUID) -> str:
    owner = _ownership(public_id)
    return _("发票、凭证的照片：{car}").format(car=owner.vehicle) if owner else ""


def _may_see_stated(user: User, public_id: UUID) -> bool:
    owner = _ownership(public_id)
    return owner is not None and can_see_stated_papers(user, owner)


def _stated_url(public_id: UUID) -> str:
    owner = _ownership(public_id)
    return reverse("garage:stated_car", args=[owner.vehicle.public_id]) if owner else ""


def _sale(public_id: UUID) -> Sale | None:
    return Sale.objects.select_related("vehicle", "seller").filter(public_id=public_id).first()


def _title(public_id: UUID) -> str:
    sale = _sale(public_id)
    return _("交车：{car}").format(car=sale.vehicle) if sale else ""


def _content(public_id: UUID) -> Mapping[str, Any]:
    sale = Sale.objects.select_related("vehicle", "seller").get(public_id=public_id)
    return content_of(sale, buyer_of(sale), done_for(sale))


def _html(public_id: UUID) -> SafeString:
    sale = as_signed(Sale.objects.select_related("vehicle", "seller").get(public_id=public_id))
    done = set(done_for(sale))
    duties = [(duty, duty.key in done) for duty in duties_on(sale.invoiced_on)]
    shown = {"sale": sale, "buyer": buyer_of(sale), "duties": duties}
    return SafeString(render_to_string("vehicles/handover_content.html", shown))


def _may_view(user: User, public_id: UUID) -> bool:
    sale = _sale(public_id)
    return sale is not None and can_see_sale(user, sale)


def _may_request(user: User, public_id: UUID) -> bool:
    sale = _sale(public_id)
    return sale is not None and can_hand_over(user, sale)


def _url(public_id: UUID) -> str:
    return reverse("vehicles:sale", args=[public_id])
