"""Cars for tests: a producer with a filed model line, an outlet that sells it, its people, buyers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from claims.filings.models import FiledPart, FilingVersion, List, ModelLine
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Capacity, Role
from tests.accounts import world as people

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 22, 10, 0, tzinfo=SHANGHAI)
VIN, OTHER_VIN, WRONG_CHECK = "LVSHCAMB1CE054249", "1M8GDM9AXKP042788", "LSGBC5347AG000001"


def producer(**fields) -> Organisation:
    return people.organisation(Capacity.PRODUCER, **{"name": "示例汽车有限公司"} | fields)


def outlet(parent: Organisation | None = None, **fields) -> Organisation:
    return people.organisation(
        Capacity.SELLER, Capacity.REPAIRER, **{"name": "示例汽车4S店", "parent": parent} | fields
    )


def adviser(where: Organisation, role: Role = Role.ADVISER, **fields) -> User:
    return people.member(where, role, **{"name": "林晓"} | fields)


def consumer(name: str = "周敏", phone: str = "+8613800001441") -> User:
    return people.person(name, phone=phone, phone_verified=True)


def model_line(of: Organisation, energy: str = "ice", **fields) -> ModelLine:
    told = {"brand": "示例", "model": "SL7150", "vehicle_type": "轿车", "kind": "passenger_car"} | fields
    return ModelLine.objects.create(producer=of, energy=energy, created_at=AT, **told)


def version(line: ModelLine, in_force_from: date = date(2022, 1, 1), number: int = 1, **fields) -> FilingVersion:
    """Exactly the law's minimum where nothing else is said."""
    told = {
        "happened_on": in_force_from,
        "filed_at": AT,
        "filed_by": people.registrar(),
        "repair_warranty_months": 36,
        "repair_warranty_km": 60_000,
        "three_guarantees_months": 24,
        "three_guarantees_km": 50_000,
        "coefficient_millionths": 5_000,
        "address": "示例省示例市示例路1号",
        "postcode": "310000",
        "phone": "400-800-0000",
        "repairers": "拨打客户服务电话查询。",
        "terms": "按规定承担三包责任。",
    } | fields
    made = FilingVersion.objects.create(model_line=line, number=number, in_force_from=in_force_from, **told)
    FiledPart.objects.create(version=made, list=List.SPECIAL, place=1, code="own_keys", name="钥匙")
    FiledPart.objects.create(
        version=made, list=List.WEAR, place=1, code="wear_air_filter", name="空气滤清器", months=6, km=10_000
    )
    return made
