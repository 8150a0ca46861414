"""What a person does on the page of a request: one form a way, and which of the ways stand open to him."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from documents.signatures import codes, services
from documents.signatures.forms import ActForm, CodeForm, DrawForm, PaperForm, RefuseForm, SendCodeForm
from documents.signatures.models import RefusalReason, Signature
from documents.signatures.permissions import Hand, can_file_paper, can_settle
from documents.signatures.signables import Signable
from sanbao.sms import gateways

FORMS: tuple[type[ActForm], ...] = (DrawForm, SendCodeForm, CodeForm, PaperForm, RefuseForm)


@dataclass(frozen=True)
class Situation:
    signature: Signature
    signable: Signable
    hand: Hand
    at: datetime

    @property
    def ways(self) -> set[str]:
        """The acts that are offered, and the only ones that are taken."""
        if not can_settle(self.hand, self.signature, self.at):
            return set()
        ways = {"draw", "refuse"}
        if codes.phone_of(self.signature) and gateways.is_set():
            ways |= {"send", "code"} if codes.is_out(self.signature, self.at) else {"send"}
        return ways | {"paper"} if can_file_paper(self.hand, self.signature, self.at) else ways


def forms_of(situation: Situation) -> dict[str, ActForm]:
    shown = situation.signable.content_hash
    return {form.act: form(situation.signature, shown=shown) for form in FORMS if form.act in situation.ways}


def perform(situation: Situation, data: QueryDict) -> ActForm | None:
    """The form that was sent, with what is wrong in it, or without fault when the act is done. None: no such act."""
    act = next((form for form in FORMS if form.act == data.get("act") and form.act in situation.ways), None)
    if act is None:
        return None
    form = act(situation.signature, data, shown=situation.signable.content_hash)
    if form.is_valid():
        try:
            _DO[act.act](situation, form.cleaned_data)
        except ValidationError as error:
            _tell(form, error)
    return form


def _tell(form: ActForm, error: ValidationError) -> None:
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields and field not in {"shown", "path"} else None, errors)


def _common(situation: Situation, data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "signature": situation.signature,
        "shown": data["shown"],
        "hand": situation.hand,
        "at": situation.at,
    }


def _draw(situation: Situation, data: Mapping[str, Any]) -> None:
    services.signature_draw(path=data["path"], **_common(situation, data))


def _send(situation: Situation, data: Mapping[str, Any]) -> None:
    services.code_send(**_common(situation, data))


def _code(situation: Situation, data: Mapping[str, Any]) -> None:
    services.code_confirm(entered=data["code"], **_common(situation, data))


def _paper(situation: Situation, data: Mapping[str, Any]) -> None:
    services.signature_file_paper(paper=data["paper"], **_common(situation, data))


def _refuse(situation: Situation, data: Mapping[str, Any]) -> None:
    common = {name: value for name, value in _common(situation, data).items() if name != "shown"}
    services.signature_refuse(reason=RefusalReason(data["reason"]), words=data["words"], **common)


_DO: dict[str, Callable[[Situation, Mapping[str, Any]], None]] = {
    "draw": _draw,
    "send": _send,
    "code": _code,
    "paper": _paper,
    "refuse": _refuse,
}
