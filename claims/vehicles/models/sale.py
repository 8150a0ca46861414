import uuid
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.filings.terms import FiledTerms
from claims.vehicles import frozen_terms
from claims.vehicles.models.vehicle import Vehicle
from documents.issuing.models import Paper
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.names import check_name

ALREADY_SOLD = _("这辆车已经登记过销售。")
FEN = 100


class Sale(models.Model):
    """A car sold new to its consumer: what the periods, the price and the regulation rest on.

    `seller` is an outlet of the system, or `seller_name` is told by the owner, as is all the rest then. `terms` are what the producer had filed for
    the invoice day and the law makes of it, frozen when the sale is registered; null: nothing was filed, so the law's
    minimum holds. `handover_on` is empty until the car is handed over, `handed_over_at` the moment that was completed here.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vehicle = models.OneToOneField(Vehicle, models.PROTECT, related_name="sale", verbose_name=_("车辆"))
    seller = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="sales", verbose_name=_("销售者")
    )
    seller_name = models.CharField(_("销售者名称"), max_length=200, blank=True, validators=[check_name])
    seller_address = models.CharField(_("销售者地址"), max_length=200, blank=True)
    seller_phone = models.CharField(_("销售者电话"), max_length=40, blank=True)
    invoice_number = models.CharField(_("发票号码"), max_length=30, blank=True)
    invoiced_on = models.DateField(_("开票日期"))
    price_fen = models.BigIntegerField(_("车价款"), null=True, blank=True)
    handover_on = models.DateField(_("交车日期"), null=True, blank=True)
    handover_km = models.PositiveIntegerField(_("交车时的里程"), null=True, blank=True)
    handover_words = models.CharField(_("交车时说明的事"), max_length=300, blank=True)
    replacement_handover_on = models.DateField(_("作为换来的车交付的日期"), null=True, blank=True)
    terms_json = models.JSONField(null=True, blank=True)
    voucher = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    record = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    sold_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("sale", "经办人"))
    registered_at = models.DateTimeField(_("登记时间"))
    handed_over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("销售")
        verbose_name_plural = _("销售")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("seller"), F("registered_at").desc(), F("id").desc(), name="sales_of_a_seller"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(seller__isnull=False, seller_name="") | (Q(seller=None) & ~Q(seller_name="")),
                name="sale_has_one_seller",
            ),
            models.CheckConstraint(condition=Q(price_fen=None) | Q(price_fen__gt=0), name="sale_has_a_price"),
            models.CheckConstraint(
                condition=Q(handed_over_at=None) | Q(handover_on__isnull=False), name="handed_over_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vehicle} · {self.invoiced_on}"

    @property
    def ledger_subject(self) -> str:
        return f"sale/{self.public_id}"

    @property
    def is_stated(self) -> bool:
        """Told by the owner from his papers: no seller has confirmed it."""
        return self.seller_id is None

    @property
    def law_day(self) -> date:
        """The day that selects regulation and terms."""
        return self.replacement_handover_on or self.invoiced_on

    @property
    def terms(self) -> FiledTerms | None:
        """Raises TermsError for rows that somebody has bent."""
        return None if self.terms_json is None else frozen_terms.thawed(self.terms_json)

    @property
    def price_yuan(self) -> Decimal | None:
        return None if self.price_fen is None else Decimal(self.price_fen) / FEN

    @property
    def seller_named(self) -> str:
        return self.seller.name if self.seller else self.seller_name

    def clean_fields(self, exclude: Any = None) -> None:
        super().clean_fields(exclude={*(exclude or ()), "terms_json"})
