"""The pages of what went wrong, and those of the check that answer to a post alone: for every eye and hand, as the others."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.journeys.test_accessibility import (
    AT_A_DESK,
    FURTHER,
    MODES,
    ON_A_PHONE,
    at_a_desk,
    judged_by_axe,
    on_a_phone,
    picture,
)
from tests.journeys.visiting import Stop
from tests.web.prepared import prepared

ERRORS = {"400": "/bad/", "403": "/closed/", "404": "/nowhere/", "429": "/busy/", "500": "/boom/"}


def all_stops() -> list[Stop]:
    wrong = [Stop(f"error-{name}", url) for name, url in ERRORS.items()]
    unusable = Stop("error-410", reverse("accounts:invitation_unusable"))
    return [*wrong, unusable, *(Stop(one.name, one.url, one.data) for one in prepared())]


def faults(browser: Browser, url: str, judge, **options) -> dict[str, list[str]]:
    look = options.pop("look", "")
    context = browser.new_context(base_url=url, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    context.set_default_timeout(30_000)
    if look:
        context.add_cookies([{"name": "sanbao_look", "value": look, "url": url}])
    page, found = context.new_page(), {}
    for stop in all_stops():
        stop.visit(page)
        if wrong := judge(page, stop.name):
            found[stop.name] = wrong
    context.close()
    return found


@pytest.mark.urls("tests.web.test_errors")
def test_on_a_phone(browser: Browser, live_server, keep):
    def judge(page: Page, name: str) -> list[str]:
        return on_a_phone(page, lambda: picture(keep, page, ON_A_PHONE, name))

    assert faults(browser, live_server.url, judge, **MODES[ON_A_PHONE]) == {}


@pytest.mark.urls("tests.web.test_errors")
def test_at_a_desk(browser: Browser, live_server, keep):
    def judge(page: Page, name: str) -> list[str]:
        return at_a_desk(page, lambda: picture(keep, page, AT_A_DESK, name))

    assert faults(browser, live_server.url, judge, **MODES[AT_A_DESK]) == {}


@pytest.mark.urls("tests.web.test_errors")
@pytest.mark.parametrize("mode", FURTHER)
def test_axe_finds_nothing_in_any_look(browser: Browser, live_server, mode: str, keep):
    def judge(page: Page, name: str) -> list[str]:
        found = judged_by_axe(page)
        picture(keep, page, mode, name)
        return found

    assert faults(browser, live_server.url, judge, **MODES[mode]) == {}
