import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.evidence.models import Evidence
from sanbao.accounts.names import check_name
from sanbao.ledger.canonical import new_salt


class State(models.TextChoices):
    OPEN = "open", _("等待签字")
    SIGNED = "signed", _("已签字")
    REFUSED = "refused", _("拒绝签字")
    WITHDRAWN = "withdrawn", _("不再需要")


class Method(models.TextChoices):
    DRAWN = "drawn", _("手写签名")
    CODE = "code", _("手机验证码")
    PAPER = "paper", _("纸上签字")


class Via(models.TextChoices):
    """Through whose hands the signing went."""

    ACCOUNT = "account", _("本人登录")
    LINK = "link", _("打开链接")
    TABLET = "tablet", _("在经办人的设备上")


class RefusalReason(models.TextChoices):
    FACTS = "facts", _("内容与事实不符")
    RESULT = "result", _("不同意处理结果")
    NOT_ME = "not_me", _("签字人不是我")
    NO_REASON = "no_reason", _("不愿意签字，没有说明原因")
    OTHER = "other", _("其他原因")


def new_nonce() -> str:
    return secrets.token_hex(16)


class Signature(models.Model):
    """One person asked in one role to sign one content; and what became of it.

    `content_hash` is of what was shown when it was signed. Whether it still holds is never stored: it is compared.
    """

    State = State
    Method = Method
    Via = Via

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    signable = models.CharField(max_length=100)
    role = models.CharField(_("以什么身份签字"), max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("签字人姓名"), max_length=100, validators=[check_name])
    phone = models.CharField(_("签字人手机号码"), max_length=20, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    link_expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    method = models.CharField(max_length=10, choices=Method.choices, blank=True)
    via = models.CharField(max_length=10, choices=Via.choices, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    content_hash = models.CharField(max_length=64, blank=True)
    salt = models.BinaryField(max_length=32, default=new_salt)  # of the commitment in the ledger
    strokes = models.JSONField(default=list, blank=True)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="+")
    refusal_reason = models.CharField(max_length=20, choices=RefusalReason.choices, blank=True)
    refusal_words = models.TextField(max_length=500, blank=True)
    code_nonce = models.CharField(max_length=32, default=new_nonce)
    code_hash = models.CharField(max_length=64, blank=True)  # of the content for which the code was sent
    code_sent_at = models.DateTimeField(null=True, blank=True)
    code_times = models.PositiveSmallIntegerField(default=0)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("签字")
        verbose_name_plural = _("签字")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["signable", "requested_at", "id"], name="signatures_of_a_signable"),
            models.Index(fields=["phone", "code_sent_at"], name="signatures_codes_to_a_phone"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["signable", "role"], condition=Q(state=State.OPEN), name="signature_is_asked_once_a_role"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SIGNED) | (~Q(method="") & ~Q(content_hash="") & Q(settled_at__isnull=False)),
                name="signature_signed_says_how_what_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED) | (~Q(refusal_reason="") & Q(settled_at__isnull=False)),
                name="signature_refused_says_why_and_when",
            ),
            models.CheckConstraint(
                condition=Q(method=Method.PAPER, evidence__isnull=False)
                | (~Q(method=Method.PAPER) & Q(evidence__isnull=True)),
                name="signature_on_paper_has_its_paper",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="signature_has_a_known_state"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.signable}"
