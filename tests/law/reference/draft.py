"""A case under construction: the car, its periods, and visits that are placed around their ends."""

import random
from datetime import date, datetime, time, timedelta, timezone

from tests.law.reference.dates import CHINA, day_of
from tests.law.reference.facts import periods_of, start_of
from tests.law.reference.orders import AQSIQ_150, PARTS, SAMR_43, governing

EDGE_DAYS = (date(2013, 9, 30), date(2013, 10, 1), date(2021, 12, 31), date(2022, 1, 1))
OFFSETS = (8, 8, 8, 8, 8, 8, 0, -5, 9, 5.5, None)
IDS = ("R{}", "R{}", "{}", "GD-2024-{}", "工单 {}")
NOBODY_S_PARTS = ("suspension_shock_absorber", "maker_mechatronic", "maker_inverter")


def some_day(rng: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, (last - first).days))


def invoice_day(rng: random.Random) -> date:
    """Mostly the years in which one of the orders governs, often close to where they change."""
    pick = rng.random()
    if pick < 0.1:
        return rng.choice(EDGE_DAYS)
    if pick < 0.13:
        return some_day(rng, date(2012, 1, 1), date(2013, 9, 30))
    if pick < 0.35:
        return some_day(rng, date(2013, 10, 1), date(2019, 12, 31))
    if pick < 0.55:
        return some_day(rng, date(2020, 1, 1), date(2021, 12, 31))
    if pick < 0.6:
        return rng.choice(
            (date(2016, 2, 29), date(2020, 2, 29), date(2024, 2, 29), date(2023, 8, 31), date(2018, 8, 31))
        )
    return some_day(rng, date(2022, 1, 1), date(2026, 6, 30))


def random_vehicle(rng: random.Random) -> dict:
    invoiced = invoice_day(rng)
    raw = {
        "kind": rng.choices(("passenger_car", "pickup", "other"), (90, 7, 2))[0],
        "energy": rng.choice(("ice", "hev", "phev", "erev", "bev", "fcev", None)),
        "use": rng.choices(("household", "unknown", "commercial", None), (83, 8, 6, 3))[0],
        "invoiced_on": invoiced.isoformat(),
        "handover_on": rng.choice((None, 0, 1, 10, 31, -3)),
        "replacement_handover_on": None,
        "price_yuan": rng.choice((None, "186800.00", "99999.99", "150000", "66666.67", "0.00")),
        "resold_after_return": rng.choices((None, False, True), (40, 58, 2))[0],
    }
    if raw["handover_on"] is not None:
        raw["handover_on"] = (invoiced + timedelta(days=raw["handover_on"])).isoformat()
    if rng.random() < 0.07:
        replaced = rng.choice((*EDGE_DAYS, invoiced + timedelta(days=rng.randint(0, 700))))
        raw["replacement_handover_on"] = replaced.isoformat()
    return {key: value for key, value in raw.items() if value is not None or rng.random() < 0.4}


def random_voucher(rng: random.Random) -> dict:
    raw = {}
    for name in ("repair_warranty", "three_guarantees"):
        if rng.random() < 0.3:
            raw[name] = {
                "months": rng.choice((0, 12, 24, 25, 36, 48)),
                "km": rng.choice((30000, 50000, 60000, 80000, 100000)),
            }
    if rng.random() < 0.75:
        raw["use_compensation_coefficient"] = rng.choice(
            ("0.005", "0.0050", "0.004", "0.006", "0.008", "0.0081", "0.009", "0", "0.003", None)
        )
    return raw


