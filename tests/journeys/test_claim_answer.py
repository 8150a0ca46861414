"""A refusal that the record contradicts, then an offer at the desk, a counter-offer on the phone, and what both sign.

Worked out by hand: the gearbox was repaired five times and jerks again; Order 43 gives a return at more than four repairs of
one problem (article 24, paragraph 1, item 4). The price is 186,800 yuan, the coefficient was not stated on the voucher: nothing
is taken off for use, and registration adds 500: 187,300 are to be refunded.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from claims.cases.models import Claim, DemandItem, Reply
from claims.cases.services.submitting import claim_submit
from tests.accounts import browsing
from tests.claims.cases import world
from tests.claims.repairs import world as repairs
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_signing import draw
from tests.journeys.visiting import opened

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def case() -> world.Case:
    return world.case()


@pytest.fixture
def claim(case) -> Claim:
    for number in range(5):
        repairs.repaired(case.vehicle, case.shop, repairs.MARCH + number * 20 * DAY, 1_000 * (number + 1))
    items = [DemandItem(problem=case.vehicle.problems.get(), symptom="又一顿一顿")]
    now = timezone.now() - timedelta(hours=1)
    told = {"mileage_km": 9_000, "registration_fen": 50_000, "items": items}
    return claim_submit(claim=world.draft(case, at=now, **told), doing=world.doing(case.owner, now))


def test_a_refusal_against_the_record_ends_in_a_settlement_that_both_sign(
    browser: Browser, live_server, case, claim, keep
):
    url = claim.get_absolute_url()
    at_the_desk = {"viewport": DESK}
    with (
        opened(browser, live_server.url, browsing.Browser(case.seller).client, **at_the_desk) as office,
        opened(browser, live_server.url, browsing.Browser(case.owner).client, viewport=PHONE) as pocket,
    ):
        desk, phone = office.new_page(), pocket.new_page()
        refuse(desk, url, keep)
        phone.goto(url)
        expect(phone.get_by_role("heading", name="答复和规定、记录、备案不一致")).to_be_visible()
        offer(desk, "5000")
        phone.reload()
        phone.get_by_role("link", name="提出别的办法").click()
        expect(phone.get_by_text("符合“退车”的条件，应退¥187,300.00。")).to_be_visible()
        keep(phone, "claim-counter-offer")
        phone.get_by_label("金额").fill("8000")
        phone.get_by_role("button", name="发出提议").click()
        expect(phone.get_by_text("对方提出了别的办法")).to_be_visible()
        accept_and_sign(desk, phone, url, keep)
    assert [one.amount_fen for one in claim.offers.order_by("number")] == [500_000, 800_000]
    assert Reply.objects.get(claim=claim).contradicts == "finding_met,record_undisputed"
    assert Claim.objects.get(pk=claim.pk).state == "fulfilling"


def refuse(desk: Page, url: str, keep) -> None:
    desk.goto(url)
    desk.get_by_role("link", name="答复", exact=True).click()
    expect(desk.get_by_text("¥187,300.00")).to_be_visible()
    desk.get_by_role("link", name="拒绝", exact=True).click()
    desk.get_by_role("button", name="核对，下一步").click()
    expect(desk.get_by_text("请写明是哪一项事实。").first).to_be_visible()
    desk.get_by_label("哪一项事实").select_option(label="第5次送修不应当算")
    desk.get_by_label("事实是怎样的").fill("那次只调了胎压。")
    desk.get_by_label("依据哪一条").select_option(label="第四十三号令第二十四条第一款第四项：同一质量问题修理次数")
    desk.get_by_label("没有证据的，为什么").fill("当时没有写下来")
    keep(desk, "claim-refusal")
    desk.get_by_role("button", name="核对，下一步").click()
    for says in ("您的理由说没有达到", "到现在没有人提出不同的说法"):
        expect(desk.get_by_text(says)).to_be_visible()
    desk.get_by_role("button", name="发出答复").click()
    expect(desk.get_by_text("请看过以后确认")).to_be_visible()
    desk.get_by_label("我看过以上不一致之处，仍然这样答复").check()
    keep(desk, "claim-refusal-summary")
    desk.get_by_role("button", name="发出答复").click()
    expect(desk.get_by_text("答复已经发出，消费者看得到。")).to_be_visible()


def offer(desk: Page, yuan: str) -> None:
    desk.get_by_role("link", name="和解提议").click()
    desk.get_by_label("付款").check()
    desk.get_by_label("金额").fill(yuan)
    day = timezone.localdate() + 20 * DAY
    fill_day(desk, "fulfil_on", day)
    desk.get_by_role("button", name="发出提议").click()
    expect(desk.get_by_text("提议已经发出，对方看得到。")).to_be_visible()


def fill_day(page: Page, name: str, day: date) -> None:
    for part in ("year", "month", "day"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(day, part)))


def accept_and_sign(desk: Page, phone: Page, url: str, keep) -> None:
    desk.goto(url)
    desk.get_by_role("link", name="接受", exact=True).click()
    desk.get_by_role("button", name="接受", exact=True).click()
    expect(desk.get_by_text("已经谈妥，请双方在协议上签字。")).to_be_visible()
    for page in (desk, phone):
        page.goto(url)
        page.get_by_role("button", name="去签字").click()
        keep(page, "claim-settlement")
        draw(page)
        page.get_by_role("button", name="确认签字").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("已签字")
    phone.goto(url)
    expect(phone.get_by_text("双方签字，开始办理")).to_be_visible()
    keep(phone, "claim-settled")
