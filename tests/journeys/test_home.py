from playwright.sync_api import Page, expect


def test_the_home_page_opens_on_a_phone_without_scripts(plain_phone: Page, keep):
    plain_phone.goto("/")
    expect(plain_phone.get_by_role("heading", level=1)).to_be_visible()
    keep(plain_phone, "home")


def test_the_home_page_opens_on_a_desk(desk: Page, keep):
    desk.goto("/")
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    keep(desk, "home")
