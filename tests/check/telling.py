"""A person who knows a case of the contract and answers whatever step is put before her.

`answer_to(step)` gives the form data; who sends it (the flow itself, a test client, a browser) is not her business.
Her words for a problem are its key in the case.
"""

from sanbao.check import parts
from sanbao.check.coefficient import written
from sanbao.check.steps.part_of_problem import UNKNOWN, WEAR
from sanbao.check.steps.terms import SOME
from sanbao.law.fields import china_moment

NO_PROBLEM = ("maintenance", "accident", "none")


class Teller:
    def __init__(self, case):
        self.case = case
        self.vehicle = case["vehicle"]
        self.visits = case.get("visits") or []
        self.demand = case.get("demand") or {}
        self.items = self.demand.get("items") or []
        self.exemptions = [row for row in case.get("exemptions") or [] if row["problems"]]
        self.voucher = case.get("voucher") or {}

    def answer_to(self, step) -> dict:
        return getattr(self, f"_{step.name}")(step)

    # -- the car

    def _as_of(self, step):
        return {"day": self.case["as_of"][:10]}

    def _invoiced_on(self, step):
        return {"day": self.vehicle["invoiced_on"]}

    def _car(self, step):
        return {"kind": self.vehicle["kind"], "use": self.vehicle.get("use") or "unknown"}

    def _rare(self, step):
        data = {}
        if day := self.vehicle.get("handover_on"):
            data |= {"late": "on", "handed": day}
        if self.vehicle.get("resold_after_return"):
            data |= {"resold": "on"}
        if day := self.vehicle.get("replacement_handover_on"):
            data |= {"replaced": "on", "given": day}
        return data

    def _energy(self, step):
        return {"answer": self.vehicle.get("energy") or "unknown"}

    # -- what is wrong now

    def _now(self, step):
        return {"answer": "yes" if self.items else "no"}

    def _named(self, step):
        told = step.case["demand"]["items"]
        index = next(index for index, item in enumerate(told) if item["problem"] == step.subject)
        data = {"words": self.items[index]["problem"], "more": "yes" if index + 1 < len(self.items) else "no"}
        return {key: value for key, value in data.items() if key in step.fields()}

    def _item(self, path):
        if path.startswith("demand/"):
            return self.items[int(path.split("/")[2])]
        _, visit, _, index = path.split("/")
        return self.visits[int(visit[1:]) - 1]["items"][int(index)]

    def _part(self, step):
        item = self._item(step.subject)
        component = item.get("component")
        if parts.is_wear(component):
            return {"answer": WEAR}
        group = (step.table.group_of(component) if component else None) or item.get("group")
        return {"answer": group or UNKNOWN}

    def _component(self, step):
        return {"answer": self._item(step.subject).get("component") or UNKNOWN}

    def _troubles(self, step):
        return {"answer": "yes" if len(step.case["demand"]["items"]) < len(self.items) else "no"}

    # -- repairs

    def _repaired(self, step):
        return {"answer": "yes" if self.visits else "no"}

    def _visit(self, step):
        visit = self.visits[step.number - 1]
        data = {
            "received": _moment(visit["received_at"]),
            "mileage": str(visit["mileage_km"]),
            "repairer": visit["repairer"],
        }
        finished = visit.get("finished_at")
        return {**data, "finished": _moment(finished)} if finished else {**data, "still": "on"}

    def _done(self, step):
        visit = self.visits[step.number - 1]
        item = visit["items"][step.index]
        known = {name: problem for problem, name in step.answers.names.items() if problem in step.problems()}
        data = {"work": item["work"]}
        if item["problem"] in known and "problem" in step.fields():
            data["problem"] = known[item["problem"]]
        else:
            data |= {"problem": "new", "words": item["problem"]}
        data = {key: value for key, value in data.items() if key in step.fields()}
        return {**data, "more": self._more(step, visit)}

    def _more(self, step, visit):
        if step.index + 1 < len(visit["items"]):
            return "item"
        return "visit" if step.is_last and step.number < len(self.visits) else "end"

    def _stays(self, step):
        told = {f"R{number}" for number, visit in enumerate(self.visits, start=1) if visit.get("excluded")}
        return {"stays": [visit["id"] for visit in step.longer() if visit["id"] in told]}

    def _waits(self, step):
        data = {}
        for row, wait in enumerate(self.visits[step.number - 1].get("excluded") or [], start=1):
            data |= {f"reason{row}": wait["reason"]}
            data |= {f"from{row}": _moment(wait["from"]), f"to{row}": _moment(wait["to"])}
        return data

    def _visits(self, step):
        return {"answer": "yes" if len(step.case["visits"]) < len(self.visits) else "no"}

    # -- what is asked for

    def _wants(self, step):
        wants = self.demand.get("wants")
        return {"answer": wants, "day": self.demand["made_on"]} if wants else {"answer": "asking"}

    def _km(self, step):
        return {"mileage": str(self.demand["mileage_km"])}

    # -- facts

    def _periods(self, step):
        data = {}
        for key in ("repair_warranty", "three_guarantees"):
            if terms := self.voucher.get(key):
                data |= {f"{key}_months": str(terms["months"]), f"{key}_km": str(terms["km"])}
        return data

    def _own(self, step):
        """Her items of the problem that the step is about."""
        name = step.answers.names[step.subject]
        every = [item for visit in self.visits for item in visit["items"]] + self.items
        return [item for item in every if item["problem"] == name]

    def _quality(self, step):
        stated = [
            item.get("quality_problem") or "yes" for item in self._own(step) if item["work"] not in NO_PROBLEM[:2]
        ]
        return {"answer": stated[0] if stated else "yes"}

    def _safety(self, step):
        own = [self._item(path).get("serious_safety") or "no" for path, _ in step.own_items()]
        if len(set(own)) == 1:
            return {"answer": own[0]}
        times = [path for path, _ in step.own_items() if self._item(path).get("serious_safety") == "yes"]
        return {"answer": SOME, "times": times}

    def _event(self, step):
        return {"answer": self._item(step.subject).get("event") or "none"}

    def _fact(self, step):
        item = self._item(step.path)
        if step.key == "main_component" and step.table.lists(item.get("component")):
            return {"answer": "yes"}  # it stands in the list on the page
        return {"answer": item.get(step.key) or self._unstated(step.key, item)}

    def _unstated(self, key, item):
        """The contract's default."""
        if key == "needs_replacement":
            component = item.get("component")
            main = component is not None and not parts.is_wear(component)
            by_work = item["work"] == "assembly_replacement" or (item["work"] == "component_replacement" and main)
            return "yes" if by_work else "no"
        return {"event_established": "yes", "main_component": "no", "resolved": "unknown"}[key]

    def _place(self, step):
        rows = enumerate(step.items(step.case), start=1)
        return {f"place{number}": self._item(path).get("position") or "" for number, (path, _) in rows}

    def _wear(self, step):
        terms = (self.voucher.get("wear_parts") or {}).get(step.subject)
        return {"period_months": str(terms["months"]), "period_km": str(terms["km"])} if terms else {}

    # -- refusal

    def _refused(self, step):
        return {"answer": "yes" if self.exemptions else "no"}

    def _ground(self, step):
        row = self.exemptions[int(step.subject)]
        known = {name: problem for problem, name in step.answers.names.items()}
        more = "yes" if int(step.subject) + 1 < len(self.exemptions) else "no"
        data = {"ground": row["ground"], "problems": [known[problem] for problem in row["problems"]], "more": more}
        return {key: value for key, value in data.items() if key in step.fields()}

    def _held(self, step):
        row = self.exemptions[int(step.subject)]
        return {"answer": row.get(step.key) or "unknown"}

    def _grounds(self, step):
        return {"answer": "yes" if len(step.case["exemptions"]) < len(self.exemptions) else "no"}

    def _papers(self, step):
        return {"papers": self.demand.get("papers") or []}

    # -- money

    def _same_model(self, step):
        return {"answer": _known(self.demand.get("same_model_available"))}

    def _equal_or_better(self, step):
        return {"answer": _known(self.demand.get("equal_or_better_available"))}

    def _price(self, step):
        return {"price": self.vehicle.get("price_yuan") or ""}

    def _coefficient(self, step):
        return {"coefficient": written(self.voucher.get("use_compensation_coefficient"))}

    def _returned(self, step):
        km = self.demand.get("returned_mileage_km")
        return {"answer": "no"} if km is None else {"answer": "yes", "mileage": str(km)}

    def _losses(self, step):
        return {key: value for key, value in (self.demand.get("losses_yuan") or {}).items() if value is not None}


def _moment(text):
    return china_moment(text).strftime("%Y-%m-%d %H:%M")


def _known(value):
    return {True: "yes", False: "no", None: "unknown"}[value]
