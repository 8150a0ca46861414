"""An expert on a phone says where he works: from the page after sign-in to the list of his employers and back out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.test_accessibility import unreached
from tests.journeys.visiting import signed_in
from tests.web.world import HOME_PLACE, World

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def world(transactional_db) -> World:
    return World.build()


def look(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert Axe().run(page).response["violations"] == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(TOO_WIDE) <= 0
    page.set_viewport_size(PHONE)


def walk(page: Page, heading: str) -> None:
    """A form that was just opened, looked at and walked through by the keyboard."""
    look(page, heading)
    assert unreached(page) == []


def save(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="保存", exact=True).click()


def test_an_expert_registers_chooses_corrects_and_leaves_an_employer(browser: Browser, live_server, world, keep):
    with signed_in(browser, live_server.url, world, "expert", viewport=PHONE) as context:
        page = context.new_page()
        page.goto("/start/")
        look(page, "陈𬱖，您好")
        page.get_by_role("link", name="我的工作单位").click()
        page.get_by_role("link", name="登记工作单位").click()
        walk(page, "登记工作单位")
        page.get_by_label("工作单位", exact=True).fill("西湖")
        page.get_by_role("textbox", name="年").first.fill("2020年3月1日")
        save(page)
        look(page, "登记工作单位")
        keep(page, "employment-choose")
        page.get_by_role("radio", name=HOME_PLACE).check()
        save(page)
        look(page, "我的账号")
        keep(page, "employments")
        page.get_by_role("link", name=f"更正{HOME_PLACE}").click()
        expect(page.get_by_role("radio", name=HOME_PLACE)).to_be_checked()
        walk(page, "更正工作单位")
        page.get_by_role("link", name="返回").click()
        page.get_by_role("link", name=f"登记离开{HOME_PLACE}").click()
        walk(page, f"登记离开{HOME_PLACE}")
        save(page)
        look(page, f"登记离开{HOME_PLACE}")
        page.get_by_role("textbox", name="年").fill("2024-12-31")
        save(page)
        expect(page.get_by_role("main")).to_contain_text("2020年3月1日至2024年12月31日")
