"""The check report: what of a filing falls short of the order and the standard, each with its article.

Nothing here refuses a filing (docs/adr/0009): the report is shown before it is sent and to the public afterwards, and
what binds is the law (`FiledTerms.binding_on`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from claims.filings.codes import part_name
from claims.filings.models import Use
from claims.filings.terms import FiledTerms, regulation_on, standard_components
from documents.papers.checking import cited
from documents.papers.voucher import ORDER_43, WITH_CAPACITY_FADE, percent
from sanbao.law.parts import edition
from sanbao.law.regulations import Citation, Regulation

# Where the orders say what stands on a voucher and what is filed; their numbers are in the data.
_PARTS = {ORDER_43: Citation(ORDER_43, 9, None, 6)}
_COEFFICIENT = {ORDER_43: Citation(ORDER_43, 9, None, 5), "aqsiq-150": Citation("aqsiq-150", 25, 1)}
_FILES = {ORDER_43: Citation(ORDER_43, 10, 1)}
_RANGE = {ORDER_43: Citation(ORDER_43, 41)}
_FADE = Citation(ORDER_43, 9, None, 7)
_VOUCHER_150 = Citation("aqsiq-150", 10, 3)
_FILES_150 = Citation("aqsiq-150", 9)


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` for machines; `step`: the page of the filing where it is mended."""

    code: str
    step: str
    says: str
    citation: Citation

    @property
    def article(self) -> str:
        return cited(self.citation)


def findings_of(terms: FiledTerms, *, kind: str, uses: Collection[str], day: date) -> tuple[Finding, ...]:
    """Judged by the law for cars sold on `day`; `uses`: of the files that are there."""
    rules = regulation_on(day)
    found = (
        *_scope(kind, rules, day),
        *_periods(terms, rules, day),
        *_coefficient(terms, rules, day),
        *_main_components(terms, rules),
        *_wear_parts(terms, rules),
        *_special_parts(terms, rules),
        *_capacity(terms, rules),
        *_files(uses, rules),
    )
    return tuple(found)


def _scope(kind: str, rules: Regulation, day: date) -> Iterator[Finding]:
    if kind not in rules.law_on(day).covered_kinds:
        says = _("这种车辆不在规定的范围里，三包责任按承诺执行。")
        yield Finding("not_covered", "identity", says, rules.parameters["covered_kinds"].citation)


def _periods(terms: FiledTerms, rules: Regulation, day: date) -> Iterator[Finding]:
    law = rules.law_on(day)
    for name, label in (("repair_warranty", _("包修期")), ("three_guarantees", _("三包有效期"))):
        for unit, says in (
            ("months", _("%(label)s不能短于%(least)s个月，备案的是%(filed)s个月。")),
            ("km", _("%(label)s不能少于%(least)s公里，备案的是%(filed)s公里。")),
        ):
            least, filed = getattr(law, f"{name}_{unit}"), getattr(getattr(terms, name), unit)
            if filed < least:
                values = {"label": label, "least": f"{least:,}", "filed": f"{filed:,}"}
                yield Finding(f"{name}_{unit}", "periods", says % values, rules.parameters[f"{name}_{unit}"].citation)


def _coefficient(terms: FiledTerms, rules: Regulation, day: date) -> Iterator[Finding]:
    most = rules.law_on(day).compensation_coefficient_max
    if terms.coefficient is None:
        says = _("没有写明使用补偿系数。")
        yield Finding("coefficient_missing", "periods", says, _COEFFICIENT[rules.id])
    elif terms.coefficient > most:
        values = {"most": percent(most), "filed": percent(terms.coefficient)}
        says = _("使用补偿系数不能高于%(most)s，备案的是%(filed)s。") % values
        yield Finding(
            "coefficient_above_cap", "periods", says, rules.parameters["compensation_coefficient_max"].citation
        )


def _main_components(terms: FiledTerms, rules: Regulation) -> Iterator[Finding]:
    """The producer's list holds at least the standard's table: one finding a group that lacks something."""
    table = edition(rules.parts_edition)
    listed = {part.code for part in (*terms.main_components, *terms.extra_main_components)}
    lacking: dict[str, list[str]] = {}
    for part in standard_components(table, terms.energy):
        if part.code not in listed:
            lacking.setdefault(part.group, []).append(part_name(part.code))
    for group, names in lacking.items():
        values = {
            "group": part_name(group),
            "parts": _("、").join(names),
            "standard": f"GB/T 29632-{rules.parts_edition}",
        }
        says = _("%(group)s缺少标准列出的主要零部件：%(parts)s（%(standard)s）。") % values
        yield Finding("main_components_missing", "main", says, _parts_article(rules))


def _wear_parts(terms: FiledTerms, rules: Regulation) -> Iterator[Finding]:
    table = edition(rules.parts_edition)
    if not terms.wear_parts:
        says = _("没有列出易损耗零部件和它们的质量保证期。")
        yield Finding("wear_parts_missing", "wear", says, _parts_article(rules))
    for part in terms.wear_parts:
        if part.code not in table.wear_parts:
            values = {"part": part_name(part.code, part.name)}
            says = _("标准没有把%(part)s列为易损耗零部件，它的包修期不能因此缩短。") % values
            yield Finding("wear_part_not_in_standard", "wear", says, _RANGE.get(rules.id, _VOUCHER_150))


def _special_parts(terms: FiledTerms, rules: Regulation) -> Iterator[Finding]:
    if not terms.special_parts:
        says = _("没有列出特殊零部件；没有列出的，运输时间不能从修理时间里扣除。")
        yield Finding("special_parts_missing", "special", says, _parts_article(rules))


def _capacity(terms: FiledTerms, rules: Regulation) -> Iterator[Finding]:
    if rules.id != ORDER_43 or terms.energy not in WITH_CAPACITY_FADE:
        return
    limits = terms.capacity_limits
    if limits is None or None in (limits.repair_warranty_percent, limits.three_guarantees_percent):
        says = _("没有写全动力蓄电池在两个期间里的容量衰减限值。")
        yield Finding("capacity_limits_missing", "battery", says, _FADE)
    elif not limits.method:
        yield Finding("capacity_method_missing", "battery", _("没有写明容量衰减的检测方法。"), _FADE)


def _files(uses: Collection[str], rules: Regulation) -> Iterator[Finding]:
    for use in Use:
        if use.value not in uses:
            says = _("没有附上%(file)s。") % {"file": use.label}
            yield Finding(f"{use.value}_missing", "files", says, _FILES.get(rules.id, _FILES_150))


def _parts_article(rules: Regulation) -> Citation:
    return _PARTS.get(rules.id, _VOUCHER_150)
