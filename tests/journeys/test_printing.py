"""What comes out of the printer: the result and the answers, not the buttons and suppositions."""

from playwright.sync_api import Page, expect

from tests.journeys.check_driver import Driver
from tests.law.building import case, demand, trouble, visit


def test_the_printed_result_holds_the_answers_and_no_suppositions(desk: Page):
    told = case(
        visit("2024-05-06", group="gearbox", quality_problem="yes"),
        as_of="2024-12-01",
        energy="ice",
        demand=demand("2024-12-01", trouble(group="gearbox", quality_problem="yes"), km=12_000),
    )
    Driver(desk, told).run()
    expect(desk.locator("#what-if")).to_be_visible()
    expect(desk.locator(".printed")).to_be_hidden()
    desk.emulate_media(media="print")
    expect(desk.locator("#what-if")).to_be_hidden()
    expect(desk.locator(".printed")).to_contain_text("购车发票是哪天开的？")
