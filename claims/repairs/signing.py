"""What is signed of a visit: the drop-off, and at the hand-over the whole record. And evidence about a visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
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
from documents.signatures.signables import CONTENT_TAG, Signable, SignableKind, add_signable, signable_of
from sanbao.accounts.models import User
from sanbao.ledger.canonical import canonical

DROP_OFF, HAND_OVER, SUBJECT = "visit_drop_off", "visit_hand_over", "visit"
CONSUMER, REPAIRER = "consumer", "repairer"
ROLES = {CONSUMER: gettext_lazy("消费者"), REPAIRER: gettext_lazy("修理者")}


def add() -> None:
    add_signable(_kind(DROP_OFF, CONTENTS[DROP_OFF], "repairs/drop_off.html", gettext_lazy("送修单")))
    add_signable(_kind(HAND_OVER, CONTENTS[HAND_OVER], "repairs/hand_over.html", gettext_lazy("修理记录")))
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


@dataclass(frozen=True)
class Side:
    """What one side has said to one of the two contents, as it is now. `says` is empty where nobody was asked; `open_id`: the request
    that waits for him."""

    role: str
    label: str
    says: str = ""
    tone: str = ""
    is_settled: bool = False
    open_id: UUID | None = None

    @property
    def is_to_be_asked(self) -> bool:
        return not self.is_settled and self.open_id is None


def sides(visit: ToldVisit) -> dict[str, tuple[Side, ...]]:
    """Of the drop-off and of the record, in one query."""
    written_as = {which: f"{which}/{visit.row.public_id}" for which in CONTENTS}
    asked = Signature.objects.filter(signable__in=written_as.values()).exclude(state=Signed.WITHDRAWN)
    rows = list(asked.order_by("id"))
    found = {}
    for which, name in written_as.items():
        own = [row for row in rows if row.signable == name]
        now = content_hash(which, as_signed(which, visit.row, own))
        found[which] = tuple(_side(role, [row for row in own if row.role == role], now) for role in ROLES)
    return found


def _side(role: str, rows: list[Signature], now: str) -> Side:
    """The last that holds, else the last at all."""
    if not rows:
        return Side(role, str(ROLES[role]))
    valid = [row for row in rows if row.content_hash == now and row.state in (Signed.SIGNED, Signed.REFUSED)]
    row = (valid or rows)[-1]
    if not valid and row.state != Signed.OPEN:
        return Side(role, str(ROLES[role]), _("内容已改动，需要重新签字"), "no")
    tone = {Signed.SIGNED: "yes", Signed.REFUSED: "no"}.get(Signed(row.state), "run")
    is_open = row.state == Signed.OPEN
    return Side(
        role, str(ROLES[role]), str(row.get_state_display()), tone, bool(valid), row.public_id if is_open else None
    )


def is_settled_by_both(visit: ToldVisit) -> bool:
    """Each has signed the record as it is now, or his refusal to sign it stands with its reason."""
    return all(side.is_settled for side in sides(visit)[HAND_OVER])


def content_hash(which: str, visit: ToldVisit) -> str:
    """As `Signable.content_hash` computes it, without reading the visit again."""
    text = canonical(CONTENTS[which](visit))
    return sha256(f"{CONTENT_TAG}\n{text}".encode()).hexdigest()


def as_signed(which: str, visit: Visit, signatures: Iterable[Signature]) -> ToldVisit:
    """The drop-off as the car was taken in; the record with what was corrected before anybody signed it. What is
    corrected later is a later entry, and leaves the signatures alone."""
    if which == DROP_OFF:
        return told(visit, until=visit.opened_at)
    settled = [row.settled_at for row in signatures if row.state in (Signed.SIGNED, Signed.REFUSED) and row.settled_at]
    return told(visit, until=min(settled, default=None))


def drop_off_content(visit: ToldVisit) -> Mapping[str, Any]:
    """As it was taken in: nothing of it changes while the car is in the shop."""
    row = visit.row
    return {
        "complaint": row.complaint,
        "mileage_km": visit.mileage_km,
        "outlet": row.place,
        "plate": row.plate,
        "received_at": written(visit.received_at),
        "vin": row.vehicle.vin,
    }


def hand_over_content(visit: ToldVisit) -> Mapping[str, Any]:
    row = visit.row
    return {
        **drop_off_content(visit),
        "finished_at": written(visit.finished_at),
        "inspection_result": visit.inspection_result,
        "items": [_item_content(item) for item in visit.items],
        "mobility": row.mobility,
        "mobility_words": row.mobility_words,
        "picked_up_at": written(visit.picked_up_at),
        "tow_fen": row.tow_fen,
        "transport_fen": row.transport_fen,
        "waits": list(visit.written_waits),
    }


CONTENTS: Mapping[str, Callable[[ToldVisit], Mapping[str, Any]]] = {
    DROP_OFF: drop_off_content,
    HAND_OVER: hand_over_content,
}


def _item_content(item: ToldItem) -> Mapping[str, Any]:
    row = item.row
    names = ("cause", "done_work", "group", "component", "position", "quality_problem", "resolved")
    rest = (
        "part_name",
        "quality_reason",
        "less_because",
        "old_part_number",
        "new_part_number",
        "old_serial",
        "new_serial",
    )
    costs = ("labour_minutes", "labour_fen", "material_fen")
    told_now = {name: getattr(item, name) for name in names}
    return {"problem": row.problem.number} | told_now | {name: getattr(row, name) for name in (*rest, *costs)}


def _kind(name: str, content: Callable[[ToldVisit], Mapping[str, Any]], template: str, title: Any) -> SignableKind:
    def html(key: UUID) -> SafeString:
        return render_to_string(template, {"visit": _told(name, key)})

    return SignableKind(
        name,
        title=lambda key: _title(key, str(title)),
        content=lambda key: content(_told(name, key)),
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
    if visit.is_stated and permissions.can_state_visit(user, visit.vehicle):
        return True
    return permissions.can_work_on(user, visit) or permissions.can_remark(user, visit)


def _told(which: str, key: UUID) -> ToldVisit:
    signed = Signature.objects.filter(signable=f"{which}/{key}").exclude(state=Signed.WITHDRAWN)
    return as_signed(which, whole_visits().select_related("vehicle").get(public_id=key), signed)


def _title(key: UUID, what: str) -> str:
    visit = Visit.objects.select_related("vehicle").get(public_id=key)
    return _("{car}：第{number}次送修，{what}").format(car=visit.vehicle, number=visit.number, what=what)


def _url(key: UUID) -> str:
    return Visit.objects.get(public_id=key).get_absolute_url()
