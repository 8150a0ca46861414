"""A producer with a clerk, an outlet, and filings that meet the law, made by the services as in life."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from claims.filings import services
from claims.filings.appointing import Appointed, appointment_make
from claims.filings.filing import Filing, Identity, StoredFile
from claims.filings.terms import CapacityLimits, Contact, FiledTerms, SpecialPart, WearPart, standard_components
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Capacity, Role
from sanbao.law.facts import PeriodTerms
from sanbao.law.parts import edition
from tests.accounts.world import member, organisation

CHINA = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 27, 10, 0, tzinfo=CHINA)
TODAY = date(2026, 11, 27)
BOTH_FILES = {"owner_manual": StoredFile("a" * 64, 1), "maintenance_manual": StoredFile("b" * 64, 1)}
ICE = Identity("澄岳", "CY7150H", "轿车", "1.5T 豪华型", "passenger_car", "ice")
BEV = Identity("栖原", "QY7000BEV", "纯电动轿车", "", "passenger_car", "bev")


def producer() -> Organisation:
    return organisation(Capacity.PRODUCER, name="示例汽车有限公司")


def clerk(where: Organisation) -> User:
    found = where.memberships.filter(role=Role.CLERK, left_on=None).first()
    return found.user if found else member(where, Role.CLERK)


def terms(energy="ice", table="2021", **changes) -> FiledTerms:
    rows = edition(table)
    fade = CapacityLimits(Decimal(80), Decimal(85), "按使用说明书的方法") if energy in ("bev", "phev", "erev") else None
    whole = FiledTerms(
        energy=energy,
        repair_warranty=PeriodTerms(36, 60_000),
        three_guarantees=PeriodTerms(24, 50_000),
        coefficient=Decimal("0.005"),
        main_components=standard_components(rows, energy),
        wear_parts=tuple(WearPart(part.code, part.zh, PeriodTerms(6, 10_000)) for part in rows.wear_parts.values()),
        special_parts=tuple(SpecialPart(part.code, part.zh) for part in rows.special_parts.values()),
        capacity_limits=fade,
        contact=Contact("示例省示例市示例路1号", "310000", "400-800-0000"),
        repairers="拨打客户服务电话可以查询。",
        terms="依照规定承担修理、换车、退车的责任。",
    )
    return replace(whole, **changes)


def filing(in_force_from=TODAY, happened_on=None, files=BOTH_FILES, energy="ice", **changes) -> Filing:
    return Filing(in_force_from, happened_on or in_force_from, terms(energy, **changes), files)


def submit(where: Organisation, filed: Filing | None = None, identity=ICE, at=AT, by=None):
    filed = filed or filing(energy=identity.energy)
    return services.filing_submit(producer=where, identity=identity, filing=filed, by=by or clerk(where), at=at)


def appoint(where: Organisation, outlet: Organisation, at=AT, by=None, **told):
    told = {"sells": True, "repairs": True, "valid_from": date(2026, 1, 1)} | told
    return appointment_make(producer=where, outlet=outlet, told=Appointed(**told), by=by or clerk(where), at=at)
