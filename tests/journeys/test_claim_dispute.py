"""Silence, then the dispute on the first late day: the owner on his phone, seller and clerk at their desks.

Worked out by hand: one problem was repaired five times, once by an update of the software. Order 43 gives a return at more
than four repairs of one problem (article 24, paragraph 1, item 4): with the update there are five, without it four.
"""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from claims.cases.models import Claim, DisputeQuestion
from sanbao.law import due_date
from tests.accounts import browsing
from tests.claims.cases import world
from tests.claims.cases.disputing import UPDATE, repaired_five_times
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.visiting import opened

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def case() -> world.Case:
    made = world.case()
    repaired_five_times(made)
    assert made.clerk
    return made


@pytest.fixture
def claim(case) -> Claim:
    """The last day to reply was the last working day before today; nobody replied."""
    asked_on = latest_silent(timezone.localdate())
    return world.submitted(case, at=timezone.make_aware(datetime.combine(asked_on, time(9))), mileage_km=9_000)


def latest_silent(today: date) -> date:
    earlier = (today - number * DAY for number in range(1, 60))
    return next(day for day in earlier if (due_date("samr-43/reply", day).due_on or today) < today)


def test_silence_is_disputed_screened_and_settled_by_agreement_on_a_fact(
    browser: Browser, live_server, case, claim, keep
):
    url, server = claim.get_absolute_url(), live_server.url
    with (
        opened(browser, server, browsing.Browser(case.owner).client, viewport=PHONE) as pocket,
        opened(browser, server, browsing.Browser(case.seller).client, viewport=DESK) as shop,
        opened(browser, server, browsing.Browser(case.clerk).client, viewport=DESK) as body,
    ):
        phone, desk, clerk = pocket.new_page(), shop.new_page(), body.new_page()
        dispute(phone, url)
        state(desk, claim)
        screen(clerk, claim, keep)
        agree(phone, claim, keep)
        clerk.goto(url)
        expect(clerk.get_by_text("能不能要求退车")).to_have_count(0)
    question = DisputeQuestion.objects.get()
    assert (question.fact, question.state, question.answer_value) == (UPDATE, "agreed", "inspection_only")
    assert not Claim.objects.get(pk=claim.pk).has_open_questions


def dispute(phone: Page, url: str) -> None:
    phone.goto(url)
    phone.get_by_role("link", name="提出争议").click()
    phone.get_by_label("请哪个机构处理").select_option(label="示例汽车争议调解中心")
    phone.get_by_role("button", name="提出争议").click()
    expect(phone.get_by_text("有争议", exact=True).first).to_be_visible()


def state(desk: Page, claim: Claim) -> None:
    desk.goto(f"{reverse('cases:state', args=[claim.public_id])}?fact={UPDATE}")
    desk.get_by_role("button", name="记下这个说法").click()
    expect(desk.get_by_text("请写明为什么。").first).to_be_visible()
    desk.get_by_label("实际做了什么").select_option("inspection_only")
    desk.get_by_label("为什么").fill("那天只做了检查，没有升级。")
    desk.get_by_role("button", name="记下这个说法").click()
    expect(desk.get_by_text("能不能要求退车，取决于1项事实。")).to_be_visible()


def screen(clerk: Page, claim: Claim, keep) -> None:
    clerk.goto(reverse("cases:disputes"))
    clerk.get_by_role("link", name=claim.number).click()
    clerk.get_by_role("link", name="审查争议").click()
    expect(clerk.get_by_text("没有答复")).to_be_visible()
    keep(clerk, "claim-screening")
    clerk.get_by_label("受理，就有争议的事实提出问题").check()
    clerk.get_by_role("button", name="记下决定").click()
    expect(clerk.get_by_role("heading", name="争议已经受理")).to_be_visible()
    expect(clerk.get_by_text("1项影响结果")).to_be_visible()


def agree(phone: Page, claim: Claim, keep) -> None:
    phone.goto(reverse("cases:versions", args=[claim.public_id]))
    for says in ("可以要求换车、退车。", "不能要求换车、退车。"):
        expect(phone.get_by_text(says).first).to_be_visible()
    keep(phone, "claim-versions")
    phone.get_by_role("link", name="同意对方的说法").click()
    expect(phone.get_by_text("只做检查，没有发现问题")).to_be_visible()
    phone.get_by_role("button", name="同意").click()
    expect(phone.get_by_role("heading", name="已经定了的事实")).to_be_visible()
    expect(phone.get_by_text("不能要求退车。").first).to_be_visible()
