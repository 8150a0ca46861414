"""A case as the rules of one order read it: defaults filled in, periods worked out, every yes/no fact by its path."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tests.law.reference.dates import Period, add_months, asked_at, day_of, moment
from tests.law.reference.orders import Order

REPAIR_WORK = ("repair", "component_replacement", "assembly_replacement", "software_update")
CAUSATION = ("improper_use", "forbidden_modification", "improper_handling", "force_majeure")
ORDER_150_ONLY = ("commercial_use", "no_invoice_and_voucher", "wear_part_expired")
STATUTORY = {"repair_warranty": (36, 60000), "three_guarantees": (24, 50000)}


@dataclass(frozen=True)
class Item:
    """An item of a visit, or of the demand (then `received` is None)."""

    path: str
    problem: str
    group: str | None
    component: str | None
    position: str | None
    event: str | None
    work: str
    day: date
    km: int
    received: datetime | None


@dataclass(frozen=True)
class Visit:
    id: str
    network: bool
    received: datetime
    finished: datetime | None
    day: date
    km: int
    excluded: tuple[tuple[str, datetime, datetime], ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Exemption:
    path: str
    ground: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """`stated` holds each yes/no fact by path: yes, no, disputed or unknown."""

    order: Order
    as_of: datetime
    start: date
    use: str
    periods: dict[str, Period]
    wear_periods: dict[str, Period]
    extra_main_components: tuple[str, ...]
    coefficient: Decimal | None
    price: Decimal | None
    visits: tuple[Visit, ...]
    demand: dict
    demand_items: tuple[Item, ...]
    exemptions: tuple[Exemption, ...]
    stated: dict[str, str]

    @property
    def items(self) -> list[Item]:
        return [item for visit in self.visits for item in visit.items] + list(self.demand_items)

    def is_main(self, component: str | None) -> bool:
        """Reading 9: one of the edition for the order, or on the voucher."""
        return component in self.extra_main_components or in_table(self.order, component) is not None


def in_table(order: Order, component: str | None) -> str | None:
    """The group under which the order's edition lists the main component."""
    for group, codes in order.main_components.items():
        if component in codes:
            return group
    return None


def start_of(vehicle: dict, order: Order) -> date:
    """Reading 3."""
    text = vehicle["invoiced_on"]
    if order.id == "samr-43" and vehicle.get("handover_on"):
        text = vehicle["handover_on"]
    return date.fromisoformat(vehicle.get("replacement_handover_on") or text)


def periods_of(start: date, voucher: dict, order: Order) -> dict[str, Period]:
    """Reading 4: the longer of voucher and statutory minimum, months and km each by itself."""
    periods = {}
    for name, (months, km) in STATUTORY.items():
        promised = voucher.get(name) or {"months": 0, "km": 0}
        last_day = add_months(start, max(months, promised["months"]))
        periods[name] = Period(start, last_day, max(km, promised["km"]))
    if order.id == "samr-43":
        periods["seven_days"] = Period(start, date.fromordinal(start.toordinal() + 7))
    periods["sixty_days"] = Period(start, date.fromordinal(start.toordinal() + 60), 3000)
    return periods


def default_needs_replacement(work: str, component: str | None, is_main: bool) -> str:
    """Absent = yes when work is assembly_replacement, or component_replacement with a main component named; else no."""
    if work == "assembly_replacement" or (work == "component_replacement" and component and is_main):
        return "yes"
    return "no"


