"""Claims in a browser: an owner with a phone, from the page of his car to the day by which he gets an answer."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from claims.cases.models import Claim
from sanbao.accounts.models import User
from tests.claims.cases import world

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(page: Page, person: User, url: str) -> None:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


def onward(page: Page) -> None:
    page.get_by_role("button", name="下一步", exact=True).click()


def title(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def tell_of_the_gearbox(phone: Page, *, is_part_known: bool = False) -> None:
    """What is wrong, where, how bad."""
    title(phone, "车又出了什么毛病？")
    onward(phone)
    expect(phone.locator(".error-summary")).to_contain_text("请用几个字写下是什么毛病")
    phone.get_by_label("用几个字说，是什么毛病").fill("变速器不换挡")
    onward(phone)
    phone.locator("[name=place][value=gearbox]").check()
    onward(phone)
    part = phone.locator("[name=place]").first if is_part_known else phone.get_by_label("不知道是哪个")
    part.check()
    onward(phone)
    title(phone, "有多严重？")
    for name, value in (("serious_safety", "unknown"), ("event", "none"), ("needs_replacement", "yes")):
        phone.locator(f"[name={name}][value={value}]").check()
    onward(phone)
    title(phone, "现在有什么毛病？")
    onward(phone)


def test_a_return_within_seven_days_is_asked_for_on_a_phone(phone: Page, live_server, keep):
    """Handed over five days ago; the gearbox fails and has to be replaced: order 43, article 22."""
    bought = timezone.localdate() - timedelta(days=5)
    case = world.case(invoiced_on=bought, handover_on=bought)
    signed_in(phone, case.owner, live_server.url)
    phone.goto(case.vehicle.get_absolute_url())
    phone.get_by_role("link", name="提出要求").click()
    phone.get_by_role("button", name="开始").click()
    tell_of_the_gearbox(phone)
    phone.get_by_label("仪表上的里程").fill("３１２公里")
    onward(phone)
    onward(phone)
    phone.get_by_label("购车发票").check()
    onward(phone)
    title(phone, "要求什么？")
    keep(phone, "claim-kind")
    phone.locator("[name=kind][value=vehicle_return]").check()
    onward(phone)
    phone.get_by_label("车辆登记费用").fill("300")
    onward(phone)
    title(phone, "向谁提出？")
    onward(phone)
    phone.get_by_label("车主的话").fill("请退车。")
    onward(phone)
    onward(phone)
    title(phone, "核对以后发出")
    expect(phone.locator(".told")).to_contain_text("312公里")
    expect(phone.locator(".told")).to_contain_text("¥300.00")
    keep(phone, "claim-summary")
    summary = phone.url
    phone.get_by_role("button", name="发出", exact=True).click()
    title(phone, "已经提出")
    claim = Claim.objects.get()
    expect(phone.locator(".tag").first).to_have_text(claim.number)
    expect(phone.locator(".says")).to_contain_text(re.compile("最晚在|还没有公布"))
    phone.goto(summary)  # as with the back button: what was sent stays as it was sent
    expect(phone.get_by_text("已经提出，不能再改")).to_be_visible()
    assert Claim.objects.count() == 1
    assert (claim.kind, claim.respondent, claim.demand.registration_fen) == ("vehicle_return", case.shop.place, 30_000)
