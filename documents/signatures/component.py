"""The state of signatures as a component, for the page of whichever app owns what is signed, and for papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.signatures.models import Method, Signature, State, Via
from documents.signatures.permissions import can_open_signature, can_request_signature
from documents.signatures.selectors import holds, signatures_of
from documents.signatures.signables import Signable, signable_of
from documents.signatures.strokes import path_of
from sanbao.accounts.models import User
from sanbao.web import says
from sanbao.web.components import Component


@dataclass(frozen=True)
class SignatureState:
    role: str
    name: str
    tone: Literal["yes", "no", "run", ""]
    says: str
    how: str = ""  # by which way, when
    path: str = ""  # of a drawn signature
    reason: str = ""
    words: str = ""
    content_hash: str = ""
    paper_url: str = ""
    url: str = ""


@dataclass(frozen=True)
class SignatureList(Component):
    template_name: ClassVar[str] = "signatures/component.html"

    states: tuple[SignatureState, ...]
    add_url: str = ""


def signature_list(signable: Signable, user: User | None) -> SignatureList:
    """`user` is nobody for a paper: no links then."""
    states = tuple(state_of(signature, user) for signature in signatures_of(signable))
    may_ask = user is not None and can_request_signature(user, signable)
    add_url = reverse("signatures:request", args=[signable.kind.name, signable.id]) if may_ask else ""
    return SignatureList(states, add_url)


def state_of(signature: Signature, user: User | None) -> SignatureState:
    tone, what = _tone(signature)
    signable = signable_of(signature.signable)
    is_open = signature.state == State.OPEN
    opens = user is not None and can_open_signature(user, signature)
    paper = signature.evidence
    return SignatureState(
        role=signable.role_label(signature.role) if signable else signature.role,
        name=signature.name,
        tone=tone,
        says=what,
        how=_how(signature),
        path=path_of(signature.strokes) if signature.strokes else "",
        reason=str(signature.get_refusal_reason_display()) if signature.refusal_reason else "",
        words=signature.refusal_words,
        content_hash=signature.content_hash,
        paper_url=reverse("evidence:item", args=[paper.public_id]) if paper and user is not None else "",
        url=reverse("signatures:sign", args=[signature.public_id]) if is_open and opens else "",
    )


def _tone(signature: Signature) -> tuple[Literal["yes", "no", "run", ""], str]:
    if signature.state == State.OPEN:
        return "run", _("等待签字")
    if signature.state == State.REFUSED:
        return "no", _("拒绝签字")
    if signature.state == State.WITHDRAWN:
        return "", _("不再需要")
    return ("yes", _("已签字")) if holds(signature) else ("no", _("内容已改动，签字失效"))


def _how(signature: Signature) -> str:
    if signature.settled_at is None:
        return ""
    moment = says.moment(signature.settled_at)
    if signature.state != State.SIGNED:
        return moment
    how = _("{method}（{via}），{moment}").format(
        method=signature.get_method_display(), via=signature.get_via_display(), moment=moment
    )
    return f"{how}{_proves_nobody()}" if _is_drawn_by_link(signature) else how


def _is_drawn_by_link(signature: Signature) -> bool:
    """Whoever has the link may draw there, the one who asked for the signature, too."""
    return signature.via == Via.LINK and signature.method == Method.DRAWN


def _proves_nobody() -> str:
    return _("。拿到链接的人都能这样签，没有核对是谁签的。")
