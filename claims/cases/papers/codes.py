"""The papers of a claim: codes, titles, prefixes of their numbers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DEMAND_LETTER, AUTHORISATION, ACKNOWLEDGEMENT = "demand_letter", "authorisation", "acknowledgement"
GRANT, REFUSAL = "reply_grant", "reply_refusal"
REFUND_SHEET = "refund_sheet"
REPLACEMENT, RETURN = "replacement_certificate", "return_certificate"
SETTLEMENT, OUTSIDE_ROUTES = "settlement_agreement", "outside_routes"
RECOURSE = "recourse_pack"

TITLES = {
    DEMAND_LETTER: _("三包要求书"),
    AUTHORISATION: _("授权委托书"),
    ACKNOWLEDGEMENT: _("收到要求的回执"),
    GRANT: _("答复书（同意）"),
    REFUSAL: _("答复书（不同意）"),
    REFUND_SHEET: _("退款和使用补偿费计算单"),
    REPLACEMENT: _("换车证明"),
    RETURN: _("退车证明"),
    SETTLEMENT: _("和解协议"),
    OUTSIDE_ROUTES: _("其他解决途径告知书"),
    RECOURSE: _("向生产者追偿的材料"),
}
PREFIXES = {
    DEMAND_LETTER: "YQ",
    AUTHORISATION: "SQ",
    ACKNOWLEDGEMENT: "HZ",
    GRANT: "TY",
    REFUSAL: "BT",
    REFUND_SHEET: "TK",
    REPLACEMENT: "HC",
    RETURN: "TC",
    SETTLEMENT: "HJ",
    OUTSIDE_ROUTES: "TJ",
    RECOURSE: "ZC",
}
ENGLISH = {
    DEMAND_LETTER: "Demand under the three guarantees",
    AUTHORISATION: "Authorisation of a representative",
    ACKNOWLEDGEMENT: "Receipt of a demand",
    GRANT: "Reply: granted",
    REFUSAL: "Reply: not granted",
    REFUND_SHEET: "Refund and use compensation, worked out",
    REPLACEMENT: "Certificate of replacement",
    RETURN: "Certificate of return",
    SETTLEMENT: "Settlement agreement",
    OUTSIDE_ROUTES: "Other ways to settle the dispute",
    RECOURSE: "Recourse to the producer",
}
