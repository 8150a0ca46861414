"""The browser's own Back, in a check that posts every page and keeps nothing on the server."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, wait_for_worker

BROWSERS = {
    "with the worker": {},
    "without the worker": {"service_workers": "block"},
    "without scripts": {"java_script_enabled": False},
}


@pytest.fixture(params=BROWSERS.values(), ids=BROWSERS)
def visitor(request, browser: Browser, live_server):
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, locale="zh-CN", **request.param)
    page = context.new_page()
    page.goto("/")
    if not request.param:
        page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
        wait_for_worker(page)
    yield page
    context.close()


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def onward(page: Page) -> str:
    page.get_by_role("button", name="下一步").click()
    return heading(page).inner_text()


def test_back_shows_the_question_before_and_what_was_answered_carries_on(visitor: Page):
    visitor.goto("/check/")
    visitor.get_by_role("button", name="开始").click()
    first = heading(visitor).inner_text()
    for part, number in (("year", "2024"), ("month", "3"), ("day", "1")):
        visitor.locator(f"[name$='_{part}']").fill(number)
    second = onward(visitor)
    assert second != first
    for name in ("kind", "use"):
        visitor.locator(f"input[name={name}]").first.check()
    third = onward(visitor)
    assert third != second
    visitor.go_back()
    expect(heading(visitor)).to_have_text(second)
    visitor.go_back()
    expect(heading(visitor)).to_have_text(first)
    for part, number in (("year", "2024"), ("month", "3"), ("day", "1")):
        visitor.locator(f"[name$='_{part}']").fill(number)
    assert onward(visitor) == second
