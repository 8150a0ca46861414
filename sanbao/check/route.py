"""Which step comes next: in the order in which a person tells it, and only what can still change the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from sanbao.check import parts
from sanbao.check.case import items_of, may_change_its_order, problems_of, raw_case
from sanbao.check.relevance import Outlook, is_outside
from sanbao.check.state import Answers, Case
from sanbao.check.steps import Step, step_of
from sanbao.check.steps.part_of_problem import names_a_part, tells_its_part

FREE_TO_OPEN = ("as_of", "periods")  # open from the summary, also when they were not asked
HAPPENED, CURED = "event_established", "resolved"
EARLY_FACTS = (HAPPENED, "needs_replacement", "main_component")


class Route:
    """The steps of these answers: those answered, and those still worth a question."""

    def __init__(self, answers: Answers, as_of: date) -> None:
        self.answers = answers
        self.as_of = as_of

    @cached_property
    def outlook(self) -> Outlook:
        return Outlook(self.answers, self.as_of)

    def next(self) -> Step | None:
        """The first step that is not answered; None when nothing more can change the result."""
        for step_id in self._steps():
            if step_id not in self.answers.answered and (step := self.step(step_id)):
                return step
        return None

    def before(self, step_id: str) -> Step | None:
        """The answered step before this one."""
        earlier: Step | None = None
        for at in self._steps():
            if at == step_id:
                break
            earlier = (self.step(at) if at in self.answers.answered else None) or earlier
        return earlier

    def answered(self) -> list[Step]:
        """The answered steps in order, for the summary."""
        steps = (self.step(at) for at in self._steps() if at in self.answers.answered)
        return [step for step in steps if step is not None]

    def step(self, step_id: str) -> Step | None:
        return step_of(step_id, self.answers, self.as_of)

    @property
    def is_outside(self) -> bool:
        """Nothing can change the result any more: no order covers the car."""
        settled = "rare" in self.answers.answered or not may_change_its_order(self.answers)
        return settled and is_outside(self.answers, self.as_of)

    # -- the order of the steps; a step is given when it is answered or worth asking

    def _steps(self) -> Iterator[str]:
        yield "invoiced_on"
        rare_is_first = may_change_its_order(self.answers)
        if rare_is_first:
            yield "rare"
        if not (rare_is_first and self.is_outside):
            yield "car"
        if self.is_outside:
            yield from self._is("rare", matters=False)
            return
        yield "energy"
        yield from self._troubles()
        yield from self._repairs()
        yield from self._demand()
        if not rare_is_first:
            yield "rare"
        yield from self._findings()
        yield from self._refusal()
        yield from self._money()

    def _is(self, step_id: str, matters: bool) -> Iterator[str]:  # noqa: FBT001  the last word of each sentence below
        if matters or step_id in self.answers.answered:
            yield step_id

    def _troubles(self) -> Iterator[str]:
        yield "now"
        items = (self.answers.case.get("demand") or {}).get("items") or []
        for index, item in enumerate(items):
            yield f"named:{item['problem']}"
            yield from self._part(f"demand/items/{index}")
        if items:
            yield "troubles"

    def _part(self, path: str) -> Iterator[str]:
        yield f"part:{path}"
        step_id = f"component:{path}"
        yield from self._is(step_id, self._unless_answered(step_id) and names_a_part(self.answers.case, path))

    def _repairs(self) -> Iterator[str]:
        yield "repaired"
        visits = self.answers.case.get("visits") or []
        for visit in visits:
            yield f"visit:{visit['id']}"
            for index in range(len(visit["items"])):
                yield f"done:{visit['id']}/{index}"
                path = f"visits/{visit['id']}/items/{index}"
                if visit["items"][index].get("work") and tells_its_part(self.answers.case, path):
                    yield from self._part(path)
        if visits:
            yield "visits"

    def _waits(self) -> Iterator[str]:
        """Asked of all repairs together, then of each where there was one."""
        visits = [visit for visit in self.answers.case.get("visits") or [] if visit["items"][0].get("work")]
        ask = self._unless_answered
        matters = [visit["id"] for visit in visits if ask(f"waits:{visit['id']}") and self._waits_matter(visit)]
        yield from self._is("stays", matters=bool(matters))
        for visit in visits:
            if visit.get("excluded") or visit["id"] in matters:
                yield f"waits:{visit['id']}"

    def _waits_matter(self, visit: Case) -> bool:
        return self.outlook.waits_matter(visit["id"])

    def _unless_answered(self, step_id: str) -> bool:
        """Spares the look at the law for what is answered anyway."""
        return step_id not in self.answers.answered

    def _demand(self) -> Iterator[str]:
        yield "wants"
        demand = self.answers.case.get("demand") or {}
        if demand.get("wants") or demand.get("items"):
            yield "km"

    def _findings(self) -> Iterator[str]:
        ask = self._unless_answered
        yield from self._is("periods", ask("periods") and self.outlook.periods_matter())
        yield from self._waits()
        problems = problems_of(self.answers)
        for problem in problems:
            step_id = f"quality:{problem}"
            yield from self._is(step_id, ask(step_id) and self.outlook.quality_matters(problem))
        for code in self._wear_parts():
            step_id = f"wear:{code}"
            yield from self._is(step_id, ask(step_id) and self.outlook.wear_period_matters(code))
        for problem in problems:
            yield from self._facts_of(problem, EARLY_FACTS)
        for problem in problems:
            step_id = f"safety:{problem}"
            yield from self._is(step_id, ask(step_id) and self.outlook.safety_matters(problem))
        yield from self._parts_again()
        for problem in problems:
            yield from self._facts_of(problem, (CURED,))
        for code in self._places():
            yield f"place:{code}"

    def _parts_again(self) -> Iterator[str]:
        """Where a part was replaced often: is it the same one that is at fault?"""
        for path, item in items_of(raw_case(self.answers, self.as_of)):
            step_id = f"component:{path}"
            if self._unless_answered(step_id) and item.get("group") and tells_its_part(self.answers.case, path):
                yield from self._is(step_id, self.outlook.replaced_often(item["group"]))

    def _wear_parts(self) -> list[str]:
        codes = [item.get("component") for _, item in items_of(self.answers.case)]
        return [code for code in dict.fromkeys(codes) if code is not None and parts.is_wear(code)]

    def _facts_of(self, problem: str, keys: Sequence[str]) -> Iterator[str]:
        for path, item in items_of(raw_case(self.answers, self.as_of)):
            if item["problem"] == problem:
                yield from self._facts_at(path, item, keys)

    def _facts_at(self, path: str, item: Case, keys: Sequence[str]) -> Iterator[str]:
        if HAPPENED in keys:
            yield from self._fact(f"event:{path}", f"{path}/{HAPPENED}")
        for key in keys:
            if key != HAPPENED or item.get("event"):
                yield from self._fact(f"fact:{path}/{key}", f"{path}/{key}")

    def _fact(self, step_id: str, fact: str) -> Iterator[str]:
        yield from self._is(step_id, self._unless_answered(step_id) and self.outlook.fact_matters(fact))

    def _places(self) -> list[str]:
        answered = [at.partition(":")[2] for at in self.answers.answered if at.startswith("place:")]
        return list(dict.fromkeys([*answered, *self.outlook.places_that_matter()]))

    def _refusal(self) -> Iterator[str]:
        yield from self._is("refused", self._unless_answered("refused") and self.outlook.refusal_matters())
        rows = self.answers.case.get("exemptions") or []
        if "refused" not in self.answers.answered:
            return
        for number, row in enumerate(rows):
            yield f"ground:{number}"
            if row.get("ground") == "no_invoice_and_voucher" and self._reads(row["ground"]):
                yield "papers"
                if (self.answers.case.get("demand") or {}).get("papers"):
                    continue
            if self._reads(row.get("ground")):
                yield f"held:{number}"
        if rows:
            yield "grounds"

    def _reads(self, ground: str | None) -> bool:
        """Is it a ground in an order that this car may be judged by?"""
        return any(ground in case.law.grounds_of_exemption for case in self.outlook.cases)

    def _money(self) -> Iterator[str]:
        ask, demand = self._unless_answered, self.answers.case.get("demand") or {}
        yield from self._is("same_model", ask("same_model") and self.outlook.other_cars_matter())
        if demand.get("same_model_available") is False:
            yield from self._is("equal_or_better", ask("equal_or_better") and self.outlook.other_cars_matter())
        yield from self._is("price", ask("price") and self.outlook.price_matters())
        yield from self._is("coefficient", ask("coefficient") and self.outlook.compensation_matters())
        if not self.answers.case.get("vehicle", {}).get("price_yuan"):
            return
        if self.answers.case.get("voucher", {}).get("use_compensation_coefficient"):
            if not (demand.get("wants") or demand.get("items")):
                yield from self._is("km", ask("km") and self.outlook.compensation_matters())
            yield from self._is("returned", ask("returned") and self.outlook.compensation_matters())
        yield from self._is("losses", ask("losses") and self.outlook.losses_matter())
