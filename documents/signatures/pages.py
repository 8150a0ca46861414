"""What stands on the page of a request."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from documents.evidence.permissions import can_add_evidence
from documents.evidence.subjects import subject_of
from documents.signatures import codes
from documents.signatures.acts import Situation
from documents.signatures.component import state_of
from documents.signatures.forms import ActForm
from documents.signatures.links import token_for
from documents.signatures.permissions import can_withdraw
from sanbao.accounts.models import User


def page_of(situation: Situation, forms: Mapping[str, ActForm], request: HttpRequest) -> dict[str, Any]:
    signature, user = situation.signature, situation.hand.user
    return {
        "signature": signature,
        "signable": situation.signable,
        "state": state_of(signature, user),
        "hand": situation.hand,
        "forms": forms,
        "phone": codes.phone_of(signature),
        "link": _link(situation, request),
        "paper_add_url": _paper_add_url(signature.signable, user),
    }


def _link(situation: Situation, request: HttpRequest) -> str:
    """For who may ask, to hand on."""
    user = situation.hand.user
    if user is None or not can_withdraw(user, situation.signature):
        return ""
    return request.build_absolute_uri(reverse("signatures:link", args=[token_for(situation.signature)]))


def _paper_add_url(written: str, user: User | None) -> str:
    subject = subject_of(written)
    if user is None or subject is None or not can_add_evidence(user, subject):
        return ""
    return reverse("evidence:add", args=[subject.kind.name, subject.id])
