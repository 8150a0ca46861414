import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("name", ["phone", "plain_phone"])
def test_large_type_and_dark_colours_are_chosen_with_and_without_scripts(request, name):
    page: Page = request.getfixturevalue(name)
    page.goto("/")
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html")).to_have_class("large")
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_class("dark large")
    page.goto("/questions/")
    expect(page.locator("html")).to_have_class("dark large")


def test_what_was_typed_stays_when_the_look_changes(phone: Page):
    phone.goto("/questions/")
    phone.locator("main input").first.fill("变速器")
    phone.get_by_role("button", name="大字").click()
    expect(phone.locator("html")).to_have_class("large")
    expect(phone.locator("main input").first).to_have_value("变速器")


@pytest.mark.parametrize("name", ["desk", "plain_phone"])
def test_the_language_is_switched_in_the_footer(request, name, keep):
    page: Page = request.getfixturevalue(name)
    page.goto("/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is wrong with your car?")
    keep(page, "home-english")
    page.get_by_role("button", name="简体中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("您的车怎么了？")


def test_a_wrong_form_takes_the_eye_and_the_focus_to_what_is_wrong(plain_phone: Page, keep):
    plain_phone.goto("/signin/")
    plain_phone.get_by_label("手机号码").fill("12")
    plain_phone.get_by_role("button", name="取得验证码").click()
    summary = plain_phone.locator(".error-summary")
    expect(summary).to_be_focused()
    assert plain_phone.title().startswith("错误：")
    assert not plain_phone.title().startswith("错误：错误：")
    keep(plain_phone, "form-wrong")
    summary.get_by_role("link").first.click()
    expect(plain_phone.get_by_label("手机号码")).to_be_focused()
    expect(plain_phone.get_by_label("手机号码")).to_have_attribute("aria-invalid", "true")


def at_the_second_question(page: Page) -> str:
    page.goto("/check/")
    page.get_by_role("button", name="开始").click()
    for part, number in zip(("年", "月", "日"), ("2024", "3", "1"), strict=True):
        page.get_by_label(part, exact=True).fill(number)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("购车发票是哪天开的？")
    return page.get_by_role("heading", level=1).inner_text()


def change_the_language_to_and_fro(page: Page, asked: str) -> None:
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Back")).to_be_visible()
    page.get_by_role("button", name="简体中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(asked)
    page.get_by_role("button", name="上一步").click()
    expect(page.get_by_label("年", exact=True)).to_have_value("2024")


@pytest.mark.parametrize("name", ["desk", "plain_phone"])
def test_the_answers_of_the_check_stay_when_the_language_changes(request, name):
    page: Page = request.getfixturevalue(name)
    change_the_language_to_and_fro(page, at_the_second_question(page))


@pytest.mark.parametrize("name", ["desk", "plain_phone"])
@pytest.mark.parametrize(("button", "look"), [("大字", "large"), ("深色", "dark")])
def test_the_answers_of_the_check_stay_when_the_look_changes_and_then_the_language(request, name, button, look):
    page: Page = request.getfixturevalue(name)
    asked = at_the_second_question(page)
    page.get_by_role("button", name=button).click()
    expect(page.locator("html")).to_have_class(look)
    expect(page.locator("footer form input[name=state]")).to_have_count(1)
    change_the_language_to_and_fro(page, asked)
