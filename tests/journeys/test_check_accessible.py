"""Each kind of page of the check at 320 px, as it comes and with its faults told: axe finds nothing, nothing is too wide."""

from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.check_driver import Driver

NARROW = {"width": 320, "height": 640}
CASES = {row["id"]: row["case"] for row in yaml.safe_load(Path("tests/law/cases/public.yaml").read_text("utf-8"))}
WORN = {
    **CASES["B24-motor-twice-not-cured"],
    "demand": {
        **CASES["B24-motor-twice-not-cured"]["demand"],
        "items": [{"problem": "刹车片磨光", "component": "wear_brake_lining", "work": "none"}],
    },
}


class Examiner(Driver):
    """Looks at every kind of step once, without and with an empty answer."""

    def __init__(self, page: Page, case: dict) -> None:
        super().__init__(page, case)
        self.found: list[str] = []
        self.seen: set[str] = set()

    def answer(self, step_id: str) -> None:
        kind = step_id.partition(":")[0]
        if kind not in self.seen:
            self.seen.add(kind)
            self.look(kind)
            self.page.get_by_role("button", name="下一步").click()
            self.look(f"{kind}, empty")
            if self.page.locator("main input[name=step]").count() == 0 or self._step() != step_id:
                return
        super().answer(step_id)

    def _step(self) -> str:
        return self.page.locator("main input[name=step]").input_value()

    def look(self, name: str) -> None:
        violations = Axe().run(self.page).response["violations"]
        self.found += [f"{name}: {rule['id']}: {node['html'][:120]}" for rule in violations for node in rule["nodes"]]
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.found += [f"{name}: too wide by {over}"] * (over > 0)


@pytest.mark.parametrize("case", [CASES["K00-contract-example"], WORN], ids=["grounds", "wear-part"])
def test_every_kind_of_step_is_for_everyone(phone: Page, case: dict):
    phone.set_viewport_size(NARROW)
    examiner = Examiner(phone, case)
    examiner.run()
    assert examiner.found == []
    assert len(examiner.seen) > 12