def read_item(path: str, raw: dict, order: Order, extras: tuple, shown: tuple) -> tuple[Item, dict[str, str]]:
    """An item and its yes/no facts by path. `shown` is (day, km, received)."""
    work, component, event = raw["work"], raw.get("component"), raw.get("event")
    in_visit = shown[2] is not None
    harmless = in_visit and work in ("maintenance", "accident", "none")
    table_group = in_table(order, component)
    is_main = table_group is not None or component in extras
    item = Item(
        path, raw["problem"], table_group or raw.get("group"), component, raw.get("position"), event, work, *shown
    )
    stated = {
        "quality_problem": raw.get("quality_problem") or ("no" if harmless else "yes"),
        "serious_safety": raw.get("serious_safety") or "no",
        "needs_replacement": raw.get("needs_replacement") or default_needs_replacement(work, component, is_main),
    }
    if event:
        stated["event_established"] = raw.get("event_established") or "yes"
    if component is None:
        stated["main_component"] = raw.get("main_component") or "no"
    if in_visit:
        stated["resolved"] = raw.get("resolved") or "unknown"
    return item, {f"{path}/{key}": value for key, value in stated.items()}


def read_items(
    base: str, raws: list, order: Order, extras: tuple, shown: tuple
) -> tuple[tuple[Item, ...], dict[str, str]]:
    """Items of one visit or of the demand, with their yes/no facts."""
    items, stated = [], {}
    for number, raw in enumerate(raws):
        item, facts = read_item(f"{base}/items/{number}", raw, order, extras, shown)
        items.append(item)
        stated.update(facts)
    return tuple(items), stated


def read_visit(raw: dict, order: Order, extras: tuple) -> tuple[Visit, dict[str, str]]:
    received = moment(raw["received_at"])
    shown = (day_of(received), raw["mileage_km"], received)
    items, stated = read_items(f"visits/{raw['id']}", raw["items"], order, extras, shown)
    excluded = tuple((x["reason"], moment(x["from"]), moment(x["to"])) for x in raw.get("excluded") or [])
    finished = moment(raw["finished_at"]) if raw.get("finished_at") else None
    visit = Visit(raw["id"], raw["repairer"] == "network", received, finished, shown[0], shown[1], excluded, items)
    return visit, stated


def read_exemption(number: int, raw: dict) -> tuple[Exemption, dict[str, str]]:
    key = "caused_damage" if raw["ground"] in CAUSATION else "established"
    path = f"exemptions/{number}/{key}"
    return Exemption(path, raw["ground"], tuple(raw["problems"])), {path: raw.get(key) or "unknown"}


def read_facts(case: dict, order: Order) -> Facts:
    """The whole case under one order."""
    vehicle, voucher, demand = case["vehicle"], case.get("voucher") or {}, case.get("demand") or {}
    start, extras = start_of(vehicle, order), tuple(voucher.get("extra_main_components") or [])
    use = vehicle.get("use") or "unknown"
    stated = {"vehicle/use": {"household": "yes", "commercial": "no"}.get(use, "unknown")}
    visits, demand_items, exemptions = [], (), []
    for raw in case.get("visits") or []:
        visit, more = read_visit(raw, order, extras)
        visits.append(visit)
        stated.update(more)
    if demand:
        shown = (date.fromisoformat(demand["made_on"]), demand["mileage_km"], None)
        demand_items, more = read_items("demand", demand.get("items") or [], order, extras, shown)
        stated.update(more)
    for number, raw in enumerate(case.get("exemptions") or []):
        exemption, more = read_exemption(number, raw)
        exemptions.append(exemption)
        stated.update(more)
    stated_periods = {code: p for code, p in (voucher.get("wear_parts") or {}).items() if p}
    return Facts(
        order=order,
        as_of=asked_at(case["as_of"])[0],
        start=start,
        use=use,
        periods=periods_of(start, voucher, order),
        wear_periods={
            code: Period(start, add_months(start, p["months"]), p["km"]) for code, p in stated_periods.items()
        },
        extra_main_components=extras,
        coefficient=decimal_or_none(voucher.get("use_compensation_coefficient")),
        price=decimal_or_none(vehicle.get("price_yuan")),
        visits=tuple(sorted(visits, key=lambda visit: visit.received)),
        demand=demand,
        demand_items=demand_items,
        exemptions=tuple(exemptions),
        stated=stated,
    )


def decimal_or_none(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
