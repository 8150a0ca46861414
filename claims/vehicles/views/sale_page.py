"""What stands on the page of a sale, and which step of the handover comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from claims.vehicles import duties, permissions, selectors
from claims.vehicles.models import Sale
from claims.vehicles.services.handing_over import CONSUMER, SELLER
from claims.vehicles.voucher import appointment_of
from documents.signatures.component import signature_list
from documents.signatures.models import Signature
from documents.signatures.selectors import signatures_of
from sanbao.accounts.models import User


@dataclass(frozen=True)
class Progress:
    done: int
    of: int
    signed: bool
    asked: bool

    @property
    def is_done(self) -> bool:
        return self.done == self.of

    @property
    def next(self) -> str:
        """The act that comes next: `note`, `sign`, `wait` for signatures, `complete`."""
        if not self.is_done:
            return "note"
        if self.signed:
            return "complete"
        return "wait" if self.asked else "sign"


def sale_page(sale: Sale, person: User) -> dict[str, Any]:
    may = permissions.can_hand_over(person, sale)
    signable = selectors.handover_of(sale)
    return {
        "sale": sale,
        "vehicle": sale.vehicle,
        "owner": selectors.current_ownership(sale.vehicle),
        "terms": sale.terms,
        "progress": progress_of(sale),
        "signatures": signature_list(signable, person),
        "may_hand_over": may,
        "may_reveal": permissions.can_reveal_owner(person, sale.vehicle),
        "may_issue": permissions.can_issue_voucher(person, sale),
        "may_reissue": permissions.can_reissue_voucher(person, sale),
        "may_renew": sale.handed_over_at is not None and permissions.can_renew_code(person, sale.vehicle),
        "may_bring_back": permissions.can_bring_back(person, sale),
        "is_appointed": not may or appointment_of(sale) is not None,
        "asked_again": sale.reissue_requests.filter(answered_at=None).exists(),
    }


def progress_of(sale: Sale) -> Progress:
    keys, done = duties.keys_on(sale.invoiced_on), sale.duties.count()
    signable = selectors.handover_of(sale)
    now, found = signable.content_hash, list(signatures_of(signable))
    signed = {one.role for one in found if one.state == Signature.State.SIGNED and one.content_hash == now}
    asked = any(one.state == Signature.State.OPEN for one in found)
    return Progress(done, len(keys), {SELLER, CONSUMER} <= signed, asked)
