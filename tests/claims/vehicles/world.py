"""Cars for tests: a producer with a filed model line, an outlet that sells it, its people, buyers."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from claims.filings.models import Appointment, FiledPart, FilingVersion, List, ModelLine
from claims.vehicles.duties import keys_on
from claims.vehicles.models import Sale
from claims.vehicles.selectors import handover_of
from claims.vehicles.services.handing_over import (
    Handover,
    handover_ask_for_signatures,
    handover_complete,
    handover_note,
)
from claims.vehicles.services.registering import Identity
from claims.vehicles.services.selling import Buyer, Invoice, sale_register
from documents.signatures.models import Signature
from documents.signatures.permissions import hand_of
from documents.signatures.services import signature_draw
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


def version(line: ModelLine, in_force_from: date = date(2018, 1, 1), number: int = 1, **fields) -> FilingVersion:
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


def appoint(outlet: Organisation, of: Organisation, **fields) -> Appointment:
    told = {
        "sells": True,
        "repairs": True,
        "valid_from": date(2013, 10, 1),
        "address": "示例省示例市示例路88号",
        "postcode": "310013",
        "phone": "0571-50000000",
        "made_at": AT,
        "made_by": people.registrar(),
    } | fields
    return Appointment.objects.create(producer=of, outlet=outlet, **told)


@dataclass
class Shop:
    """An outlet that may sell a filed line, and its adviser."""

    producer: Organisation
    outlet: Organisation
    adviser: User
    line: ModelLine


def shop(energy: str = "ice", **terms) -> Shop:
    made_by = producer()
    place = outlet(made_by)
    appoint(place, made_by)
    line = model_line(made_by, energy)
    version(line, **terms)
    return Shop(made_by, place, adviser(place), line)


def identity(at: Shop, vin: str = VIN, **fields) -> Identity:
    told = {"model_line": at.line, "built_on": date(2026, 10, 1), "use": "household"} | fields
    return Identity(vin=vin, **told)


def invoice(**fields) -> Invoice:
    told = {"number": "12345678", "invoiced_on": date(2026, 11, 20), "price_yuan": Decimal("186800.00")} | fields
    return Invoice(**told)


def sell(at: Shop, vin: str = VIN, buyer: Buyer | None = None, **fields) -> Sale:
    return sale_register(
        identity=identity(at, vin, **fields.pop("identity", {})),
        invoice=invoice(**fields),
        buyer=buyer or Buyer(name="周敏", phone="+8613800001441"),
        outlet=at.outlet,
        by=at.adviser,
        at=AT,
    )


def note(at: Shop, sale: Sale, **fields) -> Sale:
    told = {"handover_on": date(2026, 11, 21), "km": 12, "done": keys_on(sale.invoiced_on)} | fields
    return handover_note(sale=sale, handover=Handover(**told), by=at.adviser, at=AT)


PATH = "M10 10L20 30L40 60L80 90L120 60L160 20L200 90L240 30"


def sign(at: Shop, sale: Sale, *roles: str) -> None:
    """By hand on the adviser's device."""
    handover_ask_for_signatures(sale=sale, by=at.adviser, at=AT)
    for role in roles or ("seller", "consumer"):
        signature = Signature.objects.get(signable=str(handover_of(sale)), role=role, state="open")
        hand, shown = hand_of(at.adviser, signature), handover_of(sale).content_hash
        signature_draw(signature=signature, path=PATH, shown=shown, hand=hand, at=AT)


def hand_over(at: Shop, vin: str = VIN, **fields) -> Sale:
    sale = note(at, sell(at, vin, **fields))
    sign(at, sale)
    return handover_complete(sale=sale, by=at.adviser, at=AT)


def code_on_the_record(sale: Sale) -> str:
    """What is printed for the buyer."""
    return json.loads(sale.record.payload)["content"]["bind_code"]