class Draft:
    """The case so far. Days are days of +08:00; visits are kept with real moments until they are written."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.vehicle = random_vehicle(rng)
        self.voucher = random_voucher(rng)
        governs, _ = governing(self.vehicle)
        self.order = governs or rng.choice((AQSIQ_150, SAMR_43))
        self.governed = governs is not None
        self.start = start_of(self.vehicle, self.order)
        self.periods = periods_of(self.start, self.voucher, self.order)
        self.visits: list[dict] = []
        self.suggested: list[dict] = []
        self.voucher_groups: dict[str, str | None] = {}
        self.problems = 0
        self.needs_demand = False
        self.exemptions: list[dict] = []
        self.worth_opening: list[tuple[dict, str]] = []
        self.demand_hint: tuple[date, int] | None = None

    # --- names and parts -------------------------------------------------------------------------------------------

    def new_problem(self) -> str:
        self.problems += 1
        return f"P{self.problems}"

    def some_problem(self) -> str:
        """One that is there already, or a new one."""
        if self.problems and self.rng.random() < 0.6:
            return f"P{self.rng.randint(1, self.problems)}"
        return self.new_problem()

    def some_group(self) -> str:
        """Of the order's edition, rarely of the other."""
        edition = self.order.edition if self.rng.random() < 0.9 else self.rng.choice(("2013", "2021"))
        return self.rng.choice(sorted(PARTS[edition]["main_components"]))

    def main_component(self, groups: tuple[str, ...]) -> tuple[str, str | None]:
        """A main component and the group to state with it: of the table, or one that the voucher adds."""
        if self.rng.random() < 0.15:
            return self.voucher_component(groups)
        group = self.rng.choice([group for group in groups if group in self.order.main_components])
        code = self.rng.choice(self.order.main_components[group])
        return code, self.rng.choice((group, None))

    def voucher_component(self, groups: tuple[str, ...]) -> tuple[str, str | None]:
        """A part on the voucher only: nobody's, or of the other edition; one group a code, sometimes none."""
        other = "2013" if self.order.edition == "2021" else "2021"
        table = PARTS[other]["main_components"]
        foreign = [code for codes in table.values() for code in codes if code not in self.listed()]
        code = self.rng.choice((*NOBODY_S_PARTS, *self.rng.choices(foreign, k=4)) if self.governed else NOBODY_S_PARTS)
        extras = self.voucher.setdefault("extra_main_components", [])
        if code not in extras:
            extras.append(code)
        if code not in self.voucher_groups:
            self.voucher_groups[code] = self.rng.choice((*groups, *groups, None))
        return code, self.voucher_groups[code]

    def listed(self) -> list[str]:
        return [code for codes in self.order.main_components.values() for code in codes]

    # --- days and distances ----------------------------------------------------------------------------------------

    def days(self, count: int) -> list[date]:
        """Increasing days: in the middle, towards the last day of the three guarantees, or from the start."""
        rng, last_day = self.rng, self.periods["three_guarantees"].last_day
        gaps = [rng.choice((0, 1, 3, 8, 20, 45)) for _ in range(count)]
        pick = rng.random()
        if pick < 0.45:
            first = self.start + timedelta(days=rng.randint(0, 300))
        elif pick < 0.75:
            first = last_day + timedelta(days=rng.choice((-1, 0, 0, 1)) - sum(gaps[1:]))
        else:
            first = self.start + timedelta(days=rng.choice((-1, 0, 1, 5, 50)))
        days = [first]
        for gap in gaps[1:]:
            days.append(days[-1] + timedelta(days=gap))
        return days

    def distances(self, days: list[date], limit: int) -> list[int]:
        """Rising with the days, the last ones rarely around the limit, rarely going back."""
        rng = self.rng
        pace = rng.choice((5, 15, 25))
        kms = [max(0, (day - self.start).days) * pace + rng.randint(0, 50) for day in days]
        if rng.random() < 0.2:
            kms[-1] = limit + rng.choice((-1, 0, 0, 1))
        elif rng.random() < 0.05:
            kms.reverse()
        return kms

    # --- visits and items ------------------------------------------------------------------------------------------

    def add_visit(
        self, day: date, km: int, hours: float | None, items: list[dict], repairer: str | None = None
    ) -> dict:
        """A visit received on the day at some hour; `hours` None = still in the shop."""
        clock = self.rng.choice((time(9), time(9), time(14, 30), time(0), time(23, 30), time(7, 45, 20)))
        received = datetime.combine(day, clock, CHINA)
        while any(visit["received"] == received for visit in self.visits):
            received += timedelta(minutes=37)
        visit = {
            "repairer": repairer or self.rng.choices(("network", "outside"), (97, 3))[0],
            "received": received,
            "finished": None if hours is None else received + timedelta(hours=hours),
            "km": km,
            "excluded": [],
            "items": items,
        }
        self.visits.append(visit)
        return visit

    def item(self, problem: str, work: str, **stated: object) -> dict:
        """An item; keys with None are sometimes left out, and `resolved` is mostly stated."""
        raw = {"problem": problem, "work": work, **stated}
        if "resolved" not in raw:
            raw["resolved"] = self.rng.choices(("yes", "no", "unknown", None), (60, 25, 8, 7))[0]
        if "position" not in raw:
            raw["position"] = self.rng.choices((None, "front", "rear", "rear_left"), (85, 5, 5, 5))[0]
        return {key: value for key, value in raw.items() if value is not None or self.rng.random() < 0.3}

    def demand_item(self, item: dict) -> dict:
        raw = {**item, "work": "none"}
        if self.rng.random() < 0.9:
            raw.pop("resolved", None)
        return raw

    def some_moment(self, first: datetime, last: datetime) -> datetime:
        return first + timedelta(minutes=self.rng.randint(0, max(0, int((last - first).total_seconds() // 60))))

    # --- writing ---------------------------------------------------------------------------------------------------

    def written_moment(self, moment: datetime) -> str:
        """With one of several offsets, or with none (then it is +08:00)."""
        offset = self.rng.choice(OFFSETS)
        if offset is None:
            return moment.astimezone(CHINA).replace(tzinfo=None).isoformat(timespec=self.precision(moment))
        local = moment.astimezone(timezone(timedelta(hours=offset)))
        text = local.isoformat(timespec=self.precision(moment))
        return text.replace("+00:00", "Z") if self.rng.random() < 0.5 else text

    def precision(self, moment: datetime) -> str:
        return "minutes" if not moment.second and self.rng.random() < 0.8 else "seconds"

    def written_visits(self) -> list[dict]:
        """The visits in any order."""
        rng, name = self.rng, self.rng.choice(IDS)
        written = []
        for number, visit in enumerate(self.visits, start=1):
            raw = {
                "id": name.format(number),
                "repairer": visit["repairer"],
                "received_at": self.written_moment(visit["received"]),
                "finished_at": self.written_moment(visit["finished"]) if visit["finished"] else None,
                "mileage_km": visit["km"],
                "excluded": [
                    {"reason": reason, "from": self.written_moment(a), "to": self.written_moment(b)}
                    for reason, a, b in visit["excluded"]
                ],
                "items": visit["items"],
            }
            written.append(
                {key: value for key, value in raw.items() if value or key == "mileage_km" or rng.random() < 0.5}
            )
        if rng.random() < 0.2:
            rng.shuffle(written)
        return written

    def latest(self) -> datetime:
        moments = [visit[key] for visit in self.visits for key in ("received", "finished") if visit[key]]
        return max(
            moments, default=datetime.combine(self.start + timedelta(days=self.rng.choice((0, 7, 60))), time(9), CHINA)
        )

    def written_as_of(self) -> tuple[str, date]:
        """Not before anything that happened: a date or a moment; with an open visit not long after."""
        rng, latest = self.rng, self.latest()
        if self.demand_hint:
            latest = max(latest, datetime.combine(self.demand_hint[0], time(10), CHINA))
        open_visit = any(visit["finished"] is None for visit in self.visits)
        later = rng.choice((0, 0, 4, 5, 6, 12, 33)) if open_visit else rng.choice((0, 1, 30, 200, 500))
        if rng.random() < 0.07:
            later = max(0, (date(2026, 12, rng.randint(1, 31)) - day_of(latest)).days)
        moment = latest + timedelta(days=later)
        if rng.random() < 0.6:
            return day_of(moment).isoformat(), day_of(moment)
        return self.written_moment(moment), day_of(moment)

    def demand_day(self, as_of_day: date) -> date:
        """As hinted by a theme, else around the last event, the end of a period, or the day of asking."""
        rng = self.rng
        if self.demand_hint:
            return self.demand_hint[0]
        ends = [period.last_day for period in self.periods.values()]
        near = [rng.choice(ends) + timedelta(days=rng.choice((0, 0, 1))), day_of(self.latest())]
        return rng.choice((as_of_day, as_of_day, *near))

    def demand_km(self, day: date) -> int:
        rng = self.rng
        if self.demand_hint and rng.random() < 0.9:
            return self.demand_hint[1]
        limits = [period.km for period in self.periods.values() if period.km]
        kms = [visit["km"] for visit in self.visits] or [0]
        edge = rng.choice(limits) + rng.choice((-1, 0, 1))
        return rng.choice((max(kms), max(kms) + rng.randint(0, 900), max(kms) + rng.randint(0, 900), edge))
