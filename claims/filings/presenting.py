"""A version's terms as people read them: the same sections on the summary, on the public page and in a comparison."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from claims.filings.codes import part_name
from claims.filings.drafting.steps import STEPS
from claims.filings.filing import Identity, StoredFile
from claims.filings.models import Energy, Kind, Use
from claims.filings.terms import FiledTerms
from documents.papers.voucher import percent
from sanbao.law.facts import PeriodTerms


@dataclass(frozen=True, slots=True)
class Row:
    """`key` is the same in every version, so that two can be compared. `parts`: what the value is a list of.

    `empty`: stands for a list with nothing in it.
    """

    key: str
    label: str
    value: str
    parts: tuple[str, ...] = ()
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """`step` names the page on which it is written."""

    step: str
    title: str | Promise
    rows: tuple[Row, ...]


def sections(terms: FiledTerms, files: Mapping[str, StoredFile], steps: Collection[str]) -> tuple[Section, ...]:
    """Of these steps, in the order of the filing."""
    rows = {
        "periods": lambda: _periods(terms),
        "main": lambda: _main(terms),
        "extra": lambda: _extra(terms),
        "wear": lambda: _wear(terms),
        "special": lambda: _special(terms),
        "battery": lambda: _battery(terms),
        "wording": lambda: _wording(terms),
        "files": lambda: _files(files),
    }
    known = [step for step in STEPS if step.name in rows and step.name in steps]
    return tuple(Section(step.name, step.title, tuple(rows[step.name]())) for step in known)


def identity_rows(identity: Identity) -> tuple[Row, ...]:
    told = {
        _("品牌"): identity.brand,
        _("型号"): identity.model,
        _("规格"): identity.specification,
        _("车辆类型"): identity.vehicle_type,
        _("车辆种类"): str(Kind(identity.kind).label),
        pgettext("备案", "动力"): str(Energy(identity.energy).label),
    }
    return tuple(Row(label, label, value) for label, value in told.items() if value)


def period_text(period: PeriodTerms) -> str:
    """36个月或者60,000公里，先到为准"""
    return _("%(months)s个月或者%(km)s公里，先到为准") % {"months": f"{period.months:,}", "km": f"{period.km:,}"}


def _periods(terms: FiledTerms) -> Iterator[Row]:
    yield Row("repair_warranty", _("包修期"), period_text(terms.repair_warranty))
    yield Row("three_guarantees", _("三包有效期"), period_text(terms.three_guarantees))
    told = _("没有写明") if terms.coefficient is None else percent(terms.coefficient)
    yield Row("coefficient", pgettext("备案", "使用补偿系数"), told)


def _main(terms: FiledTerms) -> Iterator[Row]:
    yield from _grouped("main", [(part.group, part_name(part.code, part.name)) for part in terms.main_components])


def _extra(terms: FiledTerms) -> Iterator[Row]:
    parts = [(part.group, part_name(part.code, part.name)) for part in terms.extra_main_components]
    yield from _grouped("extra", parts) if parts else [_none("extra")]


def _grouped(key: str, parts: list[tuple[str, str]]) -> Iterator[Row]:
    groups: dict[str, list[str]] = {}
    for group, name in parts:
        groups.setdefault(group, []).append(name)
    for group, names in groups.items():
        yield _list(f"{key}/{group}", part_name(group), names)


def _wear(terms: FiledTerms) -> Iterator[Row]:
    for part in terms.wear_parts:
        yield Row(f"wear/{part.code}", part_name(part.code, part.name), period_text(part.period))
    if not terms.wear_parts:
        yield _none("wear")


def _special(terms: FiledTerms) -> Iterator[Row]:
    names = [part_name(part.code, part.name) for part in terms.special_parts]
    yield _list("special", _("列出的零部件"), names) if names else _none("special")


def _battery(terms: FiledTerms) -> Iterator[Row]:
    limits = terms.capacity_limits
    yield Row("fade/repair_warranty", _("包修期里的容量"), _share(limits.repair_warranty_percent if limits else None))
    yield Row(
        "fade/three_guarantees", _("三包有效期里的容量"), _share(limits.three_guarantees_percent if limits else None)
    )
    yield Row("fade/method", _("怎样检测"), (limits.method if limits else "") or _("没有写明"))


def _share(share: Decimal | None) -> str:
    if share is None:
        return _("没有写明")
    return _("不低于标称容量的%(share)s") % {"share": f"{share.normalize():f}%"}


def _wording(terms: FiledTerms) -> Iterator[Row]:
    told = {
        "address": (_("生产者地址"), terms.contact.address),
        "postcode": (_("邮政编码"), terms.contact.postcode),
        "phone": (_("客户服务电话"), terms.contact.phone),
        "repairers": (_("修理者信息怎样查询"), terms.repairers),
        "terms": (_("三包条款"), terms.terms),
        "other": (_("其他需要明示的内容"), terms.other),
    }
    for key, (label, text) in told.items():
        if text:
            yield Row(key, label, text)


def _files(files: Mapping[str, StoredFile]) -> Iterator[Row]:
    for use in Use:
        file = files.get(use.value)
        told = _("没有附上") if file is None else _("PDF文件，%(size)s") % {"size": filesizeformat(file.size)}
        # The hash is what tells a changed file from the same one.
        yield Row(f"files/{use.value}", str(use.label), told, (file.sha256,) if file else ())


def _list(key: str, label: str, names: list[str]) -> Row:
    return Row(key, label, _("、").join(names), tuple(names))


def _none(key: str) -> Row:
    return Row(key, _("列出的零部件"), pgettext("备案", "没有"), empty=True)
