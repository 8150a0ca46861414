"""A person at the check in a browser: whatever page it shows is answered from a case of the contract, by clicking."""

from django.utils import timezone
from playwright.sync_api import Locator, Page

from sanbao.check.state import opened
from sanbao.check.steps import step_of
from tests.check.telling import Teller

MOST_PAGES = 120


class Driver:
    """`asked`: the steps that were put. The sealed answers in the page say what a step is about; they are only read."""

    def __init__(self, page: Page, case: dict) -> None:
        self.page = page
        page.set_default_timeout(30_000)  # a busy machine is no fault of the page
        self.teller = Teller(case)
        self.asked: list[str] = []

    def run(self) -> None:
        """From the start page to the result."""
        self.page.goto("/check/")
        self._press(self.page.get_by_role("button", name="开始"))
        for _ in range(MOST_PAGES):
            if self.page.locator("[data-remedy]").count():
                return
            self.turn()
        raise AssertionError(f"no end: {self.asked[-5:]}")

    def turn(self) -> None:
        named = self.page.locator("main input[name=step]")
        if named.count():
            self.answer(named.input_value())
            return
        answers = self._answers()
        wanted = self.teller.case["as_of"][:10]
        today = timezone.localdate()
        if answers.case.get("as_of", today.isoformat()) == wanted:
            self._press(self.page.get_by_role("button", name="看结果").first)
            return
        self._press(self.page.locator("button[value='step:as_of']"))
        self.answer("as_of")

    def answer(self, step_id: str) -> None:
        step = step_of(step_id, self._answers(), timezone.localdate())
        self.asked.append(step_id)
        for name, value in self.teller.answer_to(step).items():
            self._fill(name, value)
        self._press(self.page.get_by_role("button", name="下一步"))

    def _press(self, button: Locator) -> None:
        """And wait for the page that follows: between two pages there is nothing to look at."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            button.click()

    def names(self) -> dict[str, str]:
        """Her words for each problem, by the key the check gave it."""
        return dict(self._answers().names)

    def _answers(self):
        return opened(self.page.locator("main input[name=state]").first.input_value())

    def _fill(self, name: str, value) -> None:
        if isinstance(value, list):
            for one in value:
                self.page.locator(f"input[name='{name}'][value='{one}']").check()
            return
        choice = self.page.locator(f"input[type=radio][name='{name}'][value='{value}']")
        tick = self.page.locator(f"input[type=checkbox][name='{name}']")
        if choice.count():
            choice.check()
        elif tick.count():
            tick.check()
        elif self.page.locator(f"select[name='{name}']").count():
            self.page.locator(f"select[name='{name}']").select_option(value)
        elif self.page.locator(f"[name='{name}_year']").count():
            self._fill_day(name, value)
        else:
            self.page.locator(f"input[name='{name}']").fill(value)

    def _fill_day(self, name: str, value: str) -> None:
        day, _, clock = value.partition(" ")
        for part, number in zip(("year", "month", "day"), day.split("-"), strict=True):
            self.page.locator(f"[name='{name}_{part}']").fill(str(int(number)))
        if clock:
            self.page.locator(f"[name='{name}_time']").fill(clock)
