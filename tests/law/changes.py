"""What a sentence says would change the outcome, done to the facts."""

import copy
from datetime import date, datetime, timedelta

from sanbao.law.counters import CountRow
from sanbao.law.engine import Judgement
from sanbao.law.rules import Judged
from sanbao.law.told import Reason, most_replaced
from sanbao.law.vocabulary import GROUNDS_WITH_CAUSATION

NEW_PROBLEM = "new problem"


def changed(case: dict, judgement: Judgement, judged: Judged, change: Reason) -> dict:
    """The case after what `change` says has happened, the day after the question was asked."""
    return _Change(case, judgement, judged, change).case


def answered(case: dict, answers: dict[str, str]) -> dict:
    """The case with open facts answered `yes` or `no`, by path."""
    case = copy.deepcopy(case)
    visits = {visit["id"]: visit for visit in case.get("visits") or []}
    for path, answer in answers.items():
        head, *places, key = path.split("/")
        if head == "visits":
            visits[places[0]]["items"][int(places[2])][key] = answer
        elif head == "demand":
            case["demand"]["items"][int(places[1])][key] = answer
        elif head == "exemptions":
            case["exemptions"][int(places[0])][key] = answer
        elif head == "vehicle":
            case["vehicle"]["use"] = "household" if answer == "yes" else "commercial"
        else:
            period = {"months": 1200, "km": 1_000_000} if answer == "yes" else {"months": 0, "km": 0}
            case.setdefault("voucher", {}).setdefault("wear_parts", {})[key] = period
    return case


class _Change:
    def __init__(self, case: dict, judgement: Judgement, judged: Judged, change: Reason) -> None:
        self.case = copy.deepcopy(case)
        self.judgement = judgement
        self.judged = judged
        self.tomorrow: date = judgement.case.asked_on + timedelta(days=1)
        self.now = datetime.combine(self.tomorrow, datetime.min.time())
        getattr(self, change.code)(**{key: change.values[key] for key in ("missing",) if key in change.values})
        if change.values.get("refuted"):
            self._refute()
        self.case["as_of"] = self.now.date().isoformat()

    # Something shows.

    def if_it_shows_in_warranty(self) -> None:
        self._show({})

    def if_main_component_fails(self) -> None:
        self._show({"component": "engine_crankshaft"})

    def if_it_needs_replacing(self) -> None:
        self._show({"group": "engine", "needs_replacement": "yes"})

    def if_event_happens(self) -> None:
        self._show({"event": "fuel_leak"})

    def if_it_shows_in_time(self) -> None:
        said_in_full = {
            "early_assembly": self.if_main_component_fails,
            "early_need": self.if_it_needs_replacing,
            "early_event": self.if_event_happens,
        }
        said_in_full[self.judged.rule.topic]()

    if_it_shows_in_both = if_it_shows_in_time

    def serious_safety_once_more(self) -> None:
        self._show({"serious_safety": "yes"})

    def assembly_once_more(self) -> None:
        self._show(self._replaced_part())

    component_once_more = assembly_once_more

    # Repairs are added.

    def if_repair_takes_longer(self) -> None:
        self._repair({}, days=6)

    def more_repair_days(self, missing: int) -> None:
        self._repair({}, days=missing)

    def more_same_problem(self, missing: int) -> None:
        counts = self.judgement.rows.counters.same_problem
        problem = max(counts, key=lambda name: counts[name].count, default=NEW_PROBLEM)
        for _ in range(missing):
            self._repair({"problem": problem})

    def more_serious_safety(self, missing: int) -> None:
        for _ in range(missing):
            self._repair({"serious_safety": "yes"})
        self.serious_safety_once_more()

    def more_assembly(self, missing: int) -> None:
        for _ in range(missing):
            self._repair({**self._replaced_part(), "work": f"{self.judged.rule.topic}_replacement"})
        self.assembly_once_more()

    more_component = more_assembly

    def _replaced_part(self) -> dict:
        """The part replaced most often so far, or any that the rule reads."""
        row: CountRow | None = most_replaced(self.judgement.rows, self.judged)
        if self.judged.rule.topic == "assembly":
            return {"group": row.code, "position": row.position} if row else {"group": "engine"}
        if row:
            return {"component": row.code, "position": row.position, "group": row.group}
        groups = self.judged.rule.groups(self.judgement.case.law)
        components = self.judgement.case.parts.main_components.values()
        return {"component": next(part.code for part in components if part.group in groups)}

    def _show(self, item: dict) -> None:
        demand = self.case.get("demand") or {"wants": "repair"}
        items = [*(demand.get("items") or []), {"problem": NEW_PROBLEM, "work": "none", **item}]
        day = self.now.date().isoformat()
        self.case["demand"] = {**demand, "items": items, "made_on": day, "mileage_km": self._km()}

    def _repair(self, item: dict, days: int = 0) -> None:
        received = self.now
        self.now += timedelta(days=days) if days else timedelta(minutes=1)
        visit = {
            "id": f"new visit {received.isoformat()}",
            "repairer": "network",
            "received_at": received.isoformat(timespec="minutes"),
            "finished_at": self.now.isoformat(timespec="minutes"),
            "mileage_km": self._km(),
            "items": [{"problem": NEW_PROBLEM, "work": "repair", **item}],
        }
        self.case["visits"] = [*(self.case.get("visits") or []), visit]

    def _km(self) -> int:
        return self.judgement.case.latest_km

    def _refute(self) -> None:
        """The grounds that are still open fail."""
        for exemption in self.case["exemptions"]:
            key = "caused_damage" if exemption["ground"] in GROUNDS_WITH_CAUSATION else "established"
            if exemption.get(key) != "yes":
                exemption[key] = "no"
