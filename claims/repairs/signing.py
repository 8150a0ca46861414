"""What is signed of a visit: the drop-off, and at the hand-over the whole record. And evidence about a visit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.repairs import permissions
from claims.repairs.models import State, Visit
from claims.repairs.selectors import whole_visits
from claims.repairs.told import ToldItem, ToldVisit, told, written
from documents.evidence.subjects import Subject, SubjectKind, add_subject_kind, subject_of
from documents.signatures.models import Signature
from documents.signatures.models import State as Signed
from documents.signatures.signables import Signable, SignableKind, add_signable, signable_of
from sanbao.accounts.models import User

DROP_OFF, HAND_OVER, SUBJECT = "visit_drop_off", "visit_hand_over", "visit"
CONSUMER, REPAIRER = "consumer", "repairer"
ROLES = {CONSUMER: gettext_lazy("消费者"), REPAIRER: gettext_lazy("修理者")}


def add() -> None:
    add_signable(_kind(DROP_OFF, drop_off_content, "repairs/drop_off.html", gettext_lazy("送修单")))
    add_signable(_kind(HAND_OVER, hand_over_content, "repairs/hand_over.html", gettext_lazy("修理记录")))
    add_subject_kind(
        SubjectKind(
            SUBJECT,
            title=lambda key: _title(key, _("送修")),
            may_view=_may(permissions.can_see_words),
            may_add=_may(_may_add_evidence),
            may_open_original=lambda _user, _key: False,
            url=_url,
        )
    )


def signable(visit: Visit, which: str) -> Signable:
    found = signable_of(f"{which}/{visit.public_id}")
    if found is None:
        raise LookupError(which)
    return found


def evidence_subject(visit: Visit) -> Subject:
    found = subject_of(f"{SUBJECT}/{visit.public_id}")
    if found is None:
        raise LookupError(SUBJECT)
    return found


def is_settled_by_both(visit: Visit) -> bool:
    """Each has signed the record as it is now, or his refusal to sign it stands with its reason."""
    record = signable(visit, HAND_OVER)
    now = record.content_hash
    asked = Signature.objects.filter(signable=str(record), content_hash=now)
    settled = asked.filter(state__in=[Signed.SIGNED, Signed.REFUSED]).values_list("role", flat=True)
    return set(settled) >= set(ROLES)


def drop_off_content(visit: ToldVisit) -> Mapping[str, Any]:
    """As it was taken in: nothing of it changes while the car is in the shop."""
    row = visit.row
    return {
        "complaint": row.complaint,
        "mileage_km": row.mileage_km,
        "outlet": row.place,
        "plate": row.plate,
        "received_at": written(row.received_at),
        "vin": row.vehicle.vin,
    }


def hand_over_content(visit: ToldVisit) -> Mapping[str, Any]:
    row = visit.row
    return {
        **drop_off_content(visit),
        "finished_at": written(row.finished_at),
        "inspection_result": row.inspection_result,
        "items": [_item_content(item) for item in visit.items],
        "mobility": row.mobility,
        "mobility_words": row.mobility_words,
        "picked_up_at": written(row.picked_up_at),
        "tow_fen": row.tow_fen,
        "transport_fen": row.transport_fen,
    }


def _item_content(item: ToldItem) -> Mapping[str, Any]:
    row = item.row
    names = ("cause", "done_work", "group", "component", "position", "quality_problem", "resolved")
    rest = ("part_name", "less_because", "old_part_number", "new_part_number", "old_serial", "new_serial")
    costs = ("labour_minutes", "labour_fen", "material_fen")
    return {"problem": row.problem.number} | {name: getattr(row, name) for name in (*names, *rest, *costs)}


def _kind(name: str, content: Callable[[ToldVisit], Mapping[str, Any]], template: str, title: Any) -> SignableKind:
    def html(key: UUID) -> SafeString:
        return render_to_string(template, {"visit": _told(key)})

    return SignableKind(
        name,
        title=lambda key: _title(key, str(title)),
        content=lambda key: content(_told(key)),
        html=html,
        roles=ROLES,
        may_view=_may(permissions.can_see_words),
        may_request=_may(permissions.can_request_signatures),
        url=_url,
    )


def _may(permitted: Callable[[User, Visit], bool]) -> Callable[[User, UUID], bool]:
    def may(user: User, key: UUID) -> bool:
        visit = Visit.objects.select_related("vehicle", "outlet", "ownership").filter(public_id=key).first()
        return visit is not None and permitted(user, visit)

    return may


def _may_add_evidence(user: User, visit: Visit) -> bool:
    """The workshop until the closing; the owner whenever he has something to show."""
    if visit.state != State.CLOSED and permissions.can_complete_record(user, visit):
        return True
    return permissions.can_work_on(user, visit) or permissions.can_remark(user, visit)


def _told(key: UUID) -> ToldVisit:
    return told(whole_visits().select_related("vehicle").get(public_id=key))


def _title(key: UUID, what: str) -> str:
    visit = Visit.objects.select_related("vehicle").get(public_id=key)
    return _("{car}：第{number}次送修，{what}").format(car=visit.vehicle, number=visit.number, what=what)


def _url(key: UUID) -> str:
    return reverse("workshop:visit", args=[key])
