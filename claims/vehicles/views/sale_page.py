"""What stands on the page of a sale, and which step of the handover comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.vehicles import duties, permissions, selectors
from claims.vehicles.corrected import corrected
from claims.vehicles.handover_content import content_of, done_for
from claims.vehicles.lacking import lacking
from claims.vehicles.models import Ownership, Sale
from claims.vehicles.services.handing_over import CONSUMER, SELLER
from claims.vehicles.services.selling import binding_terms
from documents.signatures.models import Signature
from documents.signatures.signables import hash_of
from sanbao.accounts.models import User


@dataclass(frozen=True)
class Signer:
    """One of the two; `url` where the signing waits."""

    role: str
    name: str
    says: str
    tone: Literal["yes", "no", "run"]
    url: str = ""


@dataclass(frozen=True)
class Progress:
    done: int
    of: int
    signed: bool = False
    signers: tuple[Signer, ...] = ()

    @property
    def next(self) -> str:
        """The act that comes next: `note`, `sign`, `wait` for a signature, `complete`."""
        if self.done < self.of:
            return "note"
        if self.signed:
            return "complete"
        return "wait" if any(one.url for one in self.signers) else "sign"


def sale_page(sale: Sale, person: User) -> dict[str, Any]:
    owner = selectors.current_ownership(sale.vehicle)
    corrections = [(one, corrected(one, with_invoice=True)) for one in sale.corrections.order_by("made_at", "id")]
    shown: dict[str, Any] = {
        "sale": sale,
        "vehicle": sale.vehicle,
        "owner": owner,
        "terms": sale.terms,
        "corrections": corrections,
    }
    shown["may_note_replacement"] = permissions.can_note_replacement(person, sale)
    return shown | (_after(sale, person) if sale.handed_over_at else _before(sale, person, owner))


def _before(sale: Sale, person: User, owner: Ownership | None) -> dict[str, Any]:
    may = permissions.can_hand_over(person, sale)
    return {
        "may_hand_over": may,
        "progress": progress_of(sale, owner),
        "lacking": lacking(sale, binding_terms(sale.vehicle.model_line, sale.law_day)) if may else None,
    }


def _after(sale: Sale, person: User) -> dict[str, Any]:
    return {
        "may_put_right": permissions.can_put_right(person, sale),
        "may_reveal": permissions.can_reveal_owner(person, sale.vehicle),
        "may_issue": permissions.can_issue_voucher(person, sale),
        "may_reissue": permissions.can_reissue_voucher(person, sale),
        "may_renew": permissions.can_renew_code(person, sale.vehicle),
        "may_bring_back": permissions.can_bring_back(person, sale),
        "asked_again": sale.reissue_requests.filter(answered_at=None).exists(),
    }


def progress_of(sale: Sale, owner: Ownership | None) -> Progress:
    keys, done = duties.keys_on(sale.invoiced_on), done_for(sale)
    signable = selectors.handover_of(sale)
    now = hash_of(content_of(sale, owner, done))
    last = {one.role: one for one in Signature.objects.filter(signable=str(signable)).order_by("id")}
    signers = tuple(_signer(one, signable.role_label(one.role), now) for one in last.values())
    held = {role for role, one in last.items() if _holds(one, now)}
    return Progress(len(done), len(keys), {SELLER, CONSUMER} <= held, signers)


def _holds(signature: Signature, now: str) -> bool:
    return signature.state == Signature.State.SIGNED and signature.content_hash == now


def _signer(signature: Signature, role: str, now: str) -> Signer:
    if signature.state == Signature.State.OPEN:
        return Signer(
            role, signature.name, _("等待签字"), "run", reverse("signatures:sign", args=[signature.public_id])
        )
    if signature.state == Signature.State.SIGNED:
        held = _holds(signature, now)
        return Signer(role, signature.name, _("已签字") if held else _("内容已改动，签字失效"), "yes" if held else "no")
    return Signer(role, signature.name, str(signature.get_state_display()), "no")
