"""What is no filing at all, whoever sends it: a value that cannot be, a text that no voucher can hold.

Limits of form alone; what the law asks for is in `checks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.filings.filing import Filing, Identity
from claims.filings.models import ModelLine, Use
from claims.filings.terms import FiledTerms
from documents.papers.checking import LONGEST_TEXT
from documents.papers.voucher import POSTCODE
from sanbao.accounts.names import check_name
from sanbao.law.parts import group_codes
from sanbao.law.regulations import FOLDERS, regulation
from sanbao.web.says import day as written_day

MOST_MONTHS = 600
MOST_KM = 9_999_999
MOST_PARTS = 300
LONGEST_NAME = 60
COEFFICIENT_PLACES = 6
SHA256 = re.compile(r"[0-9a-f]{64}")
BEFORE_IT_HAPPENED = gettext_lazy("生效日期不能早于变更发生的日期。")
NOT_A_PERIOD = gettext_lazy("期间要有月数和公里数，都从1起。")
LISTED_TWICE = gettext_lazy("同一个零部件列了两次，请删去一个。")
NOT_A_POSTCODE = gettext_lazy("邮政编码是6位数字。")
EMPTY = gettext_lazy("这一项不能为空。")


def first_day() -> date:
    """The first day for which there is a regulation."""
    return min(regulation(name).in_force_from for name in FOLDERS)


def check_identity(identity: Identity) -> None:
    """Raises ValidationError by field."""
    told = {name: getattr(identity, name) for name in Identity.__dataclass_fields__}
    line = ModelLine(**told)
    line.clean_fields(exclude=["producer", "created_at"])


def check_filing(filing: Filing) -> None:
    """Raises ValidationError by field."""
    faults: dict[str, list[str]] = {}
    for field, says in (
        *_days(filing),
        *_numbers(filing.terms),
        *_texts(filing.terms),
        *_parts(filing),
        *_files(filing),
    ):
        faults.setdefault(field, []).append(str(says))
    if faults:
        raise ValidationError({field: list(dict.fromkeys(says)) for field, says in faults.items()})


Fault = tuple[str, "str | Promise"]


def _days(filing: Filing) -> Iterator[Fault]:
    if filing.in_force_from < filing.happened_on:
        yield "in_force_from", BEFORE_IT_HAPPENED
    if filing.in_force_from < first_day():
        yield "in_force_from", _("%(day)s以前还没有三包规定。") % {"day": written_day(first_day())}


def _numbers(terms: FiledTerms) -> Iterator[Fault]:
    periods = [(name, getattr(terms, name)) for name in ("repair_warranty", "three_guarantees")]
    for name, period in (*periods, *(("wear_parts", part.period) for part in terms.wear_parts)):
        if not (0 < period.months <= MOST_MONTHS and 0 < period.km <= MOST_KM):
            yield name, NOT_A_PERIOD
    if terms.coefficient is not None and not 0 <= terms.coefficient <= 1:
        yield "coefficient", _("使用补偿系数要在0和1之间。")
    if terms.coefficient is not None and terms.coefficient != round(terms.coefficient, COEFFICIENT_PLACES):
        yield "coefficient", _("使用补偿系数最多写到百分之零点零零零一。")
    limits = terms.capacity_limits
    for name in ("repair_warranty_percent", "three_guarantees_percent"):
        share: Decimal | None = None if limits is None else getattr(limits, name)
        if share is not None and not 0 <= share <= 100:  # noqa: PLR2004  per cent
            yield name, _("容量衰减限值请填写0到100之间的数。")
        elif share is not None and share != round(share, 1):
            yield name, _("容量衰减限值最多写一位小数。")


def _texts(terms: FiledTerms) -> Iterator[Fault]:
    required = {"address": terms.contact.address, "phone": terms.contact.phone, "repairers": terms.repairers}
    for name, text in {**required, "terms": terms.terms}.items():
        if not text.strip():
            yield name, EMPTY
    method = terms.capacity_limits.method if terms.capacity_limits else ""
    limits = {"address": 100, "phone": 30, "repairers": LONGEST_TEXT, "terms": LONGEST_TEXT, "other": LONGEST_TEXT}
    texts = {**required, "terms": terms.terms, "other": terms.other, "method": method}
    for name, text in texts.items():
        most = limits.get(name, 200)
        if len(text) > most:
            yield name, _("不能超过%(most)d个字。") % {"most": most}
    if not POSTCODE.fullmatch(terms.contact.postcode):
        yield "postcode", NOT_A_POSTCODE


def _parts(filing: Filing) -> Iterator[Fault]:
    terms, groups = filing.terms, group_codes()
    for name in ("main_components", "extra_main_components", "wear_parts", "special_parts"):
        rows = getattr(terms, name)
        codes = [row.code for row in rows]
        if len(set(codes)) != len(codes):
            yield name, LISTED_TWICE
        if len(rows) > MOST_PARTS:
            yield name, _("最多列%(most)d个零部件。") % {"most": MOST_PARTS}
        for row in rows:
            yield from ((name, says) for says in _name_faults(row.name))
    for part in (*terms.main_components, *terms.extra_main_components):
        if part.group not in groups:
            yield "extra_main_components", _("请选择零部件所在的总成或者系统。")


def _name_faults(name: str) -> Iterator[str]:
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        yield _("零部件的名称要有1到%(most)d个字。") % {"most": LONGEST_NAME}
    try:
        check_name(name)
    except ValidationError as fault:
        yield from fault.messages


def _files(filing: Filing) -> Iterator[Fault]:
    for use, file in filing.files.items():
        if use not in Use.values or not SHA256.fullmatch(file.sha256):
            yield "files", _("附上的文件不对，请重新添加。")
