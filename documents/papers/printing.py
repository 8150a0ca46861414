"""From a checked context to the bytes of its paper: pure, nothing stored, nothing numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import translation

from documents.fonts.provided import provided_fonts
from documents.imprint import Attachment, Imprint
from documents.papers import deadline, deadline_page, entitlement, entitlement_page
from documents.papers.checking import refuse_if_any
from documents.papers.deadline import DeadlineContext
from documents.papers.entitlement import EntitlementContext
from documents.papers.language import CHINESE, LANGUAGES
from documents.papers.payload import payload
from documents.papers.proof import Proof, qr_picture
from documents.papers.voucher import VoucherContext
from documents.papers.voucher_page import voucher_values
from documents.papers.voucher_problems import problems_of

VOUCHER, ENTITLEMENT, DEADLINE = "voucher", "entitlement", "deadline"
PAYLOAD_NAME = "payload.json"
QR_NAME = "qr.png"


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
    """The voucher. One whose law is not settled yet is checked and settled first: raises ContextError."""
    if context.settled is None:
        check_voucher(context)
        context = context.settle()
    return rendered(
        "documents/papers/voucher.html",
        voucher_values(context),
        imprint(VOUCHER, context, made_at),
        language=CHINESE,
        pictures=pictures(context.proof),
    )


def check_entitlement(context: EntitlementContext) -> None:
    refuse_if_any(entitlement.problems_of(context, provided_fonts().coverage))


def entitlement_pdf(context: EntitlementContext, made_at: datetime) -> bytes:
    """The entitlement sheet. One whose words are not settled yet is checked and settled first: raises ContextError."""
    if context.settled is None:
        check_entitlement(context)
        context = entitlement_page.settle(context)
    return _sheet(ENTITLEMENT, context, entitlement_page.entitlement_values, made_at)


def check_deadline(context: DeadlineContext) -> None:
    refuse_if_any(deadline.problems_of(context, provided_fonts().coverage))


def deadline_pdf(context: DeadlineContext, made_at: datetime) -> bytes:
    """The deadline sheet. One whose words are not settled yet is checked and settled first: raises ContextError."""
    if context.settled is None:
        check_deadline(context)
        context = deadline_page.settle(context)
    return _sheet(DEADLINE, context, deadline_page.deadline_values, made_at)


def _sheet(kind: str, context: Any, values: Callable[[Any], Mapping[str, object]], made_at: datetime) -> bytes:
    language = LANGUAGES[context.language]
    with translation.override(language):
        return rendered(
            f"documents/papers/{kind}.html",
            values(context),
            imprint(kind, context, made_at),
            language=language,
            pictures=pictures(context.proof),
        )


def rendered(template: str, values: Mapping[str, object], imprint: Imprint, **options: Any) -> bytes:
    from documents.render import render  # noqa: PLC0415  over a second to load, which a web process never needs

    return render(template, values, imprint, **options)
