import time

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanbao.accounts.models import Membership
from sanbao.sms import testing
from sanbao.work.testing import run_all
from tests.accounts.signin.people import PASSWORD, staff, totp_code

pytestmark = pytest.mark.postgres


@pytest.fixture
def network(settings) -> testing.FakeNetwork:
    settings.SANBAO_SMS_GATEWAY = "sanbao.sms.testing.current"
    return testing.renew()


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def test_a_consumer_signs_in_on_a_phone_without_scripts_and_leaves(plain_phone: Page, network, keep):
    page = plain_phone
    page.goto("/signin/?next=/security/sessions/")
    keep(page, "signin")
    page.get_by_label("手机号码").fill("１３８ １２３４")
    press(page, "取得验证码")
    keep(page, "signin-wrong-number")
    page.get_by_label("手机号码").fill("+86 138 1234 5678")
    press(page, "取得验证码")
    run_all(timezone.now())
    keep(page, "signin-code")
    page.get_by_label("短信里的6位数字").fill("12345")
    press(page, "登录")
    expect(page.get_by_role("main")).to_contain_text("验证码不对")
    page.get_by_label("短信里的6位数字").fill(network.codes_to("+8613812345678")[-1])
    press(page, "登录")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录的设备")
    expect(page.get_by_role("main")).to_contain_text("当前设备")
    keep(page, "own-sessions")
    page.goto("/signout/")
    press(page, "退出登录")
    page.goto("/security/")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")


def test_a_clerk_sets_up_the_second_factor_on_a_desk_and_comes_back_with_it(desk: Page, keep):
    page = desk
    staff(role=Membership.Role.CLERK)
    give_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("设置第二重验证")
    drawing = page.get_by_role("img", name="二维码")
    expect(page.locator("img.qr")).not_to_have_js_property("naturalWidth", 0)  # the policy lets it in
    expect(drawing).to_be_visible()
    keep(page, "second-factor-set-up")
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("验证器上的6位数字").fill(totp_code(secret, time.time()))
    press(page, "完成设置")
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")
    recovery = page.locator(".codes code").first.inner_text()
    keep(page, "recovery-codes")
    page.goto("/security/")
    keep(page, "security")
    press(page, "退出登录")
    give_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("第二重验证")
    page.get_by_label("验证码").fill(recovery)
    press(page, "登录")
    page.goto("/security/")
    expect(page.get_by_role("main")).to_contain_text("已经设置")


def give_password(page: Page) -> None:
    page.goto("/signin/")
    page.get_by_label("用户名或者电子邮箱").fill("li.na")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    press(page, "登录")
