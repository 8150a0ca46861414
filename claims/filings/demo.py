"""Demonstration filings, made by the services as the clerks of the producers would."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from claims.filings import files
from claims.filings.appointing import Appointed, appointment_make
from claims.filings.codes import own_code
from claims.filings.demo_lines import LINES, OUTLETS, Line, Outlet, Version
from claims.filings.filing import Filing, Identity, StoredFile
from claims.filings.models import Use
from claims.filings.services import filing_submit
from claims.filings.terms import (
    CapacityLimits,
    Contact,
    FiledTerms,
    MainComponent,
    SpecialPart,
    WearPart,
    regulation_on,
    standard_components,
)
from documents.papers.voucher import WITH_CAPACITY_FADE
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Role
from sanbao.law.facts import PeriodTerms
from sanbao.law.parts import Edition, edition

_SHORT, _MIDDLE, _LONG = PeriodTerms(6, 10_000), PeriodTerms(12, 20_000), PeriodTerms(24, 50_000)
_WEAR = {
    "wear_spark_plug": _MIDDLE,
    "wear_brake_lining": _MIDDLE,
    "wear_clutch_disc": _MIDDLE,
    "wear_battery_12v": _LONG,
    "wear_fuse_and_relay": _LONG,
}
_WITHOUT_ENGINE = ("wear_air_filter", "wear_oil_filter", "wear_fuel_filter", "wear_spark_plug", "wear_clutch_disc")
_FADE = CapacityLimits(Decimal(80), Decimal(85), "按使用说明书第8章的方法，在4S店检测")
_CONTACT = Contact("演示省演示市演示路1号", "310000", "400-800-0000")
_PDF = """%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length {length}>>stream
{drawing}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


@transaction.atomic
def build(_at: datetime) -> None:
    """Run again, it finds everything there and changes nothing."""
    for outlet in OUTLETS:
        _appoint(outlet)
    for line in LINES:
        for version in line.versions:
            _file(line, version)


def _appoint(outlet: Outlet) -> None:
    producer, place = _producer(outlet.producer), Organisation.objects.get(name=outlet.name)
    told = Appointed(
        sells=place.is_seller,
        repairs=place.is_repairer,
        valid_from=outlet.valid_from,
        address=outlet.address,
        postcode=outlet.postcode,
        phone=outlet.phone,
    )
    appointment_make(producer=producer, outlet=place, told=told, by=_clerk(producer), at=_morning(outlet.valid_from))


def _file(line: Line, version: Version) -> None:
    producer = _producer(line.producer)
    identity = Identity(line.brand, line.model, line.vehicle_type, line.specification, line.kind, line.energy)
    happened_on = version.happened_on or version.in_force_from
    manuals = _manuals() if version.with_files else {}
    filing = Filing(version.in_force_from, happened_on, _terms(line, version), manuals)
    at = _morning(version.filed_on or version.in_force_from)
    filing_submit(producer=producer, identity=identity, filing=filing, by=_clerk(producer), at=at)


def _terms(line: Line, version: Version) -> FiledTerms:
    """As much as the law asks for, with the changes of the version."""
    rules = regulation_on(version.in_force_from)
    law, table = rules.law_on(version.in_force_from), edition(rules.parts_edition)
    least = FiledTerms(
        energy=line.energy,
        repair_warranty=PeriodTerms(law.repair_warranty_months, law.repair_warranty_km),
        three_guarantees=PeriodTerms(law.three_guarantees_months, law.three_guarantees_km),
        coefficient=law.compensation_coefficient_max,
        main_components=standard_components(table, line.energy),
        extra_main_components=tuple(
            MainComponent(own_code("main", f"{group}/{name}"), name, group, extra=True) for group, name in version.extra
        ),
        wear_parts=_wear_parts(table, line.energy),
        special_parts=tuple(SpecialPart(part.code, part.zh) for part in table.special_parts.values()),
        capacity_limits=_FADE if line.energy in WITH_CAPACITY_FADE else None,
        contact=_CONTACT,
        repairers="拨打客户服务电话，或者在本网站“查备案”里查询约定的网点。",
        terms="生产者、销售者、修理者依照规定承担修理、换车、退车的责任。承诺优于规定的，按承诺履行。",
    )
    return replace(least, **version.changes)


def _wear_parts(table: Edition, energy: str) -> tuple[WearPart, ...]:
    absent = _WITHOUT_ENGINE if energy in ("bev", "fcev") else ()
    rows = [part for part in table.wear_parts.values() if part.code not in absent]
    return tuple(WearPart(part.code, part.zh, _WEAR.get(part.code, _SHORT)) for part in rows)


def _manuals() -> dict[str, StoredFile]:
    return {use.value: _manual(use.value) for use in Use}


@cache
def _manual(use: str) -> StoredFile:
    """One page that says what it would be."""
    drawing = f"BT /F 18 Tf 40 500 Td (Demonstration: {use.replace('_', ' ')}) Tj ET"
    with tempfile.NamedTemporaryFile() as file:
        file.write(_PDF.format(length=len(drawing), drawing=drawing).encode())
        file.flush()
        return files.keep(Path(file.name))


def _producer(credit_code: str) -> Organisation:
    return Organisation.objects.get(credit_code=credit_code)


def _clerk(producer: Organisation) -> User:
    return producer.memberships.get(role=Role.CLERK, left_on=None).user


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
