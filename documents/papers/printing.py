"""From a checked context to the bytes of its paper: pure, nothing stored, nothing numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import translation

from documents.fonts.provided import provided_fonts
from documents.imprint import Attachment, Imprint
from documents.papers import deadline, entitlement
from documents.papers.checking import refuse_if_any
from documents.papers.deadline import DeadlineContext
from documents.papers.deadline_page import deadline_values
from documents.papers.entitlement import EntitlementContext
from documents.papers.entitlement_page import entitlement_values
from documents.papers.payload import payload
from documents.papers.proof import Proof, qr_picture
from documents.papers.voucher import VoucherContext, problems_of
from documents.papers.voucher_page import voucher_values

VOUCHER, ENTITLEMENT, DEADLINE = "voucher", "entitlement", "deadline"
PAYLOAD_NAME = "payload.json"
QR_NAME = "qr.png"
CHINESE = "zh-hans"
LANGUAGES = {"zh": CHINESE, "en": "en"}


def payload_attachment(content: bytes) -> Attachment:
    return Attachment(PAYLOAD_NAME, content, "本文书的数据 / the data of this paper")


def imprint(kind: str, context: Any, made_at: datetime) -> Imprint:
    return Imprint(f"{kind}/{context.number}", made_at, (payload_attachment(payload(kind, context)),))


def pictures(proof: Proof | None) -> dict[str, bytes]:
    return {} if proof is None else {QR_NAME: qr_picture(proof.qr)}


def check_voucher(context: VoucherContext) -> None:
    """Raises ContextError with everything that is wrong; to be called before a number is taken for good."""
    refuse_if_any(problems_of(context, provided_fonts().coverage))


def voucher_pdf(context: VoucherContext, made_at: datetime) -> bytes:
    """The voucher; raises ContextError when the context is not complete."""
    check_voucher(context)
    return _rendered(
        "documents/papers/voucher.html",
        voucher_values(context),
        imprint(VOUCHER, context, made_at),
        language=CHINESE,
        pictures=pictures(context.proof),
    )


def entitlement_pdf(context: EntitlementContext, made_at: datetime) -> bytes:
    """The entitlement sheet; raises ContextError."""
    refuse_if_any(entitlement.problems_of(context, provided_fonts().coverage))
    return _sheet(ENTITLEMENT, context, entitlement_values, made_at)


def deadline_pdf(context: DeadlineContext, made_at: datetime) -> bytes:
    """The deadline sheet; raises ContextError."""
    refuse_if_any(deadline.problems_of(context, provided_fonts().coverage))
    return _sheet(DEADLINE, context, deadline_values, made_at)


def _sheet(kind: str, context: Any, values: Callable[[Any], Mapping[str, object]], made_at: datetime) -> bytes:
    language = LANGUAGES[context.language]
    with translation.override(language):
        return _rendered(
            f"documents/papers/{kind}.html",
            values(context),
            imprint(kind, context, made_at),
            language=language,
            pictures=pictures(context.proof),
        )


def _rendered(template: str, values: Mapping[str, object], imprint: Imprint, **options: Any) -> bytes:
    from documents.render import render  # noqa: PLC0415  over a second to load, which a web process never needs

    return render(template, values, imprint, **options)
