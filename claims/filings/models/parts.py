from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.filings.models.version import FilingVersion


class List(models.TextChoices):
    """Which list of the voucher a part stands in."""

    MAIN = "main", _("主要零部件")
    EXTRA = "extra", _("标准以外的主要零部件")
    WEAR = "wear", _("易损耗零部件")
    SPECIAL = "special", _("特殊零部件")


class FiledPart(models.Model):
    """A row of a version's lists, in the order of the voucher.

    `code` is the standard's where it lists the part, else `own_…`, made from the name, so that it stays from version to
    version. `group` of main components alone; `months` and `km` of wear parts alone.
    """

    List = List

    version = models.ForeignKey(FilingVersion, models.PROTECT, related_name="parts")
    list = models.CharField(max_length=10, choices=List.choices)
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    name = models.CharField(_("名称"), max_length=60)
    group = models.CharField(max_length=40, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    km = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["version", "list", "place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "list", "code"], name="version_lists_a_part_once"),
            models.CheckConstraint(condition=Q(list__in=List.values), name="part_is_in_a_known_list"),
            models.CheckConstraint(
                condition=Q(list=List.WEAR, months__isnull=False, km__isnull=False)
                | (~Q(list=List.WEAR) & Q(months=None, km=None)),
                name="wear_parts_alone_have_a_period",
            ),
        ]

    def __str__(self) -> str:
        return self.name
